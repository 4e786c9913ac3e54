// Plans that hold much: the page draws what the window shows, and everything else stays within reach.
import { expect, slow, test } from "./fixtures.js";
import { link } from "./native.js";
import { Planner, file, numbers, sample, settled } from "./planner.js";

/** The most elements that the page may make before it answers the next click. */
const MOST = 12_000;

/** A load balancer before so many servers in three subnets, and a security group that they wear. */
function large(servers, { members = servers, rules = 1, listeners = 1, bare = false } = {}) {
  return {
    version: 1,
    name: "large",
    vpcs: [{ id: "vpc-1", name: "vpc", cidr: "10.0.0.0/8" }],
    subnets: numbers(3).map((id) => ({
      id: `subnet-${id}`,
      name: `subnet ${id}`,
      vpc: "vpc-1",
      cidr: `10.${id}.0.0/16`,
    })),
    security_groups: [
      {
        id: "sg-1",
        name: "web",
        inbound: numbers(rules).map((id) => ({
          id: `rule-${id}`,
          priority: 1 + (id % 5),
          action: id % 7 ? "allow" : "deny",
          protocol: "tcp",
          ports: String(8000 + (id % 90)),
          remote: `10.${1 + (id % 3)}.${id % 250}.0/24`,
        })),
      },
    ],
    load_balancers: [
      {
        id: "elb-1",
        name: "elb",
        kind: "dedicated",
        subnet: "subnet-1",
        listeners: numbers(listeners).map((id) => ({
          id: `listener-${id}`,
          protocol: "TCP",
          ports: String(79 + id),
          backend_server_group: "bsg-1",
        })),
      },
    ],
    backend_server_groups: [
      {
        id: "bsg-1",
        name: "pool",
        vpc: "vpc-1",
        protocol: "TCP",
        health_check: { enabled: false, protocol: "TCP" },
        members: numbers(members).map((id) => ({
          id: `member-${id}`,
          target: `server-${id}`,
          port: 8005,
          weight: 1,
        })),
      },
    ],
    servers: numbers(servers).map((id) => ({
      id: `server-${id}`,
      name: `server ${id}`,
      subnet: `subnet-${1 + (id % 3)}`,
      ...(!bare && {
        ipv4: `10.${1 + (id % 3)}.${2 + Math.floor(id / 750)}.${2 + (Math.floor(id / 3) % 250)}`,
        security_groups: ["sg-1"],
      }),
    })),
  };
}

/** Counts by how many elements the page grows in one go, between two moments at which it answers. */
async function counting(page) {
  await page.addInitScript(() => {
    window.most = 0;
    const count = () => document.getElementsByTagName("*").length;
    let before = 0;
    new MutationObserver(() => {
      window.most = Math.max(window.most, count() - before);
    }).observe(document, { childList: true, subtree: true });
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      before = count();
      setTimeout(() => channel.port2.postMessage(null), 1);
    };
    channel.port2.postMessage(null);
  });
  return async () => expect(await page.evaluate(() => window.most)).toBeLessThan(MOST);
}

/** The things that the board draws. */
const drawn = (page) => page.locator(".board [data-id]");

/** The elements of the page. */
const elements = (page) => page.evaluate(() => document.getElementsByTagName("*").length);

/** Zooms by notches of the wheel until the zoom is about so many percent, and what it shows is drawn. */
async function zoom(page, percent) {
  const box = await page.locator(".board").boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const shown = page.locator(".zoom-bar button").nth(1);
  const now = async () => parseFloat(await shown.innerText());
  await page.keyboard.down("Control");
  await expect(async () => {
    const at = await now();
    if (Math.abs(at - percent) > percent * 0.06) await page.mouse.wheel(0, at < percent ? -100 : 100);
    expect(Math.abs((await now()) - percent)).toBeLessThanOrEqual(percent * 0.06);
  }).toPass({ intervals: [20] });
  await page.keyboard.up("Control");
  await settled(page);
}

