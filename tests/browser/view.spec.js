// Looking around on the board: zoom, pull, fit, by wheel, button and key.
import { test, expect } from "./fixtures.js";
import { Planner, sample } from "./planner.js";

async function shop(page) {
  const planner = new Planner(page);
  await planner.open(await sample("shop"));
  await expect(planner.node("vpc-1")).toBeVisible();
  return planner;
}

const corner = async (planner, id = "vpc-1") => {
  const { x, y, width } = await planner.node(id).locator("> rect").boundingBox();
  return { x: Math.round(x), y: Math.round(y), width: Math.round(width) };
};

test("dragging the ground pulls the board and changes nothing", async ({ page }) => {
  const planner = await shop(page);
  const before = await corner(planner);
  const plan = await planner.plan();
  const ground = await planner.inside(planner.node("vpc-1"), 60, 400);
  await planner.drag(ground, { x: ground.x + 90, y: ground.y - 50 });
  const after = await corner(planner);
  expect([after.x - before.x, after.y - before.y]).toEqual([90, -50]);
  expect(await planner.plan()).toEqual(plan);
  await page.getByRole("button", { name: "Fit the board to the window" }).click();
  await expect.poll(() => corner(planner)).toEqual(before);
});

test("a plan that is opened or gone back to is fitted to the board", async ({ page }) => {
  const planner = await shop(page);
  const vpc = { id: "vpc-9", name: "far", cidr: "10.0.0.0/16", position: [9000, 9000] };
  await planner.openFile("far.json", { version: 1, name: "Far", vpcs: [vpc] });
  await expect(planner.node("vpc-9")).toBeInViewport();
  await page.getByRole("button", { name: "Plans", exact: true }).click();
  await page.getByRole("option").filter({ hasText: "Shop, production" }).dblclick();
  await expect(planner.node("vpc-1")).toBeInViewport();
});

test("the wheel pulls the board, with Ctrl it zooms about the pointer", async ({ page }) => {
  const planner = await shop(page);
  const before = await corner(planner);
  const point = await planner.middle(planner.node("server-4"));
  await page.mouse.move(point.x, point.y);
  await page.mouse.wheel(0, 120);
  await expect.poll(async () => (await corner(planner)).y).toBe(before.y - 120);
  await page.mouse.wheel(50, -120);
  await expect.poll(() => corner(planner)).toEqual({ ...before, x: before.x - 50 });

  await page.mouse.wheel(-50, 0);
  const held = await planner.middle(planner.node("server-4"));
  await page.mouse.move(held.x, held.y);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -120);
  await page.keyboard.up("Control");
  // A notch of the wheel is a small step.
  await expect.poll(async () => (await corner(planner)).width).toBeGreaterThan(before.width * 1.05);
  expect((await corner(planner)).width).toBeLessThan(before.width * 1.15);
  const still = await planner.middle(planner.node("server-4"));
  expect(Math.abs(still.x - held.x)).toBeLessThan(3);
  expect(Math.abs(still.y - held.y)).toBeLessThan(3);
  // The page itself keeps its size.
  expect(await page.evaluate(() => [window.visualViewport.scale, window.scrollX])).toEqual([1, 0]);
});

test("zoom by buttons and keys, and what it stands at", async ({ page }) => {
  const planner = await shop(page);
  const bar = page.getByRole("toolbar", { name: "Zoom" });
  const stand = bar.getByRole("button", { name: "Zoom to 100 %" });
  await stand.click();
  await expect(stand).toHaveText("100 %");
  await bar.getByRole("button", { name: "Zoom in" }).click();
  await expect(stand).toHaveText("125 %");
  await bar.getByRole("button", { name: "Zoom out" }).click();
  await bar.getByRole("button", { name: "Zoom out" }).click();
  await expect(stand).toHaveText("80 %");
  await page.keyboard.press("0");
  await expect(stand).toHaveText("100 %");
  await page.keyboard.press("=");
  await expect(stand).toHaveText("125 %");
  for (let step = 0; step < 30; step += 1) await page.keyboard.press("-");
  await expect(stand).toHaveText("10 %");
  await page.keyboard.press("Shift+!");
  await expect(planner.node("server-7")).toBeInViewport();
});

