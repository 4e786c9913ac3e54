// Nothing that is finished is lost: the page, its process and the whole browser are killed at random
// moments of random editing, in one and in two windows, with room and without, and with old, newer
// and broken data beside the plan.
//
// KILLS says how often, KILL_SEED where chance begins. An edit is finished once the page says that
// it is saved; what was done after that may or may not be there.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { test, expect } from "./fixtures.js";
import { stored } from "./planner.js";

const kills = Number(process.env.KILLS ?? 50);
const seed = Number(process.env.KILL_SEED ?? 1);
// Several workers share the kills.
const lanes = 2;

/** Numbers that look random and are the same for the same seed. */
function chance(from) {
  let state = from >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return { below: (most) => Math.floor(next() * most), of: (list) => list[Math.floor(next() * list.length)] };
}

/** A browser of one's own, with a folder that survives it. */
class Browser {
  constructor(folder) {
    this.folder = folder;
  }

  async start() {
    const { executablePath, args } = test.info().project.use.launchOptions;
    const own = [`--user-data-dir=${this.folder}`, "--remote-debugging-port=0", "about:blank"];
    this.process = spawn(executablePath, [...args, ...own], { detached: true, stdio: ["ignore", "ignore", "pipe"] });
    const address = await new Promise((resolve, reject) => {
      let said = "";
      this.process.stderr.on("data", (data) => {
        said += data;
        const found = said.match(/DevTools listening on (ws:\S+)/);
        if (found) resolve(found[1]);
      });
      this.process.on("exit", () => reject(new Error(`the browser ended: ${said}`)));
    });
    this.browser = await chromium.connectOverCDP(address);
    this.context = this.browser.contexts()[0];
  }

  /** Ends the browser and all its processes at once, as when the machine loses its power. */
  async kill() {
    const ended = new Promise((resolve) => this.process.on("exit", resolve));
    process.kill(-this.process.pid, "SIGKILL");
    await ended;
    await this.browser.close().catch(() => {});
  }
}

/** The things on the board, the name of the plan, and whether all of it is written. */
const look = (page) =>
  page.evaluate(async () => {
    // From very far servers are a part of their subnet; near by each is drawn.
    document.querySelector(".zoom-bar button:nth-child(2)")?.click();
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const nodes = [...document.querySelectorAll('[id^="node-"]')].map((it) => it.id.slice(5)).sort();
    const saved = document.querySelector(".saved");
    return {
      shown: JSON.stringify([document.querySelector("input.plan-name")?.value, nodes]),
      isSaved: saved?.dataset.unwritten === "0",
    };
  });

const KEYS = ["v", "n", "l", "g", "s", "i", "r", "a", "p", "p", "Control+z", "Control+z", "Control+Shift+Z", "Delete"];

/** Does something at random, and waits until it is drawn. */
async function edit(page, random) {
  await page.keyboard.press(random.of(KEYS));
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
}

/** True if a board shows what another one shows and one IP address group more. */
function isOneMore(now, before) {
  const [[name, nodes], [oldName, oldNodes]] = [JSON.parse(now), JSON.parse(before)];
  const added = nodes.filter((id) => !oldNodes.includes(id));
  return name === oldName && nodes.length === oldNodes.length + 1 && added.length === 1 && added[0].startsWith("ipg-");
}

async function ready(page) {
  await expect(page.getByRole("group", { name: "Board", exact: true })).toBeVisible();
  await expect(page.locator(".saved")).toHaveAttribute("data-unwritten", "0");
}

/** Opens the page in a new window, with an empty plan the first time. */
async function open(browser, baseURL) {
  const page = await browser.context.newPage();
  page.on("dialog", (dialog) => dialog.accept().catch(() => {}));
  await page.goto(baseURL);
  await ready(page);
  return page;
}

