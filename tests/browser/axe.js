// Asks axe-core, which looks for faults of a page that shut people out.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const source = readFile(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** The faults within an element, each as one line. */
export const violations = async (page, selector) => {
  // As an expression of the test, not as a script of the page, whose policy would refuse it.
  await page.evaluate(await source);
  const found = await page.evaluate(
    (within) => globalThis.axe.run(within, { resultTypes: ["violations"] }),
    selector,
  );
  return found.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.html.slice(0, 160)}`),
  );
};
