// Links: a plan in the page's address is shown beside the visitor's own, which nothing touches
// until he says so.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { test, expect } from "./fixtures.js";
import { violations } from "./axe.js";
import { Planner, stored } from "./planner.js";

const links = new URL("../links/", import.meta.url);
const kept = (name) => readFile(fileURLToPath(new URL(name, links)), "utf8");
const link = async (name) => (await kept(`${name}.url`)).trim().split("#")[1];
const plan = async (name) => JSON.parse(await kept(`${name}.json`));

const MINE = { version: 1, name: "Mine" };

/** The planner with a plan of one's own, and the address `fragment`. */
async function visit(page, fragment, own = MINE) {
  const planner = new Planner(page);
  await planner.open(own);
  await page.goto(`./#${fragment}`);
  return Object.assign(planner, { banner: page.getByRole("region", { name: "Shared plan" }) });
}

const name = (page) => page.locator(".plan-name");
const field = (page) => page.getByRole("textbox", { name: "Name of the plan" });

test("a link is shown beside the own plan, and goes when one goes back", async ({ page }) => {
  const planner = await visit(page, await link("small"));
  await expect(planner.banner).toContainText("You are looking at a shared plan");
  await expect(name(page)).toHaveText((await plan("small")).name);
  await expect(planner.node("elb-1")).toBeVisible();
  expect((await planner.plan()).name).toBe("Mine");
  await planner.banner.getByRole("button", { name: "Back to my plan" }).click();
  await expect(planner.banner).toHaveCount(0);
  await expect(field(page)).toHaveValue("Mine");
  expect(new URL(page.url()).hash).toBe("");
});

test("a reload keeps showing the link, and the own plan is still there", async ({ page }) => {
  const planner = await visit(page, await link("small"));
  await page.reload();
  await expect(name(page)).toHaveText((await plan("small")).name);
  await expect(planner.banner).toBeVisible();
  expect((await planner.plan()).name).toBe("Mine");
});

test("a shared plan becomes one more plan of one's own", async ({ page }) => {
  const planner = await visit(page, await link("small"));
  await planner.banner.getByRole("button", { name: "Make it mine" }).click();
  await expect(planner.banner).toHaveCount(0);
  await expect(planner.notice).toContainText("The plan is now among your plans");
  await planner.planHas((it) => it.name, (await plan("small")).name);
  expect(new URL(page.url()).hash).toBe("");
  await field(page).fill("Changed");
  await planner.planHas((it) => it.name, "Changed");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(field(page)).toHaveValue((await plan("small")).name);
  await expect(page.getByRole("button", { name: "Undo" })).toBeDisabled();
  await planner.plan();
  const plans = Object.values(await page.evaluate(stored, "plans")).map((text) => JSON.parse(text));
  expect(plans.map((it) => it.name).sort()).toEqual(["Mine", (await plan("small")).name].sort());
});

test("back and forward go between the own plan and links", async ({ page }) => {
  const [small, reference] = [await plan("small"), await plan("reference")];
  const planner = await visit(page, await link("small"));
  await page.evaluate((hash) => (location.hash = hash), await link("reference"));
  await expect(name(page)).toHaveText(reference.name);
  await page.goBack();
  await expect(name(page)).toHaveText(small.name);
  await planner.banner.getByRole("button", { name: "Back to my plan" }).click();
  await expect(field(page)).toHaveValue("Mine");
  await page.goBack();
  await expect(name(page)).toHaveText(small.name);
  await expect(planner.banner).toBeVisible();
  await page.goForward();
  await expect(field(page)).toHaveValue("Mine");
  await expect(planner.banner).toHaveCount(0);
  expect((await planner.plan()).name).toBe("Mine");
});

test.describe("where the code that reads links comes late", () => {
  // The worker that keeps the planner offline would have it at hand.
  test.use({ serviceWorkers: "block" });

  test("a link is not opened once one has gone back", async ({ looseConsole: page }) => {
    let release;
    const held = new Promise((done) => (release = done));
    await page.route("**/links-*.wasm", async (route) => {
      await held;
      await route.continue();
    });
    const planner = new Planner(page);
    await planner.open(MINE);
    const came = page.waitForEvent("requestfinished", (request) => /links-[^/]*\.wasm$/.test(request.url()));
    await page.evaluate((hash) => (location.hash = hash), await link("small"));
    await page.goBack();
    await expect.poll(() => new URL(page.url()).hash).toBe("");
    release();
    await came;
    // What it would open is there soon after the code.
    await page.waitForTimeout(1_000);
    await expect(page.getByRole("region", { name: "Shared plan" })).toHaveCount(0);
    await expect(field(page)).toHaveValue("Mine");
    await page.goForward();
    await expect(name(page)).toHaveText((await plan("small")).name);
  });
});

test("what is changed in another window meanwhile is not written over", async ({ page, context }) => {
  const planner = await visit(page, await link("small"));
  const other = await context.newPage();
  await other.goto("./");
  await field(other).fill("Newer");
  await expect.poll(async () => (await planner.plan()).name).toBe("Newer");
  await planner.banner.getByRole("button", { name: "Back to my plan" }).click();
  await expect(field(page)).toHaveValue("Newer");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(field(page)).toHaveValue("Mine");
});