test("Shift+1 shows all, Shift+2 what is selected, on any keyboard", async ({ page }) => {
  const planner = await shop(page);
  const stand = page.getByRole("toolbar", { name: "Zoom" }).getByRole("button", { name: "Zoom to 100 %" });
  const whole = await stand.textContent();
  await planner.node("server-7").click();
  await page.keyboard.press("0");
  for (const key of ["@", '"', "2"]) {
    await page.keyboard.press("Shift+!");
    await expect(stand).toHaveText(whole);
    await page.evaluate((key) => {
      window.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey: true, cancelable: true }));
    }, key);
    await expect(stand).toHaveText("100 %");
    const board = await planner.board.boundingBox();
    const box = await planner.node("server-7").boundingBox();
    expect(Math.abs(box.x + box.width / 2 - (board.x + board.width / 2))).toBeLessThan(3);
  }
});

test("a gesture goes on beyond the board's edge", async ({ page }) => {
  const planner = await shop(page);
  const before = await corner(planner);
  const ground = await planner.inside(planner.node("vpc-1"), 60, 400);
  await planner.drag(ground, { x: 1200, y: ground.y });
  const after = await corner(planner);
  expect(Math.abs(after.x - before.x - (1200 - ground.x))).toBeLessThan(2);
});

test.describe("with a finger", () => {
  test.use({ hasTouch: true });

  async function touch(page, steps) {
    const session = await page.context().newCDPSession(page);
    for (const [type, points] of steps) {
      const touchPoints = points.map(([x, y], id) => ({ x, y, id }));
      await session.send("Input.dispatchTouchEvent", { type, touchPoints });
    }
    await session.detach();
  }

  test("a card is dragged into another subnet", async ({ page }) => {
    const planner = await shop(page);
    const from = await planner.grip(planner.node("server-1"));
    const to = await planner.inside(planner.node("subnet-4"), 60, 24);
    const between = (part) => [from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part];
    await touch(page, [
      ["touchStart", [[from.x, from.y]]],
      ...[0.2, 0.4, 0.6, 0.8, 1].map((part) => ["touchMove", [between(part)]]),
      ["touchEnd", []],
    ]);
    await planner.planHas((plan) => plan.servers[0].subnet, "subnet-4");
  });

  test("a thing is carried from the palette", async ({ page }) => {
    const planner = await shop(page);
    const item = planner.palette.getByRole("button", { name: "Server", exact: true });
    const from = await planner.middle(item);
    const to = await planner.inside(planner.node("subnet-1"), 60, 24);
    const between = (part) => [from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part];
    await touch(page, [
      ["touchStart", [[from.x, from.y]]],
      ...[0.2, 0.4, 0.6, 0.8, 1].map((part) => ["touchMove", [between(part)]]),
      ["touchEnd", []],
    ]);
    await planner.planHas((plan) => plan.servers.at(-1).subnet, "subnet-1");
    await planner.planHas((plan) => plan.servers.length, 8);
  });

  test("two fingers pinch the board", async ({ page }) => {
    const planner = await shop(page);
    const before = await corner(planner);
    await touch(page, [
      ["touchStart", [[500, 400], [600, 400]]],
      ["touchMove", [[470, 400], [630, 400]]],
      ["touchMove", [[450, 400], [650, 400]]],
      ["touchEnd", []],
    ]);
    await expect.poll(async () => (await corner(planner)).width).toBeGreaterThan(before.width * 1.6);
    expect(await page.evaluate(() => window.visualViewport.scale)).toBe(1);
    // After it a single finger pulls the board again.
    const middle = await corner(planner);
    await touch(page, [
      ["touchStart", [[300, 780]]],
      ["touchMove", [[330, 780]]],
      ["touchMove", [[340, 780]]],
      ["touchEnd", []],
    ]);
    await expect.poll(async () => (await corner(planner)).x).toBe(middle.x + 40);
  });
});
