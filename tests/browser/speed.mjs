// How long the page takes to follow an edit of a large plan, in real Chromium. Nothing is asserted:
// a timing is not a test. Run it by hand, with a plan and the address of a served release site:
//
//   node speed.mjs PLAN.json http://127.0.0.1:8080/
//
// The edit renames the plan, so that what is measured is what any edit costs. Then all changes are
// made, and the same is measured on the closed plan.
import { readFileSync } from "node:fs";
import { chromium } from "@playwright/test";

const KEPT = "elb-rule-planner.plan";
const EDITS = 20;
const [file, url] = process.argv.slice(2);
if (!file || !url) {
  console.error("usage: node speed.mjs PLAN.json URL");
  process.exit(2);
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium" });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await page.addInitScript(([key, text]) => localStorage.setItem(key, text), [
  KEPT,
  readFileSync(file, "utf8"),
]);
await page.goto(url);
await page.locator(".shell").waitFor();

/** Renames the plan and says how long the engine, the update and the next frame took, in ms. */
async function edit(name) {
  const [update, frame] = await page.locator("header input").first().evaluate(
    (field, name) =>
      new Promise((done) => {
        const started = performance.now();
        field.value = name;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.dispatchEvent(new Event("change", { bubbles: true }));
        const update = performance.now() - started;
        // A task behind the next frame: by then the board and the lists are painted.
        requestAnimationFrame(() => setTimeout(() => done([update, performance.now() - started])));
      }),
    name,
  );
  const footer = await page.locator("footer").innerText();
  const engine = Number(/([\d.,]+) ms/.exec(footer)?.[1].replace(",", ""));
  return { engine, update, frame };
}

async function measure(title) {
  const all = [];
  for (let number = 0; number < EDITS; number++) all.push(await edit(`${title} ${number}`));
  const least = (part) => Math.min(...all.map((it) => it[part])).toFixed(1).padStart(10);
  console.log(title.padEnd(10), least("engine"), least("update"), least("frame"));
}

console.log("plan      ".padEnd(10), "    engine     update      frame   (least of", EDITS, "edits, ms)");
await measure("as drawn");
await page.getByRole("button", { name: /^Add all|^Apply all|^Merge all/ }).first().click();
await page.waitForTimeout(2_000);
await measure("closed");
await browser.close();
