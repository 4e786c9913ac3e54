// What a person does with a large plan, step by step, with the processor time of each step.
import { readFile } from "node:fs/promises";
import { Cpu } from "./cpu.mjs";

/** The least and the most times that a step is done, and the time after which it is not done again. */
const LEAST = 5;
const MOST = 30;
const LONG_ENOUGH = 45_000;

/** A plan in the page, ready to be worked on. */
export class Worked {
  constructor(page, cpu, plan) {
    this.page = page;
    this.cpu = cpu;
    this.plan = plan;
    this.samples = {};
    this.counts = {};
  }

  /** Opens a plan's file in a new page, and says how long that took. */
  static async open(page, url, file) {
    await Cpu.watch(page);
    await page.goto(url);
    await page.locator('.saved[data-unwritten="0"]').waitFor();
    const cpu = await Cpu.of(page);
    await cpu.idle();
    const worked = new Worked(page, cpu, JSON.parse(await readFile(file, "utf8")));
    await page.evaluate(() => {
      document.addEventListener("change", () => (window.began ??= performance.now()), { capture: true, once: true });
    });
    const before = await cpu.metrics();
    const since = async (name, wait) => {
      const time = await page.evaluate(wait, worked.plan.name);
      const { TaskDuration } = await cpu.metrics();
      worked.samples[`${name}: processor`] = [{ all: (TaskDuration - before.TaskDuration) * 1000 }];
      worked.samples[`${name}: clock`] = [{ all: time }];
    };
    await page.locator("#open-file").setInputFiles(file);
    await since("file to picture", isDrawn);
    await since("file to answer", isAnswered);
    await cpu.idle();
    return worked;
  }

  /** Does a step many times; `prepare` is not counted. */
  async measure(name, act, prepare = async () => {}) {
    const samples = [];
    const began = Date.now();
    while (samples.length < LEAST || (samples.length < MOST && Date.now() - began < LONG_ENOUGH)) {
      const number = samples.length;
      await prepare(number);
      samples.push(await this.cpu.spent(() => act(number)));
    }
    this.samples[name] = samples;
  }

  /** Waits until the answer is that to the plan as it stands. */
  async answered() {
    await this.page.evaluate(isAnswered);
  }

  /** Selects a thing by its name and brings it into view. */
  async select(name) {
    await this.page.keyboard.press("Control+k");
    const field = this.page.locator("#search-field");
    await field.fill(name);
    await this.page.locator("#hit-0").waitFor();
    await field.press("Enter");
    await field.waitFor({ state: "detached" });
    await this.cpu.idle();
  }

  async press(keys) {
    await this.page.evaluate(() => document.activeElement?.blur());
    await this.page.keyboard.press(keys);
    await this.cpu.frames();
  }

  /** Counts the elements of the board and of the whole page. */
  async count(name) {
    this.counts[`elements, ${name}`] = await this.page.evaluate(() => ({
      board: document.querySelectorAll(".board-column *").length,
      page: document.querySelectorAll("*").length,
    }));
  }
}

/** All steps. */
export async function steps(worked) {
  const { cpu } = worked;
  await worked.measure("nothing", () => cpu.frames());
  await worked.press("Shift+!");
  await worked.count("whole plan in view");
  await moves(worked, "whole plan in view");
  await worked.select("web-1 ");
  await worked.press("0");
  await worked.select("web-1 ");
  await worked.count("at 100 %");
  await moves(worked, "at 100 %");
  await worked.select("web-1 ");
  await drag(worked);
  await type(worked);
  await edit(worked);
  await point(worked);
  worked.counts.room = await cpu.room();
}

/** The steps of an edit alone. */
export async function edits(worked) {
  await edit(worked, " (nothing blocked)");
}

/** Pulls the board, and turns the wheel over it. */
async function moves(worked, where) {
  const { cpu, page } = worked;
  const { x, y } = await page.locator(".board").evaluate((board) => {
    const { left, top, width, height } = board.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  });
  await page.mouse.move(x, y);
  await page.mouse.down({ button: "middle" });
  await page.mouse.move(x + 9, y + 9);
  await cpu.frames();
  await worked.measure(`pan, ${where}`, async (number) => {
    await page.mouse.move(x + 18 + 7 * number, y + 18 + 5 * number);
    await cpu.frames();
  });
  await page.mouse.up({ button: "middle" });
  await cpu.frames();
  await page.mouse.move(x, y);
  await page.keyboard.down("Control");
  await worked.measure(`zoom settled, ${where}`, async (number) => {
    // Three notches of the wheel in turn towards the plan and away from it.
    for (let notch = 0; notch < 3; notch += 1) await page.mouse.wheel(0, number % 2 ? 100 : -100);
    await page.waitForTimeout(350);
    await cpu.frames();
  });
  await page.keyboard.up("Control");
  await cpu.idle();
}

