// Plans that hold much: the page says what they hold, draws them only when asked, in portions, and
// always has a way out.
import { expect, slow, test } from "./fixtures.js";
import { link } from "./native.js";
import { Planner, file } from "./planner.js";

/** The most elements that the page may make before it answers the next click. */
const MOST = 12_000;

/** A load balancer before so many servers in three subnets, and a security group that they wear. */
function large(servers, { members = servers, rules = 1, listeners = 1, bare = false } = {}) {
  const numbers = (count) => Array.from({ length: count }, (_, at) => at + 1);
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

const beyond = (page) => page.locator(".beyond");

test("a link with thousands of servers says what it holds, and leads back", async ({ page }) => {
  const bounded = await counting(page);
  const planner = new Planner(page);
  await page.goto(`./#${link(JSON.stringify(large(19_000, { members: 0, bare: true })))}`);
  await expect(beyond(page)).toContainText("It holds 19,000 servers in 3 subnets.");
  await expect(beyond(page)).toContainText("To draw all of it may take about");
  await bounded();
  expect(await page.evaluate(() => document.getElementsByTagName("*").length)).toBeLessThan(MOST);
  await beyond(page).getByRole("button", { name: "Back to my plan" }).click();
  await expect(beyond(page)).toHaveCount(0);
  await expect(planner.board.locator("[data-id]").first()).toBeVisible();
  await bounded();
});

test("a large plan is drawn in portions, and the drawing can be stopped", async ({ page }) => {
  const bounded = await counting(page);
  const planner = new Planner(page);
  await planner.open(large(3_000, { members: 10 }));
  const drawn = planner.board.locator("[data-id]");
  await expect(drawn).toHaveCount(0);
  await beyond(page).getByRole("button", { name: "Draw all of it" }).click();
  await expect(beyond(page).getByRole("progressbar")).toBeVisible();
  await beyond(page).getByRole("button", { name: "Stop" }).click();
  await expect(beyond(page)).toContainText("of 3,0");
  const some = await drawn.count();
  expect(some).toBeLessThan(3_000);
  await beyond(page).getByRole("button", { name: "Draw the rest" }).click();
  await expect(beyond(page)).toHaveCount(0, { timeout: 60_000 });
  await expect.poll(() => drawn.count()).toBeGreaterThan(3_000);
  await bounded();
});

test("a kept plan that is large leaves the page usable", async ({ page }) => {
  const bounded = await counting(page);
  const planner = new Planner(page);
  await planner.open(large(6_000, { members: 50 }));
  await expect(beyond(page)).toContainText("6,000 servers");
  await beyond(page).getByRole("button", { name: "Open another plan" }).click();
  await planner.dialog.getByRole("button").filter({ hasText: /shop/i }).first().click();
  await expect(beyond(page)).toHaveCount(0);
  await expect(planner.board.locator("[data-id]").first()).toBeVisible();
  // The large one is still among the plans, and is bounded there as well.
  await page.getByRole("button", { name: "Plans", exact: true }).click();
  await page.locator(".library").getByRole("option").first().dblclick();
  await expect(beyond(page)).toContainText("6,000 servers");
  await bounded();
});

test("long lists show a part, and more when asked", async ({ page }) => {
  const bounded = await counting(page);
  const planner = new Planner(page);
  await planner.open(large(3_000, { members: 50 }));
  await page.getByRole("tab", { name: "Outline" }).click();
  const items = page.locator(".outline-item");
  await expect(page.locator(".outline-more").first()).toContainText("and 801 more");
  const before = await items.count();
  await page.locator(".outline-more").getByRole("button", { name: "Show more" }).first().click();
  await expect.poll(() => items.count()).toBeGreaterThan(before);
  // A form draws what can be chosen only when somebody is about to choose.
  await items.filter({ hasText: "pool" }).click();
  await planner.tab("pool").click();
  await expect(planner.answer.locator("fieldset.form-card")).toHaveCount(50);
  expect(await page.locator("option").count()).toBeLessThan(500);
  await planner.answer.getByRole("button", { name: "Add a member" }).click();
  expect(await page.getByRole("option").count()).toBeLessThan(500);
  await page.getByRole("listbox").getByRole("option").first().click();
  await expect(planner.answer.locator("fieldset.form-card")).toHaveCount(51);
  await bounded();
});

test("a large plan that is opened as a file is bounded as well", async ({ page }) => {
  const bounded = await counting(page);
  const planner = new Planner(page);
  await planner.open();
  await page.locator("#open-file").setInputFiles(file("large.json", large(6_000, { members: 9 })));
  await expect(beyond(page)).toContainText("6,000 servers");
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
  await expect(beyond(page)).toContainText("8,500 servers");
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
  const planner = new Planner(page);
  await planner.open(large(20, { rules: 3_000 }));
  await slow(page, 6);
  await planner.tab("Existing rules").click();
  const work = page.locator(".work");
  await expect(work).toContainText("Looking at");
  await work.getByRole("button", { name: "Stop" }).click();
  await expect(work).toContainText("Stopped before all rules were looked at.");
  await work.getByRole("button", { name: "Look again" }).click();
  await expect(page.locator(".audit-summary")).toBeVisible({ timeout: 60_000 });
  await expect(work).toHaveCount(0);
});
