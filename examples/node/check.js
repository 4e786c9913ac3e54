// Prints the rules that the plans in some files need, and fails where one is required, as a step
// of a pipeline would: `node check.js plan.json ...`
import { readFile } from "node:fs/promises";
import { evaluate, exportPlan, PlannerError } from "elb-rule-planner";

for (const file of process.argv.slice(2)) {
  try {
    const text = await readFile(file, "utf8");
    const { report } = evaluate(text);
    const required = report.changes.filter((change) => change.level === "required");
    console.log(`${file}: ${required.length} required of ${report.changes.length} changes`);
    console.log(exportPlan(text, "text"));
    if (required.length > 0) process.exitCode = 1;
  } catch (error) {
    if (!(error instanceof PlannerError)) throw error;
    console.error(`${file}: ${error.message}`);
    process.exitCode = 2;
  }
}