test("a link with thousands of servers shows all of them as blocks", async ({ page }) => {
  const bounded = await counting(page);
  const planner = new Planner(page);
  await page.goto(`./#${link(JSON.stringify(large(19_000, { members: 0, bare: true })))}`);
  await expect(planner.node("subnet-2")).toContainText("subnet 2");
  await expect(planner.node("subnet-2").locator(".tiles")).toHaveCount(1);
  await expect(planner.node("vpc-1")).toContainText("19,000 servers");
  await bounded();
  expect(await elements(page)).toBeLessThan(MOST);
});

test("coming nearer, blocks open into names and names into cards", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(large(3_000, { members: 1_500 }));
  await expect(planner.node("vpc-1")).toContainText("3,000 servers");
  await expect(planner.board.locator(".node.server")).toHaveCount(0);
  await zoom(page, 40);
  const servers = planner.board.locator(".node.server .name");
  await expect(servers.first()).toBeVisible();
  await expect(planner.board.locator(".tiles")).toHaveCount(0);
  expect(await elements(page)).toBeLessThan(6_000);
  await zoom(page, 100);
  await expect(planner.board.locator(".node.server .badge").first()).toBeVisible();
  expect(await drawn(page).count()).toBeLessThan(200);
});

test("far away, the whole card is shown of what is pointed at", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(large(400));
  await zoom(page, 40);
  const closer = planner.board.locator(".closer");
  await expect(closer).toHaveCount(0);
  const box = await page.locator(".board").boundingBox();
  // One that is well within the window, once the zoom has settled.
  const inside = () =>
    planner.board.locator(".node.server:has(.name)").evaluateAll((nodes, box) => {
      const isInside = (node) => {
        const { x, y, right, bottom } = node.getBoundingClientRect();
        return x > box.x + 40 && y > box.y + 40 && right < box.x + box.width - 40 && bottom < box.y + box.height - 80;
      };
      return nodes.find(isInside)?.dataset.id;
    }, box);
  await expect.poll(inside).toBeTruthy();
  const server = planner.node(await inside());
  const name = await server.locator(".name").textContent();
  await server.hover();
  await expect(closer).toContainText("10.");
  await expect(closer).toContainText(name.split("…").at(-1));
  await page.mouse.move(box.x - 50, box.y - 20);
  await expect(closer).toHaveCount(0);
  // And of what the keyboard comes to, which keeps the focus meanwhile.
  await server.focus();
  await page.keyboard.press("Tab");
  await expect(closer).toContainText("10.");
  await settled(page);
  await expect(page.locator(".board [data-id]:focus")).toHaveCount(1);
});

test("looking around draws what comes into the window and lets go of the rest", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(large(3_000, { members: 100 }));
  await zoom(page, 100);
  const ids = () => page.locator(".board .node.server").evaluateAll((nodes) => nodes.map((node) => node.dataset.id));
  await expect.poll(async () => (await ids()).length).toBeGreaterThan(10);
  const before = await ids();
  for (let step = 0; step < 8; step += 1) await page.mouse.wheel(0, 400);
  await expect.poll(async () => (await ids()).filter((id) => before.includes(id)).length).toBeLessThan(before.length / 2);
  expect(await drawn(page).count()).toBeLessThan(250);
});

test("Tab leads through all things, drawn or not, faster than they are drawn", async ({ page }) => {
  const planner = new Planner(page);
  const plan = large(900, { members: 30 });
  await planner.open(plan);
  await zoom(page, 100);
  await slow(page, 4);
  const focused = () => page.evaluate(() => document.activeElement?.dataset?.id);
  // The board begins with the first thing, and ends with the last one.
  await planner.node("vpc-1").focus();
  const order = ["vpc-1", "subnet-1", "subnet-2", "subnet-3", "elb-1", "bsg-1"];
  for (const id of order.slice(1)) {
    await page.keyboard.press("Tab");
    await expect.poll(focused).toBe(id);
  }
  // 40 presses at once, none of which may be lost.
  const from = plan.servers.map(({ id }) => id);
  for (let press = 0; press < 40; press += 1) await page.keyboard.press("Tab", { delay: 0 });
  await expect.poll(focused).toBe(from[39]);
  await expect(planner.node(from[39])).toBeInViewport();
  await page.keyboard.press("Shift+Tab");
  await expect.poll(focused).toBe(from[38]);
  await planner.node("sg-1").focus();
  await page.keyboard.press("Shift+Tab");
  await expect.poll(focused).toBe(from.at(-1));
  await expect(planner.node(from.at(-1))).toBeInViewport();
  // A thing keeps the focus while the window moves away from it.
  for (let step = 0; step < 10; step += 1) await page.mouse.wheel(0, -400);
  expect(await focused()).toBe(from.at(-1));
});

