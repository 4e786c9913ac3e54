export default {
  title: "Runbook",
  head: [["script", { src: "/planner/embed.js", defer: "" }]],
  // The planner is no page of this site.
  ignoreDeadLinks: true,
  vue: { template: { compilerOptions: { isCustomElement: (name) => name === "elb-plan" } } },
};
