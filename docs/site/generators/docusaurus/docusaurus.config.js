export default {
  title: "Runbook",
  url: "https://docs.example",
  baseUrl: "/",
  // The planner is no page of this site.
  onBrokenLinks: "ignore",
  scripts: [{ src: "/planner/embed.js", defer: true }],
  presets: [["classic", { docs: { routeBasePath: "/" }, blog: false }]],
  themeConfig: { colorMode: { respectPrefersColorScheme: true } },
};
