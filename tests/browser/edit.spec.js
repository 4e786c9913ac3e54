// Editing what is drawn with the mouse: move, put elsewhere, select, remove, take back.
import { test, expect } from "./fixtures.js";
import { Planner, sample } from "./planner.js";

const server = (id) => (plan) => plan.servers.find((it) => it.id === id);
const home = (id) => (plan) => server(id)(plan)?.subnet;
const place = (id) => (plan) => {
  const [x, y] = server(id)(plan)?.position ?? [];
  return { x, y };
};

async function shop(page) {
  const planner = new Planner(page);
  await planner.open(await sample("shop"));
  await expect(planner.node("server-1")).toBeVisible();
  return planner;
}

test("a card is moved on the grid; undo and redo go back and forth", async ({ page }) => {
  const planner = await shop(page);
  const before = place("server-7")(await planner.plan());
  const from = await planner.grip(planner.node("server-7"));
  await planner.drag(from, { x: from.x + 40, y: from.y + 60 });
  await planner.planHas((plan) => place("server-7")(plan).y > before.y, true);
  const after = place("server-7")(await planner.plan());
  expect([after.x % 8, after.y % 8]).toEqual([0, 0]);
  await page.keyboard.press("Control+z");
  await planner.planHas(place("server-7"), before);
  await page.keyboard.press("Control+Shift+Z");
  await planner.planHas(place("server-7"), after);
  await page.getByRole("button", { name: "Undo" }).click();
  await planner.planHas(place("server-7"), before);
});

test("a server dragged into another subnet belongs to it", async ({ page }) => {
  const planner = await shop(page);
  const target = planner.node("subnet-4");
  const goal = await planner.inside(target, 60, 24);
  await planner.drag(await planner.grip(planner.node("server-1")), goal, { keep: true });
  await expect(target).toHaveClass(/\btarget\b/);
  // Its drawing moves with its lines, above everything that it passes over; nothing else is drawn
  // anew.
  const moved = planner.board.locator(".moved");
  await expect(moved.locator(".moving")).toHaveCount(1);
  await expect(moved).toContainText("web-1");
  await expect(moved.locator(".wire")).toHaveCount(1);
  await expect(planner.node("server-1")).toHaveCSS("opacity", "0");
  await expect(planner.node("subnet-2")).not.toHaveClass(/\btarget\b/);
  await page.mouse.up();
  await expect(target).not.toHaveClass(/\btarget\b/);
  await expect(moved).toHaveCount(0);
  await planner.planHas(home("server-1"), "subnet-4");
  await page.keyboard.press("Control+z");
  await planner.planHas(home("server-1"), "subnet-2");
});

test("what cannot be held there stays where it is, and a sentence says so", async ({ page }) => {
  const planner = new Planner(page);
  const plan = JSON.parse(await sample("shop"));
  await planner.open(plan);
  const before = await planner.plan();
  await page.getByRole("button", { name: "Zoom out" }).click();
  await page.getByRole("button", { name: "Zoom out" }).click();
  await page.getByRole("button", { name: "Zoom out" }).click();
  const board = await planner.board.boundingBox();
  const from = await planner.grip(planner.node("server-7"));
  await planner.drag(from, { x: board.x + board.width - 20, y: board.y + 20 });
  await expect(planner.notice).toHaveClass(/error/);
  await expect(planner.notice).toContainText("db-2 cannot go there");
  expect(await planner.plan()).toEqual(before);
  await planner.notice.getByRole("button", { name: "Close" }).click();
  await expect(planner.notice).toHaveCount(0);
});

test("Escape gives up a drag", async ({ page }) => {
  const planner = await shop(page);
  const before = await planner.plan();
  const from = await planner.grip(planner.node("server-7"));
  await planner.drag(from, { x: from.x + 80, y: from.y + 80 }, { keep: true });
  await expect(planner.node("server-7")).toHaveClass(/\blifted\b/);
  await page.keyboard.press("Escape");
  await expect(planner.node("server-7")).not.toHaveClass(/\blifted\b/);
  await page.mouse.up();
  expect(await planner.plan()).toEqual(before);
});

test("several things are selected by a frame and by Shift, and move together", async ({ page }) => {
  const planner = await shop(page);
  const selected = planner.board.locator(".node.selected");
  const subnet = await planner.node("subnet-4").boundingBox();
  await page.keyboard.down("Shift");
  await planner.drag(
    { x: subnet.x - 8, y: subnet.y + 12 },
    { x: subnet.x + subnet.width - 4, y: subnet.y + subnet.height - 4 },
  );
  await expect(selected).toHaveCount(2);
  await page.mouse.click(...Object.values(await planner.grip(planner.node("server-3"))));
  await expect(selected).toHaveCount(3);
  await page.mouse.click(...Object.values(await planner.grip(planner.node("server-3"))));
  await page.keyboard.up("Shift");
  await expect(selected).toHaveCount(2);

  const [one, other] = ["server-6", "server-7"].map(place);
  const start = await planner.plan();
  const from = await planner.grip(planner.node("server-6"));
  await planner.drag(from, { x: from.x + 40, y: from.y + 40 });
  await planner.planHas((plan) => one(plan).y > one(start).y, true);
  const end = await planner.plan();
  expect(one(end).y - one(start).y).toBe(other(end).y - other(start).y);
  expect([home("server-6")(end), home("server-7")(end)]).toEqual(["subnet-4", "subnet-4"]);
});

test("what is selected is removed and duplicated", async ({ page }) => {
  const planner = await shop(page);
  await page.mouse.click(...Object.values(await planner.grip(planner.node("server-1"))));
  await page.keyboard.press("Control+d");
  await planner.planHas((plan) => plan.servers.length, 8);
  await expect(planner.board.locator(".node.selected")).toHaveCount(1);
  const copy = (await planner.plan()).servers.at(-1);
  expect(copy.security_groups).toEqual(["sg-1"]);
  expect(copy.ipv4).not.toBe("10.0.2.11");
  await page.keyboard.press("Delete");
  await planner.planHas((plan) => plan.servers.length, 7);
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await expect(planner.board.locator(".node")).toHaveCount(0);
  await expect(planner.headline).toHaveText("Nothing to check yet");
  await page.keyboard.press("Control+z");
  await planner.planHas((plan) => plan.servers.length, 7);
});

test("tidying up puts everything in order and can be taken back", async ({ page }) => {
  const planner = await shop(page);
  const from = await planner.grip(planner.node("server-7"));
  await planner.drag(from, { x: from.x + 120, y: from.y + 70 });
  const messy = await planner.plan();
  await page.getByRole("button", { name: "Tidy up the board" }).click();
  await planner.planHas((plan) => place("server-7")(plan).x < place("server-7")(messy).x, true);
  await page.keyboard.press("Control+z");
  await planner.planHas(place("server-7"), place("server-7")(messy));
});