/** Drags a server, and gives it up. */
async function drag(worked) {
  const { cpu, page } = worked;
  const box = await page.locator('[id="node-server-1"]').boundingBox();
  const [x, y] = [box.x + 30, box.y + 16];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 9, y + 9);
  await cpu.frames();
  await worked.measure("drag a server", async (number) => {
    await page.mouse.move(x + 9 + 3 * number, y + 9 + 2 * number);
    await cpu.frames();
  });
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await cpu.idle();
}

/** Types into the name of a group of 50 members. */
async function type(worked) {
  const { cpu, page } = worked;
  await worked.select("pool 1 ");
  await worked.press("2");
  await worked.count("form of a group");
  const field = page.locator("#form-bsg-1-name");
  await field.focus();
  await field.press("End");
  const letter = async (number) => {
    await page.keyboard.press("abcdefghij"[number % 10]);
    await cpu.frames();
  };
  await worked.measure("letter typed", letter, async () => {
    await worked.answered();
    await cpu.idle();
  });
  await worked.answered();
  await cpu.idle();
}

/** Enters other ports into a rule, which stops members or lets them in again, and takes that back. */
async function edit(worked, suffix = "") {
  const { cpu, page } = worked;
  const group = worked.plan.security_groups[0];
  const rule = group.inbound.find((it) => it.ports === "8000-8099");
  await worked.select(`${group.name} `);
  await worked.press("2");
  await page.locator(`#rule-${rule.id}`).click();
  const field = page.locator(`#form-${rule.id}-ports`);
  await field.focus();
  const ports = (number) => (number % 2 || suffix ? `8000-80${50 + number}` : `${9000 + number}`);
  const enter = async () => {
    await page.keyboard.press("Enter");
    await cpu.frames();
    await worked.answered();
  };
  await worked.measure(`rule's port to findings${suffix}`, enter, async (number) => {
    // A field that was left begins another step of undo.
    await field.blur();
    await field.fill(ports(number));
    await cpu.idle();
  });
  await worked.press("1");
  const undo = async () => {
    await page.keyboard.press("Control+z");
    await cpu.frames();
    await worked.answered();
  };
  await worked.measure(`edit to rules to add${suffix}`, undo, async () => cpu.idle());
  await cpu.idle();
}

/** Points at the first rule to add, and away from it. */
async function point(worked) {
  const { cpu, page } = worked;
  const middle = async (locator) => {
    const { x, y, width, height } = await locator.first().boundingBox();
    return [x + width / 2, y + height / 2];
  };
  const [card, away] = [await middle(page.locator("article.change")), await middle(page.locator(".answer .headline"))];
  await page.mouse.move(...away);
  await cpu.frames();
  await worked.measure("point at a rule to add", async (number) => {
    await page.mouse.move(...(number % 2 ? away : card));
    await cpu.frames();
  });
}

/** Waits until the plan is on the board; returns the time since its file was chosen. To be run in
 * the page. */
function isDrawn(name) {
  return new Promise((done) => {
    const look = () => {
      const isShown = document.querySelector("input.plan-name")?.value === name;
      if (isShown && document.querySelector(".board [data-id]")) {
        return requestAnimationFrame(() => setTimeout(() => done(performance.now() - window.began)));
      }
      requestAnimationFrame(look);
    };
    look();
  });
}

/** Waits until the answer is up to date; returns the time since the plan's file was chosen. To be
 * run in the page. */
function isAnswered() {
  return new Promise((done) => {
    const look = () => {
      const answer = document.querySelector("aside.answer");
      const ask = document.querySelector(".answer .summary button.primary");
      const isWorking = answer?.getAttribute("aria-busy") === "true" || answer?.querySelector(".summary[role=status]");
      if (answer && !isWorking) {
        return requestAnimationFrame(() => setTimeout(() => done(performance.now() - window.began)));
      }
      // An answer that waits until somebody asks for it.
      if (isWorking && ask) ask.click();
      requestAnimationFrame(look);
    };
    look();
  });
}
