// How long a first visit takes until something is seen and until it can be used, in real Chromium.
// Nothing is asserted: a timing is not a test. `cargo xtask bench start` runs it.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";

const RUNS = 5;
/** The lines of a visitor: how much slower the processor is, the way there and back in ms, and the bits
 * of a second. The slow one is what Lighthouse calls a slow 4G. */
const LINES = {
  "desktop, no limit": { width: 1280, height: 800, slower: 1 },
  "phone, slow 4G, processor 4× slower": { width: 412, height: 823, slower: 4, latency: 150, bits: 1_638_400 },
};

const port = process.env.PLANNER_PORT ?? "4173";
const serve = fileURLToPath(new URL("../serve.mjs", import.meta.url));
const server = spawn(process.execPath, [serve], {
  env: { ...process.env, PORT: port, PLANNER_COMPRESSED: "yes" },
  stdio: "inherit",
});
let browser;

try {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  console.log(`Chromium ${browser.version()}, HTTP/1.1, brotli, nothing in the cache: ms, median of ${RUNS} (worst)\n`);
  for (const [line, limits] of Object.entries(LINES)) {
    const runs = [];
    while (runs.length < RUNS) runs.push(await visit(limits));
    console.log(line);
    for (const figure of Object.keys(runs[0])) {
      const sorted = runs.map((run) => run[figure]).sort((one, other) => one - other);
      const shown = [sorted[Math.floor(RUNS / 2)], sorted[RUNS - 1]].map((it) => it.toFixed(figure === "layout shift" ? 3 : 0));
      console.log(`  ${figure.padEnd(28)} ${shown[0].padStart(8)} (${shown[1]})`);
    }
  }
} finally {
  await browser?.close();
  server.kill();
}

/** One visit by somebody who was never here. */
async function visit({ width, height, slower, latency, bits }) {
  const context = await browser.newContext({ viewport: { width, height } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
    if (bits) {
      await session.send("Network.enable");
      const throughput = bits / 8;
      await session.send("Network.emulateNetworkConditions", {
        offline: false,
        latency,
        downloadThroughput: throughput,
        uploadThroughput: throughput,
      });
    }
    await page.addInitScript(watch);
    await reached(`http://127.0.0.1:${port}/`, page);
    await page.waitForFunction(() => window.visit.usable, undefined, { timeout: 60_000 });
    await page.waitForTimeout(500);
    const { painted, largest, usable, shift } = await page.evaluate(() => window.visit);
    return { "first paint": painted, "picture of the plan": largest, "planner can be used": usable, "layout shift": shift };
  } finally {
    await context.close();
  }
}

/** Opens a page of a server that may not listen yet. */
async function reached(url, page) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await page.goto(url);
    } catch (error) {
      if (tries > 20) throw error;
      await new Promise((done) => setTimeout(done, 200));
    }
  }
}

/** Watches the page from within. */
function watch() {
  window.visit = { painted: 0, largest: 0, usable: 0, shift: 0 };
  const observe = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  observe("paint", (it) => {
    if (it.name === "first-contentful-paint") window.visit.painted = it.startTime;
  });
  observe("layout-shift", (it) => (window.visit.shift += it.value));
  const look = () => {
    const drawing = document.querySelector(".drawing");
    if (drawing && !window.visit.largest && drawing.getBoundingClientRect().width > 0 && window.visit.painted) {
      window.visit.largest = performance.now();
    }
    const isThere = document.querySelector("#app > .shell .drawing:not(.unfitted)");
    if (isThere) {
      // What is drawn now is painted, and the page takes what comes.
      return requestAnimationFrame(() => setTimeout(() => (window.visit.usable = performance.now())));
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