/** Puts beside the plan what an earlier version, a newer one, or an accident may have left. */
async function litter(page, random) {
  const kind = random.of(["old", "newer", "broken", "nothing", "nothing"]);
  if (kind === "old") {
    const text = JSON.stringify({ version: 1, name: `Old ${random.below(1e6)}` });
    await page.evaluate((kept) => localStorage.setItem("elb-rule-planner.plan.unread", kept), text);
  }
  if (kind === "newer" || kind === "broken") {
    const id = `x${random.below(1e9)}`;
    const text = kind === "newer" ? JSON.stringify({ version: 7, id, name: "From the future" }) : "{ broken";
    await page.evaluate(
      async ([key, record]) => {
        const database = await new Promise((resolve) => {
          const request = indexedDB.open("elb-rule-planner");
          request.onsuccess = () => resolve(request.result);
        });
        const transaction = database.transaction("plans", "readwrite");
        transaction.objectStore("plans").put(record, key);
        await new Promise((resolve) => (transaction.oncomplete = resolve));
        database.close();
      },
      [id, text],
    );
    return [id, text];
  }
  return undefined;
}

/** Nothing can be stored any more, as on a full disk. */
const fill = (page) =>
  page.evaluate(() => {
    IDBObjectStore.prototype.put = Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });

/** The page's process ends as by a fault of the browser. */
async function crash(page) {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent("crash");
  session.send("Page.crash").catch(() => {});
  await crashed;
  await page.close();
}

for (let lane = 0; lane < lanes; lane += 1) {
  test(`what is finished survives ${kills} kills, part ${lane + 1} of ${lanes}`, async ({ baseURL }) => {
    test.setTimeout(kills * 60_000 + 120_000);
    const random = chance(seed * 1000 + lane);
    const folder = await mkdtemp(join(tmpdir(), "planner-"));
    const browser = new Browser(folder);
    const left = new Map();
    try {
      await browser.start();
      let page = await open(browser, baseURL);
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").fill("Start an empty plan");
      await page.keyboard.press("Enter");
      await page.keyboard.press("p");
      await expect(page.locator('[id^="node-"]')).toHaveCount(1);
      await ready(page);
      for (let kill = 0; kill < Math.ceil(kills / lanes); kill += 1) {
        const what = `kill ${kill} of seed ${seed}, part ${lane + 1}`;
        const found = await litter(page, random);
        if (found) left.set(...found);
        const isTwo = random.below(3) === 0;
        // With full storage nothing is finished until there is room again.
        const isFull = !isTwo && random.below(4) === 0;
        const other = isTwo ? await open(browser, baseURL) : undefined;
        const windows = other ? [page, other] : [page];
        // The states that a window has shown since it was last known to be written.
        let may = [(await look(page)).shown];
        if (isFull) await fill(page);
        const edits = 1 + random.below(8);
        for (let at = 0; at < edits; at += 1) {
          const where = random.of(windows);
          await edit(where, random);
          if (isTwo) {
            // Both windows have to agree before the next edit: what one of them does is then known.
            let seen;
            await expect
              .poll(async () => {
                seen = await Promise.all(windows.map(look));
                return seen.every((it) => it.isSaved && it.shown === seen[0].shown);
              }, what)
              .toBe(true);
            may = [seen[0].shown];
          } else {
            const seen = await look(where);
            if (seen.isSaved) may = [];
            may.push(seen.shown);
            if (random.below(2) === 0) await page.waitForTimeout(random.below(40));
          }
        }
        // The last edit is killed on its way: nobody waits until it is drawn.
        await page.keyboard.press("p");
        await page.waitForTimeout(random.below(30));
        const isBrowser = random.below(4) === 0;
        if (isBrowser) {
          await browser.kill();
          await browser.start();
        } else if (random.below(2) === 0) {
          await crash(page);
          await other?.close();
        } else {
          await page.close();
          await other?.close();
        }
        page = await open(browser, baseURL);
        const { shown } = await look(page);
        if (!isOneMore(shown, may.at(-1))) expect(may, what).toContain(shown);
        const plans = await page.evaluate(stored, "plans");
        for (const [id, text] of left) expect(plans[id], what).toBe(text);
      }
    } finally {
      await browser.kill().catch(() => {});
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  });
}
