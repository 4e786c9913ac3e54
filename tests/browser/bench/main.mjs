// How much of the main thread each step with a large plan takes, in real Chromium. Nothing is
// asserted: a timing is not a test. `cargo xtask bench page` makes the plans and runs it.
//
//   node bench/main.mjs FOLDER --servers N,M [--record FILE] [--compare FILE]
//
// FOLDER has `plan-N.json` and `plan-N-closed.json` for each number of servers.
import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { Worked, edits, steps } from "./steps.mjs";
import { figures, print } from "./table.mjs";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    servers: { type: "string" },
    record: { type: "string" },
    compare: { type: "string" },
  },
});
const [folder] = positionals;
const numbers = options.servers.split(",");
const before = options.compare && JSON.parse(await readFile(options.compare, "utf8"));

const port = process.env.PLANNER_PORT ?? "4173";
const url = `http://127.0.0.1:${port}/`;
const serve = fileURLToPath(new URL("../serve.mjs", import.meta.url));
const server = spawn(process.execPath, [serve], { env: { ...process.env, PORT: port }, stdio: "inherit" });
let browser;

try {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  console.log(`Chromium ${browser.version()}: processor time of the main thread in ms;`);
  console.log("p50, p95 and p99 of all tasks, p50 of scripts, styles and layout");
  const run = { chromium: browser.version(), plans: {} };
  for (const number of numbers) {
    const whole = await work(join(folder, `plan-${number}.json`), steps);
    const closed = await work(join(folder, `plan-${number}-closed.json`), edits);
    // The closed plan adds its edits; that it opens is nothing new.
    const added = Object.entries(closed.samples).filter(([name]) => !name.startsWith("file to"));
    const samples = { ...whole.samples, ...Object.fromEntries(added) };
    run.plans[number] = figures({ samples, counts: whole.counts });
    print(`${Number(number).toLocaleString("en")} servers`, run.plans[number], before?.plans[number]);
  }
  if (options.record) await writeFile(options.record, `${JSON.stringify(run, null, 2)}\n`);
} finally {
  await browser?.close();
  server.kill();
}

/** Opens a plan in a page of its own and does steps with it. */
async function work(file, steps) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(300_000);
    const worked = await Worked.open(page, url, file);
    await steps(worked);
    return worked;
  } finally {
    await context.close();
  }
}