test("search, outline and 'select all' reach what is not drawn", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(large(1_200, { members: 30 }));
  await expect(planner.node("server-1100")).toHaveCount(0);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("server 1100");
  await page.keyboard.press("Enter");
  await expect(planner.node("server-1100")).toBeInViewport();
  await expect(planner.node("server-1100")).toHaveClass(/\bselected\b/);
  await planner.node("server-1100").focus();
  await page.keyboard.press("Control+a");
  await planner.tab("Selection").click();
  await expect(planner.answer).toContainText("1,207 things selected");
});

test("a sheet of paper shows all of a plan", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(large(1_000, { members: 30 }));
  await zoom(page, 100);
  await expect.poll(() => drawn(page).count()).toBeLessThan(300);
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await expect(drawn(page)).toHaveCount(1_007);
  const sheet = await page.locator(".drawing").boundingBox();
  for (const id of ["server-1", "server-1000", "sg-1"]) {
    const { x, y, width, height } = await planner.node(id).boundingBox();
    expect(x).toBeGreaterThanOrEqual(sheet.x);
    expect(y).toBeGreaterThanOrEqual(sheet.y);
    expect(x + width).toBeLessThanOrEqual(sheet.x + sheet.width + 1);
    expect(y + height).toBeLessThanOrEqual(sheet.y + sheet.height + 1);
  }
  await page.emulateMedia({ media: null });
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await expect.poll(() => drawn(page).count()).toBeLessThan(300);
});

test("the map shows where the window is, and leads elsewhere", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(large(1_000, { members: 30 }));
  const map = page.getByRole("img", { name: /^Map of the plan/ });
  const seen = map.locator(".seen");
  const box = await map.boundingBox();
  // At first it shows all of the plan.
  await expect.poll(async () => (await seen.boundingBox()).width).toBeGreaterThan(box.width * 0.5);
  await zoom(page, 100);
  await expect.poll(async () => (await seen.boundingBox()).width).toBeLessThan(box.width * 0.4);
  const place = { x: box.width * 0.5, y: box.height * 0.8 };
  await map.click({ position: place });
  await expect
    .poll(async () => {
      const { x, y, width, height } = await seen.boundingBox();
      return Math.hypot(x + width / 2 - box.x - place.x, y + height / 2 - box.y - place.y);
    })
    .toBeLessThan(4);
});

test("a plan that is seen at once needs no map", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(await sample("shop"));
  await expect(planner.node("elb-1")).toBeVisible();
  await expect(page.locator(".plan-map")).toHaveCount(0);
});

test("a kept plan that is large leaves the page usable", async ({ page }) => {
  const bounded = await counting(page);
  const planner = new Planner(page);
  await planner.open(large(6_000, { members: 50 }));
  await expect(planner.node("vpc-1")).toContainText("6,000 servers");
  await page.getByRole("button", { name: "Plans", exact: true }).click();
  await page.locator(".library").getByRole("option").first().dblclick();
  await expect(planner.node("vpc-1")).toContainText("6,000 servers");
  await bounded();
});

