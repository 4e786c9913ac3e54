import { exportPlan, init, PlannerError, version } from "./elb-rule-planner/browser.js";

const field = document.getElementById("plan");
const answer = document.getElementById("answer");

await init();
answer.textContent = `Engine ${version()} is ready.`;
field.addEventListener("input", () => {
  try {
    answer.textContent = exportPlan(field.value, "text");
  } catch (error) {
    if (!(error instanceof PlannerError)) throw error;
    answer.textContent = error.message;
  }
});