test.describe("a shared plan is not changed", () => {
  for (const access of ["", "&readonly"]) {
    test(`by anything one does${access && ", to read only"}`, async ({ page }) => {
      const planner = await visit(page, (await link("small")) + access);
      const places = () => planner.board.locator(".node").evaluateAll((all) =>
        all.map((it) => `${it.id} ${it.getAttribute("transform") ?? it.innerHTML.length}`));
      await expect(planner.node("server-1")).toBeVisible();
      const before = await places();
      // By mouse: a drag pulls the board and leaves everything in its place.
      await planner.drag(await planner.grip(planner.node("server-1")), { x: 400, y: 620 });
      await expect(planner.board.locator(".handle").first()).toBeHidden();
      await expect(planner.palette).toHaveCount(0);
      // By keys and shortcuts.
      await planner.node("server-1").focus();
      for (const key of ["ArrowRight", "Delete", "Backspace", "Control+d", "s", "v", "t", "Control+Enter", "Control+z", "Control+y"])
        await page.keyboard.press(key);
      // By what is pasted and by what is dropped.
      await page.keyboard.press("Control+v");
      await page.evaluate(() => {
        const data = new DataTransfer();
        data.items.add(new File(['{"version":1,"name":"Dropped"}'], "plan.json"));
        document.querySelector(".shell").dispatchEvent(
          new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
      });
      await expect(planner.notice).toContainText("Make it yours to change it");
      // By the form, which only shows.
      await page.keyboard.press("Escape");
      await planner.shownForm("server-1");
      await expect(planner.answer.locator("input, select, textarea")).toHaveCount(0);
      await expect(planner.answer.getByRole("button", { name: "Delete" })).toHaveCount(0);
      await planner.tab("Existing rules").click();
      await planner.answer.locator(".rule-summary").first().click();
      await expect(planner.answer.locator("input, select, textarea")).toHaveCount(0);
      await planner.tab("Rules to add").click();
      await expect(planner.answer.getByRole("button", { name: /Apply/ })).toHaveCount(0);
      // By commands.
      await page.keyboard.press("Control+k");
      await planner.dialog.getByRole("combobox").fill("Tidy");
      await expect(planner.dialog.getByRole("option", { name: "Tidy up the board" })).toHaveCount(0);
      await page.keyboard.press("Escape");
      expect(await places()).toEqual(before);
      await expect(name(page)).toHaveText((await plan("small")).name);
      expect((await planner.plan()).name).toBe("Mine");
    });
  }
});

test("a shared plan can be looked at in every way", async ({ page }) => {
  const planner = await visit(page, `${await link("reference")}&readonly`);
  // The plan that comes begins with its own answer.
  await expect(planner.banner).toBeVisible();
  await planner.tab("Trace").click();
  await expect(planner.answer.locator("select").first()).toBeEnabled();
  await page.keyboard.press("Control+e");
  await expect(planner.dialog.locator(".preview")).not.toBeEmpty();
  await page.keyboard.press("Escape");
  await planner.page.getByRole("button", { name: "Zoom in" }).click();
  await expect(planner.proof).toBeVisible();
  for (const part of [".header", ".banner", ".sidebar", ".answer"])
    expect(await violations(page, part)).toEqual([]);
});

test("an address says what is selected, which tab is open, and the colours", async ({ page }) => {
  const planner = await visit(page, `${await link("reference")}&sel=server-2&tab=selection&theme=dark`);
  await expect(planner.answer.locator(".inspector-header code")).toHaveText("server-2");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  // A setting that an address asks for is not kept.
  await planner.banner.getByRole("button", { name: "Back to my plan" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "system");
});

test("what is tried out is not kept until it is made one's own", async ({ page }) => {
  const planner = await visit(page, `${await link("small")}&interactive`);
  await expect(planner.banner).toContainText("trying out");
  await field(page).fill("Tried");
  await expect(field(page)).toHaveValue("Tried");
  expect((await planner.plan()).name).toBe("Mine");
  await planner.banner.getByRole("button", { name: "Make it mine" }).click();
  await planner.planHas((it) => it.name, "Tried");
});

for (const [what, spoil, says] of [
  ["cut off", (text) => text.slice(0, 100), "was cut off after 98 of"],
  ["changed", (text) => text.replace(/(.{60})./, (_, start) => `${start}!`), "was changed on its way"],
  ["empty", () => "p=", "holds no plan"],
  ["of no kind that is known", (text) => text.replace("p=1", "p=~"), "begins with `~`"],
  ["two million letters long", () => `p=1${"A".repeat(2_000_000)}`, "was changed on its way"],
]) {
  test(`a link that is ${what} says so and leaves the own plan alone`, async ({ page }) => {
    const planner = await visit(page, spoil(await link("small")));
    await expect(planner.banner.getByRole("alert")).toContainText(says);
    await expect(field(page)).toHaveValue("Mine");
    await field(page).fill("Still mine");
    await planner.planHas((it) => it.name, "Still mine");
    await planner.banner.getByRole("button", { name: "Back to my plan" }).click();
    await expect(planner.banner).toHaveCount(0);
    await expect(field(page)).toHaveValue("Still mine");
  });
}