test("long lists are drawn as far as they are seen", async ({ page }) => {
  const bounded = await counting(page);
  const planner = new Planner(page);
  await planner.open(large(3_000, { members: 50 }));
  await page.getByRole("tab", { name: "Outline" }).click();
  const items = page.locator(".outline-item");
  const end = page.locator(".outline-more").first();
  await expect(end).toContainText(/and 9\d\d more/);
  const before = await items.count();
  expect(before).toBeLessThan(300);
  // Scrolling there is enough, and the keyboard has a button.
  await end.scrollIntoViewIfNeeded();
  await expect.poll(() => items.count()).toBeGreaterThan(before);
  const seen = await items.count();
  await end.getByRole("button", { name: "Show more" }).press("Enter");
  await expect.poll(() => items.count()).toBeGreaterThan(seen + 100);
  // A form draws what can be chosen only when somebody is about to choose.
  await items.filter({ hasText: "pool" }).click();
  await planner.tab("pool").click();
  const cards = planner.answer.locator("fieldset.form-card");
  await expect(cards.first()).toBeVisible();
  expect(await cards.count()).toBeLessThan(50);
  await expect
    .poll(async () => {
      // The last card gives way to others while it is scrolled to.
      await cards.last().evaluate((card) => card.scrollIntoView());
      return cards.count();
    })
    .toBe(50);
  expect(await page.locator("option").count()).toBeLessThan(500);
  await planner.answer.getByRole("button", { name: "Add a member" }).click();
  expect(await page.getByRole("option").count()).toBeLessThan(500);
  await page.getByRole("listbox").getByRole("option").first().click();
  await expect(cards).toHaveCount(51);
  await bounded();
});

test("a large plan that is opened as a file is bounded as well", async ({ page }) => {
  const bounded = await counting(page);
  const planner = new Planner(page);
  await planner.open();
  await page.locator("#open-file").setInputFiles(file("large.json", large(6_000, { members: 9 })));
  await expect(planner.node("vpc-1")).toContainText("6,000 servers");
  await bounded();
});

test("an answer that takes long comes after the plan is shown", async ({ page }) => {
  const planner = new Planner(page);
  await page.addInitScript(() => {
    new MutationObserver(() => {
      const headline = document.querySelector(".answer .headline")?.textContent ?? "";
      window.waited ||= headline === "Working out the answer…";
    }).observe(document, { childList: true, subtree: true });
  });
  await planner.open(large(8_500));
  await expect(planner.node("vpc-1")).toContainText("8,500 servers");
  await expect(planner.headline).toHaveText("Nothing to add", { timeout: 50_000 });
  expect(await page.evaluate(() => window.waited)).toBe(true);
});

test("an answer that takes very long is worked out when asked", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(large(8_500, { listeners: 50 }));
  await expect(planner.answer).toContainText("The answer is not worked out yet.");
  await expect(planner.answer.getByRole("button", { name: "Work it out" })).toBeVisible();
  await expect(planner.changes).toHaveCount(0);
  // Typing is not kept waiting.
  await page.getByLabel("Name of the plan").fill("renamed");
  await expect(page.getByLabel("Name of the plan")).toHaveValue("renamed");
  await expect(planner.answer).toContainText("The answer is not worked out yet.");
});

test("the existing rules of a large plan are looked at bit by bit", async ({ page }) => {
  // The work goes on at an interval. It is held, so that how fast the machine is makes no difference.
  await page.addInitScript(() => {
    const every = window.setInterval.bind(window);
    window.setInterval = (work, ...rest) => every(() => window.held || work(), ...rest);
  });
  const planner = new Planner(page);
  await planner.open(large(20, { rules: 3_000 }));
  await page.evaluate(() => {
    window.held = true;
  });
  await planner.tab("Existing rules").click();
  const work = page.locator(".work");
  await expect(work).toContainText("Looking at");
  await work.getByRole("button", { name: "Stop" }).click();
  await expect(work).toContainText("Stopped before all rules were looked at.");
  await page.evaluate(() => {
    window.held = false;
  });
  await expect(work).toContainText("Stopped before all rules were looked at.");
  await work.getByRole("button", { name: "Look again" }).click();
  await expect(page.locator(".audit-summary")).toBeVisible({ timeout: 60_000 });
  await expect(work).toHaveCount(0);
});
