// No gesture changes the plan unmeant, and a large change says what it did, with Undo.
import { test, expect } from "./fixtures.js";
import { Planner, sample, settled } from "./planner.js";

async function shop(page) {
  const planner = new Planner(page);
  await planner.open(await sample("shop"));
  await expect(planner.node("server-1")).toBeVisible();
  return planner;
}

const undo = (planner) => planner.notice.getByRole("button", { name: "Undo", exact: true });
/** The number of things of every kind, and of rules. */
const sizes = (plan) => {
  const lists = Object.entries(plan).filter(([, list]) => Array.isArray(list) && list.length);
  const rules = (plan.security_groups ?? []).flatMap((it) => it.inbound ?? []).length;
  return { ...Object.fromEntries(lists.map(([name, list]) => [name, list.length])), rules };
};
const box = (locator) => locator.boundingBox();

/** Fails unless the plan is still as it was before, once the page has nothing left to do. */
async function unchanged(planner, before) {
  await settled(planner.page);
  expect(await planner.plan()).toEqual(before);
}

/** Dispatches touches by the browser itself, as fingers make them. */
async function fingers(page) {
  const session = await page.context().newCDPSession(page);
  const send = (type, points) =>
    session.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: points.map(({ x, y }, id) => ({ x, y, id })),
    });
  return {
    down: (...points) => send("touchStart", points),
    move: (...points) => send("touchMove", points),
    up: (...points) => send("touchEnd", points),
    cancel: () => send("touchCancel", []),
  };
}

test.describe("lines", () => {
  test("a listener's line that ends nowhere leaves the listener with its group", async ({ page }) => {
    const planner = await shop(page);
    const before = await planner.plan();
    const headline = await planner.headline.innerText();
    const vpc = await box(planner.node("vpc-1"));
    const ground = { x: vpc.x + vpc.width / 2, y: vpc.y + vpc.height - 8 };
    await planner.drag(await planner.middle(planner.handle("listener-1")), ground);
    await expect(planner.notice).toContainText("Drop a listener's line on a backend server group");
    await expect(planner.notice).not.toHaveClass(/error/);
    await unchanged(planner, before);
    await expect(planner.headline).toHaveText(headline);
  });

  test("lines that end on what cannot take them say so and change nothing", async ({ page }) => {
    const planner = await shop(page);
    const before = await planner.plan();
    for (const [end, goal, words] of [
      ["listener-1", "server-1", "backend server group"],
      ["bsg-1", "bsg-2", "on a server or an IP address"],
      ["bsg-1", "elb-1", "on a server or an IP address"],
      ["sg-1", "bsg-1", "on a server"],
    ]) {
      await planner.drag(
        await planner.middle(planner.handle(end)),
        await planner.middle(planner.node(goal)),
      );
      await expect(planner.notice).toContainText(words);
      await planner.notice.getByRole("button", { name: "Close" }).click();
    }
    await unchanged(planner, before);
  });

  test("a line that leads to another group says which one it left, and Undo takes it back", async ({
    page,
  }) => {
    const planner = await shop(page);
    const before = await planner.plan();
    const listener = before.load_balancers[0].listeners[0];
    const other = before.backend_server_groups.find(
      (it) => it.id !== listener.backend_server_group,
    );
    await planner.drag(
      await planner.middle(planner.handle(listener.id)),
      await planner.middle(planner.node(other.id)),
    );
    await expect(planner.notice).toContainText(`now leads to ${other.name}, no longer to`);
    await undo(planner).click();
    await expect(planner.notice).toHaveCount(0);
    await planner.planHas(
      (plan) => plan.load_balancers[0].listeners[0].backend_server_group,
      listener.backend_server_group,
    );
  });
});

