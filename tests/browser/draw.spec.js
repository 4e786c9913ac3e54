// A plan drawn from nothing with the mouse alone, and the rules it needs.
import { test, expect } from "./fixtures.js";
import { Planner } from "./planner.js";

async function network(page) {
  const planner = new Planner(page);
  await planner.open();
  await planner.drawNetwork();
  return planner;
}

test("an HTTP listener needs exactly the rule of Table 4", async ({ page }) => {
  const planner = await network(page);
  await expect(planner.headline).toHaveText("Nothing to check yet");
  await planner.planHas((plan) => plan.servers[0].subnet, "subnet-2");
  await planner.planHas((plan) => plan.load_balancers[0].subnet, "subnet-1");

  await planner.connect();
  await expect(planner.headline).toHaveText("1 rule to add");
  expect(await planner.rows()).toEqual([
    "Inbound | Allow | TCP 8080 | from 10.0.1.0/24, IPv4, priority 1",
  ]);
  await expect(planner.changes.first()).toContainText("Table 4");
  await expect(planner.lines("blocked")).not.toHaveCount(0);
  await expect(planner.board.locator(".stop.blocked")).toHaveCount(1);

  await planner.changes.first().getByRole("button", { name: /^Apply/ }).click();
  await expect(planner.headline).toHaveText("Nothing to add");
  await expect(planner.lines("blocked")).toHaveCount(0);
  await expect(planner.board.locator(".stop")).toHaveCount(0);
  await expect(planner.lines("open")).not.toHaveCount(0);
  await expect(planner.proof).toContainText("Proved");
});

test("a connection that ends on empty ground adds what it leads to", async ({ page }) => {
  const planner = await network(page);
  await planner.drag(await planner.middle(planner.handle("listener-1")), { x: 600, y: 400 });
  await expect(planner.node("bsg-1")).toBeVisible();
  await planner.planHas(
    (plan) => plan.load_balancers[0].listeners[0].backend_server_group,
    "bsg-1",
  );
  const ground = await planner.inside(planner.node("subnet-2"), 130, 126);
  await planner.drag(await planner.middle(planner.handle("bsg-1")), ground);
  await planner.planHas((plan) => plan.servers.map((it) => it.subnet), ["subnet-2", "subnet-2"]);
  await planner.planHas((plan) => plan.backend_server_groups[0].members[0].target, "server-2");
  await expect(planner.headline).toHaveText("1 rule to add");

  // A slip of the hand at the handle itself adds nothing.
  const handle = await planner.middle(planner.handle("bsg-1"));
  await planner.drag(handle, { x: handle.x - 20, y: handle.y });
  await expect(planner.board.locator(".node.group")).toHaveCount(1);
  await expect(planner.board.locator(".node.server")).toHaveCount(2);
});

test("while something is carried, the place it would go to is marked", async ({ page }) => {
  const planner = await network(page);
  const item = planner.palette.getByRole("button", { name: "Server", exact: true });
  const goal = await planner.inside(planner.node("subnet-1"), 20, 20);
  await planner.drag(await planner.middle(item), goal, { keep: true });
  await expect(planner.node("subnet-1")).toHaveClass(/\btarget\b/);
  await expect(planner.board.locator(".ghost")).toBeVisible();
  await page.mouse.up();
  await expect(planner.board.locator(".ghost")).toHaveCount(0);
  await planner.planHas((plan) => plan.servers.map((it) => it.subnet), ["subnet-2", "subnet-1"]);
});

test("what is brought back to the palette is not added and leaves nothing behind", async ({
  page,
}) => {
  const planner = await network(page);
  const before = await planner.plan();
  const item = planner.palette.getByRole("button", { name: "Server", exact: true });
  const goal = await planner.middle(planner.node("subnet-2"));
  await planner.drag(await planner.middle(item), goal, { keep: true });
  await expect(planner.board.locator(".ghost")).toBeVisible();
  await page.mouse.move(100, 700, { steps: 5 });
  await page.mouse.up();
  await page.mouse.move(500, 500, { steps: 3 });
  await expect(planner.board.locator(".ghost")).toHaveCount(0);
  expect(await planner.plan()).toEqual(before);
});
