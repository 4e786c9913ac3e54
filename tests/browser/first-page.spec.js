// What is shown before the planner has loaded: the page of a first visit, drawn by the planner itself
// when the release was built.
import { test as base, expect } from "@playwright/test";
import { slow, test } from "./fixtures.js";
import { Planner } from "./planner.js";

const first = (page) => page.locator(".first-page");

/** Holds the planner back until the returned function is called. */
async function held(page) {
  let release;
  const wait = new Promise((resolve) => (release = resolve));
  await page.route("**/*_bg.wasm", async (route) => {
    await wait;
    await route.continue();
  });
  return release;
}

/** The rectangles of what a visitor sees first, by selector. */
const places = (page, root) =>
  page.evaluate((root) => {
    const seen = [".header", ".sidebar", ".board", ".answer", ".headline", ".change", ".node.vpc .area", ".node.server .card"];
    return seen.map((selector) => {
      const { x, y, width, height } = document.querySelector(`${root} ${selector}`).getBoundingClientRect();
      return [selector, ...[x, y, width, height].map((it) => Math.round(it))];
    });
  }, root);

/** Two lists of places that are the same to a pixel. */
function expectSame(one, other) {
  expect(one.length).toBe(other.length);
  for (const [at, [selector, ...place]] of one.entries()) {
    for (const [side, length] of place.entries()) {
      expect(Math.abs(length - other[at][side + 1]), `${selector}: ${place} and ${other[at]}`).toBeLessThanOrEqual(1);
    }
  }
}

for (const [width, height] of [[1280, 800], [1700, 1200], [1024, 700], [390, 780]]) {
  test(`the first page is what the planner draws in its place, at ${width} × ${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.addInitScript(() => {
      window.shift = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.shift += entry.value;
      }).observe({ type: "layout-shift", buffered: true });
    });
    const release = await held(page);
    await page.goto("/");
    await expect(first(page).locator(".headline")).toHaveText("3 rules to add");
    await expect(first(page).getByText("sg-web").first()).toBeVisible();
    const before = await places(page, ".first-page");
    release();
    await expect(first(page)).toHaveCount(0);
    await expect(page.getByText("answered in")).toHaveCount(1);
    await expect(page.locator(".unfitted")).toHaveCount(0);
    expectSame(before, await places(page, "#app"));
    expect(await page.evaluate(() => window.shift)).toBeLessThan(0.001);
  });
}

test("nothing of the first page can be used, and a screen reader hears that the planner loads", async ({ page }) => {
  const release = await held(page);
  await page.goto("/");
  await expect(page.getByRole("status")).toHaveText("Loading the planner…");
  await expect(page.getByRole("button")).toHaveCount(0);
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement.tagName)).toBe("BODY");
  release();
  await expect(page.getByRole("button", { name: "Export rules" })).toBeVisible();
});

test("where the planner begins with the visitor's own plan, only the page around it is shown", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open({ version: 1, name: "Mine" });
  await planner.plan();
  await page.evaluate(async () => {
    for (const it of await navigator.serviceWorker.getRegistrations()) await it.unregister();
  });
  const release = await held(page);
  await page.reload();
  await expect(first(page).locator(".headline")).toBeHidden();
  await expect(first(page).locator(".drawing")).toBeHidden();
  await expect(first(page).locator(".sidebar")).toBeVisible();
  release();
  await expect(page.getByRole("textbox", { name: "Name of the plan" })).toHaveValue("Mine");
});

test("a link to a plan shows no sample, and a part within another page shows nothing", async ({ page }) => {
  const release = await held(page);
  await page.goto("/#lang=en&readonly");
  await expect(first(page).locator(".headline")).toBeHidden();
  await expect(first(page).locator(".sidebar")).toBeVisible();
  await page.goto("/?#view=rules");
  await expect(first(page)).toBeHidden();
  await expect(page.getByRole("status")).toBeVisible();
  release();
});

test("the theme that was chosen is there from the beginning", async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem("elb-rule-planner.theme", "dark"));
  const release = await held(page);
  await page.goto("/");
  await expect(first(page)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");
  release();
});

test("on a slow machine nothing is lost between the first page and the planner", async ({ page }) => {
  await slow(page, 6);
  await page.goto("/");
  await expect(page.getByText("answered in")).toBeVisible();
  await expect(first(page)).toHaveCount(0);
});

base.describe("without scripts", () => {
  base.use({ javaScriptEnabled: false });

  base("nothing is shown that cannot be used", async ({ page }) => {
    await page.goto("/");
    await base.expect(page.locator(".boot").first()).toBeVisible();
    await base.expect(page.locator(".first-page")).toBeHidden();
  });
});