test.describe("drags that end nowhere", () => {
  test("over a panel, beside the board or over what floats on it nothing is put down", async ({
    page,
  }) => {
    const planner = await shop(page);
    const before = await planner.plan();
    const goals = [
      await planner.middle(planner.palette),
      await planner.middle(planner.answer),
      await planner.middle(page.locator(".zoom-bar")),
    ];
    for (const goal of goals) {
      await planner.drag(await planner.grip(planner.node("server-7")), goal, { keep: true });
      await expect(planner.board.locator(".ghost")).toHaveCount(0);
      await page.mouse.up();
      await planner.drag(await planner.middle(planner.handle("bsg-1")), goal);
      const item = planner.palette.getByRole("button", { name: "Server", exact: true });
      await planner.drag(await planner.middle(item), await planner.middle(planner.node("subnet-2")), {
        keep: true,
      });
      await page.mouse.move(goal.x, goal.y, { steps: 3 });
      await page.mouse.up();
    }
    await expect(planner.notice).toHaveCount(0);
    await unchanged(planner, before);
  });

  test("Escape gives up what is carried from the palette, and what is selected stays", async ({
    page,
  }) => {
    const planner = await shop(page);
    await page.mouse.click(...Object.values(await planner.grip(planner.node("server-1"))));
    const before = await planner.plan();
    const item = planner.palette.getByRole("button", { name: "Server", exact: true });
    const goal = await planner.middle(planner.node("subnet-2"));
    await planner.drag(await planner.middle(item), goal, { keep: true });
    await expect(planner.board.locator(".ghost")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(planner.board.locator(".ghost")).toHaveCount(0);
    await page.mouse.move(goal.x + 20, goal.y + 20);
    await expect(planner.board.locator(".ghost")).toHaveCount(0);
    await page.mouse.up();
    await expect(planner.node("server-1")).toHaveClass(/selected/);
    await unchanged(planner, before);
  });

  test("a line, too, is given up by Escape", async ({ page }) => {
    const planner = await shop(page);
    const before = await planner.plan();
    const goal = await planner.middle(planner.node("bsg-2"));
    await planner.drag(await planner.middle(planner.handle("listener-1")), goal, { keep: true });
    await expect(planner.board.locator(".connection")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(planner.board.locator(".connection")).toHaveCount(0);
    await page.mouse.up();
    await unchanged(planner, before);
  });

  test("a pointer that is taken away changes nothing", async ({ page }) => {
    const planner = await shop(page);
    const before = await planner.plan();
    const from = await planner.grip(planner.node("server-7"));
    for (const name of ["pointercancel", "lostpointercapture"]) {
      await planner.drag(from, { x: from.x + 60, y: from.y + 60 }, { keep: true });
      await expect(planner.node("server-7")).toHaveClass(/\blifted\b/);
      await planner.board.evaluate((board, name) => {
        board.dispatchEvent(new PointerEvent(name, { pointerId: 1, bubbles: true }));
      }, name);
      await expect(planner.node("server-7")).not.toHaveClass(/\blifted\b/);
      await page.mouse.up();
    }
    await unchanged(planner, before);
  });
});

test.describe("touch", () => {
  test.use({ hasTouch: true });

  test("a finger moves a card; a second one gives that up", async ({ page }) => {
    const planner = await shop(page);
    const before = await planner.plan();
    const touch = await fingers(page);
    const from = await planner.grip(planner.node("server-7"));
    const to = { x: from.x + 40, y: from.y + 64 };
    await touch.down(from);
    await touch.move({ x: from.x + 20, y: from.y + 30 });
    await touch.move(to);
    await expect(planner.board.locator(".ghost")).toBeVisible();
    await touch.down(to, { x: to.x + 120, y: to.y - 200 });
    await expect(planner.board.locator(".ghost")).toHaveCount(0);
    await touch.up();
    await unchanged(planner, before);

    await touch.down(from);
    await touch.move({ x: from.x + 20, y: from.y + 30 });
    await touch.move(to);
    await touch.cancel();
    await unchanged(planner, before);

    const again = await planner.grip(planner.node("server-7"));
    await touch.down(again);
    await touch.move({ x: again.x + 20, y: again.y + 30 });
    await touch.move({ x: again.x + 40, y: again.y + 64 });
    await touch.up();
    await planner.planHas(
      (plan) => JSON.stringify(plan.servers.at(-1).position) !==
        JSON.stringify(before.servers.at(-1).position),
      true,
    );
  });
});

test.describe("large changes", () => {
  test("removing a VPC says what went with it, by key and by button, and Undo brings it back", async ({
    page,
  }) => {
    const planner = await shop(page);
    const before = await planner.plan();
    const remove = [
      () => page.keyboard.press("Delete"),
      () => planner.answer.getByRole("button", { name: "Delete" }).click(),
    ];
    for (const act of remove) {
      await planner.form("vpc-1");
      await page.mouse.click(...Object.values(await planner.inside(planner.node("vpc-1"), 60, 24)));
      await act();
      await expect(planner.notice).toContainText(/^Removed vpc-shop with \d+ subnets, \d+ load balancers?/);
      await expect(planner.notice).toContainText("7 servers");
      await expect(planner.node("server-1")).toHaveCount(0);
      await undo(planner).click();
      await expect(planner.node("server-1")).toBeVisible();
      await planner.planHas(sizes, sizes(before));
    }
  });

  test("Undo in a notice takes back that step only: after another edit it is gone", async ({
    page,
  }) => {
    const planner = await shop(page);
    await page.mouse.click(...Object.values(await planner.grip(planner.node("server-1"))));
    await page.keyboard.press("Delete");
    await expect(undo(planner)).toBeVisible();
    await page.mouse.click(...Object.values(await planner.grip(planner.node("server-7"))));
    // Looking around does not count as an edit.
    await expect(undo(planner)).toBeVisible();
    await planner.node("server-7").focus();
    await page.keyboard.press("ArrowDown");
    await expect(planner.notice).toHaveCount(0);
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    await expect(planner.node("server-1")).toBeVisible();
  });

  test("a notice with Undo is reached by the keyboard and waits for whoever is there", async ({
    page,
  }) => {
    await page.clock.install();
    const planner = await shop(page);
    await page.clock.runFor(1000);
    await page.getByRole("button", { name: "Tidy up the board" }).focus();
    const from = await planner.grip(planner.node("server-7"));
    await planner.drag(from, { x: from.x + 80, y: from.y + 90 });
    await page.clock.runFor(500);
    await page.getByRole("button", { name: "Tidy up the board" }).click();
    await page.clock.runFor(500);
    await expect(planner.notice).toContainText("Tidied up the board");
    await undo(planner).focus();
    await page.clock.runFor(120_000);
    await expect(undo(planner)).toBeFocused();
    await page.keyboard.press("Enter");
    await page.clock.runFor(500);
    await expect(planner.notice).toHaveCount(0);
    // The focus is where the notice was, not lost.
    await expect(page.locator("#notices")).toBeFocused();

    // Left alone, it goes by itself.
    await page.keyboard.press("Control+Shift+Z");
    await page.getByRole("button", { name: "Undo" }).first().focus();
    await page.mouse.move(5, 5);
    await page.mouse.click(...Object.values(await planner.grip(planner.node("server-1"))));
    await page.keyboard.press("Delete");
    await page.clock.runFor(500);
    await expect(undo(planner)).toBeVisible();
    await page.clock.runFor(15_000);
    await expect(undo(planner)).toBeVisible();
    await undo(planner).hover();
    await page.clock.runFor(60_000);
    await expect(undo(planner)).toBeVisible();
    await page.mouse.move(5, 5);
    await page.clock.runFor(30_000);
    await expect(planner.notice).toHaveCount(0);
  });

  test("applying all and copying a container can be taken back", async ({
    page,
  }) => {
    const planner = await shop(page);
    const before = await planner.plan();
    await page.keyboard.press("Control+Enter");
    await expect(planner.notice).toContainText(/\d+ changes? applied/);
    await undo(planner).click();
    await planner.planHas(sizes, sizes(before));

    await page.mouse.click(...Object.values(await planner.inside(planner.node("vpc-1"), 60, 24)));
    await page.keyboard.press("Control+d");
    await expect(planner.notice).toContainText("which is empty");
    await undo(planner).click();
    await planner.planHas(sizes, sizes(before));
  });

  test("what brings its containers with it says so", async ({ page }) => {
    const planner = new Planner(page);
    await planner.open();
    await planner.palette.getByRole("button", { name: "Load balancer", exact: true }).click();
    await expect(planner.notice).toContainText("Added elb-1 with vpc-1 and subnet-1");
    await undo(planner).click();
    await expect(planner.board.locator(".node")).toHaveCount(0);
  });
});

test.describe("addresses", () => {
  test("a server that is dragged into another subnet gets an address of it", async ({ page }) => {
    const planner = await shop(page);
    const before = await planner.plan();
    const goal = await planner.inside(planner.node("subnet-4"), 60, 24);
    await planner.drag(await planner.grip(planner.node("server-1")), goal);
    const subnet = before.subnets.find((it) => it.id === "subnet-4");
    const block = subnet.cidr.split(".").slice(0, 3).join(".");
    await expect(planner.notice).toContainText(
      `moved to ${subnet.name}; its address is now ${block}.`,
    );
    const ipv4 = (plan) => plan.servers.find((it) => it.id === "server-1").ipv4;
    await planner.planHas((plan) => ipv4(plan).startsWith(`${block}.`), true);
    await undo(planner).click();
    await planner.planHas(ipv4, ipv4(before));
  });

  test("the choice in the form does the same", async ({ page }) => {
    const planner = await shop(page);
    await planner.form("server-1");
    const choice = planner.answer.getByRole("combobox", { name: "Subnet", exact: true });
    const label = await choice.locator("option").last().innerText();
    await choice.selectOption({ label });
    await expect(planner.notice).toContainText("its address is now");
    await undo(planner).click();
    await planner.planHas((plan) => plan.servers[0].ipv4, "10.0.2.11");
  });
});

test.describe("places", () => {
  /** The place of the ghost, and the place at which the thing that was let go there came to lie. */
  async function landed(planner, name, at, id) {
    const item = planner.palette.getByRole("button", { name, exact: true });
    await planner.drag(await planner.middle(item), at, { keep: true });
    const ghost = await box(planner.board.locator(".ghost"));
    await planner.page.mouse.up();
    await expect(planner.node(id)).toBeVisible();
    return [ghost, await box(planner.node(id).locator(".area, .card").first())];
  }

  function expectSame([ghost, there]) {
    for (const side of ["x", "y", "width", "height"]) {
      expect(Math.abs(ghost[side] - there[side]), side).toBeLessThan(3);
    }
  }

  test("what is carried lands where the ghost was", async ({ page }) => {
    const planner = new Planner(page);
    await planner.open();
    expectSame(await landed(planner, "VPC", { x: 400, y: 200 }, "vpc-1"));
    const within = (dx, dy) => planner.inside(planner.node("vpc-1"), dx, dy);
    expectSame(await landed(planner, "Subnet", await within(90, 90), "subnet-1"));
    expectSame(await landed(planner, "Server", await within(200, 160), "server-1"));
    // On top of the first one there is no room: the ghost shows the nearest place.
    expectSame(await landed(planner, "Server", await within(205, 165), "server-2"));
    const [one, other] = [
      await box(planner.node("server-1").locator(".card").first()),
      await box(planner.node("server-2").locator(".card").first()),
    ];
    const apart = one.x + one.width <= other.x + 1 || other.x + other.width <= one.x + 1 ||
      one.y + one.height <= other.y + 1 || other.y + other.height <= one.y + 1;
    expect(apart).toBe(true);
  });

  test("what is carried onto an empty board lands there with its containers", async ({ page }) => {
    const planner = new Planner(page);
    await planner.open();
    expectSame(await landed(planner, "Server", { x: 600, y: 400 }, "server-1"));
    await expect(planner.node("vpc-1")).toBeVisible();
    await expect(planner.notice).toContainText("Added server-1 with");
  });

  test("a card that is dragged lands where the ghost was", async ({ page }) => {
    const planner = await shop(page);
    const from = await planner.grip(planner.node("server-7"));
    await planner.drag(from, { x: from.x + 45, y: from.y + 67 }, { keep: true });
    const ghost = await box(planner.board.locator(".ghost"));
    await page.mouse.up();
    await expect(planner.board.locator(".ghost")).toHaveCount(0);
    expectSame([ghost, await box(planner.node("server-7").locator(".card").first())]);
  });

  test("what grows pushes what it would cover, in the same step", async ({ page }) => {
    const planner = new Planner(page);
    await planner.open();
    await planner.carry("VPC", { x: 330, y: 150 });
    await planner.carry("VPC", { x: 780, y: 150 });
    const vpc = planner.node("vpc-1");
    await planner.carry("Subnet", await planner.inside(vpc, 80, 80));
    await planner.planHas((plan) => plan.subnets.length, 1);
    const before = await planner.plan();
    await planner.carry("Subnet", await planner.inside(vpc, 390, 80));
    await planner.planHas((plan) => plan.subnets.length, 2);
    const after = await planner.plan();
    expect(after.vpcs[1].position[0]).toBeGreaterThan(before.vpcs[1].position[0]);
    const [one, other] = [await box(vpc.locator(".area")), await box(planner.node("vpc-2").locator(".area"))];
    expect(one.x + one.width).toBeLessThanOrEqual(other.x + 1);
    await page.keyboard.press("Control+z");
    await planner.planHas((plan) => plan.vpcs[1].position, before.vpcs[1].position);
  });

  test("an arrow key takes a card past the one that is in its way", async ({ page }) => {
    const planner = new Planner(page);
    await planner.open();
    for (let count = 0; count < 2; count += 1) await page.keyboard.press("s");
    await planner.planHas((plan) => plan.servers.length, 2);
    await planner.node("server-1").focus();
    for (let count = 0; count < 3; count += 1) await page.keyboard.press("ArrowDown");
    await planner.planHas(
      (plan) => plan.servers[0].position[1] >= plan.servers[1].position[1] + 54,
      true,
    );
  });
});
