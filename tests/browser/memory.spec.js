// The page takes no more memory the longer one works in it: bytes of the module and of scripts,
// elements and listeners stay as they are over many edits and many openings of every dialog.
//
// MEMORY_EDITS and MEMORY_OPENINGS say how many, MEMORY_SERVERS how large the plan is; without it,
// it is a sample. The undo steps of a plan are meant to stay: there are at most 200 of them, and
// fewer of a plan so large that they would not fit. So as many edits are made before anything is measured.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Cpu } from "./bench/cpu.mjs";
import { expect, test } from "./fixtures.js";
import { Planner, sample } from "./planner.js";

const edits = Number(process.env.MEMORY_EDITS ?? 240);
const openings = Number(process.env.MEMORY_OPENINGS ?? 12);
const servers = process.env.MEMORY_SERVERS;

/** The most undo steps. */
const UNDO_STEPS = 200;

/** The most that may be added, however long one works: the module takes memory in pieces. */
const MOST = { wasm: 1_500_000, heap: 1_000_000, nodes: 100, listeners: 10 };

function plan() {
  if (!servers) return sample("shop");
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const words = ["run", "--quiet", "--example", "large_plan", "--", servers];
  return execFileSync("cargo", words, { cwd: root, encoding: "utf8", maxBuffer: 2 ** 28 });
}

async function open(page) {
  const planner = new Planner(page);
  await Cpu.watch(page);
  await planner.open(await plan());
  const cpu = await Cpu.of(page);
  await cpu.idle();
  return { planner, cpu };
}

/** The room that the page takes once it has come to rest. */
async function room(cpu) {
  await cpu.idle();
  // What the first collection frees may hold more.
  await cpu.room();
  return cpu.room();
}

/** Holds that no more was added than may be. */
function expectFlat(before, after, what) {
  expect(before.wasm, "the module's memory is seen").toBeGreaterThan(1_000_000);
  const added = Object.fromEntries(Object.keys(MOST).map((part) => [part, after[part] - before[part]]));
  console.log(`added by ${what}:`, JSON.stringify(added), "to", JSON.stringify(before));
  for (const [part, most] of Object.entries(MOST)) {
    expect(added[part], `${part} added by ${what}`).toBeLessThan(most);
  }
}

/** Makes so many edits: renames the plan, adds a thing, removes it, and takes that back and does it
 * again. To be run in the page. */
async function edit(count) {
  const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const press = (key, more = {}) =>
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
  const name = document.querySelector("input.plan-name");
  for (let number = 0; number < count; number += 1) {
    const kind = number % 4;
    if (kind === 0) {
      name.focus();
      name.value = `Plan ${number}`;
      name.dispatchEvent(new InputEvent("input", { bubbles: true }));
      name.blur();
    } else if (kind === 1) {
      press("p");
    } else if (kind === 2) {
      press("Delete");
    } else {
      press("z", { ctrlKey: true });
      await drawn();
      press("Z", { ctrlKey: true, shiftKey: true });
    }
    await drawn();
  }
}

test(`${edits} edits take no memory`, async ({ page }) => {
  test.setTimeout(120_000 + edits * 3_000);
  const { planner, cpu } = await open(page);
  const things = await planner.board.locator("[data-id]").count();
  // Three in four edits add a step.
  await page.evaluate(edit, UNDO_STEPS * 2);
  const before = await room(cpu);
  await page.evaluate(edit, edits);
  const after = await room(cpu);
  // Each edit was made, and as many things are there as before.
  await expect(page.locator("input.plan-name")).toHaveValue(`Plan ${edits - (edits % 4 || 4)}`);
  expect(await planner.board.locator("[data-id]").count()).toBe(things);
  expectFlat(before, after, `${edits} edits`);
});

test(`${openings} openings of every dialog take no memory`, async ({ page }) => {
  test.setTimeout(120_000 + openings * 20_000);
  const { planner, cpu } = await open(page);
  const byName = (name) => async () => {
    await page.keyboard.press("Control+k");
    await planner.dialog.getByRole("combobox").fill(name);
    await planner.dialog.getByRole("option", { name }).first().click();
  };
  const ways = {
    Export: () => page.keyboard.press("Control+e"),
    Share: () => page.keyboard.press("Control+Shift+s"),
    "Open a sample": byName("Open a sample"),
    Search: () => page.keyboard.press("Control+k"),
    "Keyboard and mouse": () => page.keyboard.press("Shift+?"),
    "What the proof shows": () => planner.proof.click(),
  };
  const round = async () => {
    for (const way of Object.values(ways)) {
      await way();
      await expect(planner.dialog).toHaveCount(1);
      await page.keyboard.press("Escape");
      await expect(planner.dialog).toHaveCount(0);
    }
  };
  for (let number = 0; number < 5; number += 1) await round();
  const before = await room(cpu);
  for (let number = 0; number < openings; number += 1) await round();
  expectFlat(before, await room(cpu), `${openings} openings of every dialog`);
});
