// Answers that take longer than a frame: a worker works them out, and the page stays as it is
// meanwhile, marked as old.
import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures.js";
import { check } from "./native.js";
import { Planner, numbers } from "./planner.js";

const COMING = "The answer to the last change is on its way.";

/** A load balancer before so many servers, fifty in a group; each has one of twenty security groups. */
const pools = (servers) => ({
  version: 1,
  name: "pools",
  vpcs: [{ id: "vpc-1", name: "vpc", cidr: "10.0.0.0/8" }],
  subnets: [{ id: "subnet-1", name: "subnet", vpc: "vpc-1", cidr: "10.1.0.0/16" }],
  security_groups: numbers(20).map((id) => ({
    id: `sg-${id}`,
    name: `group ${id}`,
    inbound: numbers(20).map((at) => ({
      id: `rule-${20 * id + at}`,
      priority: 1 + (at % 5),
      action: at % 6 ? "allow" : "deny",
      protocol: "tcp",
      ports: String(8000 + at + id),
      remote: `10.1.${at}.0/24`,
    })),
  })),
  load_balancers: [
    {
      id: "elb-1",
      name: "elb",
      kind: "dedicated",
      subnet: "subnet-1",
      ip_as_backend: true,
      listeners: numbers(servers / 50).map((id) => ({
        id: `listener-${id}`,
        protocol: "TCP",
        ports: String(1000 + id),
        backend_server_group: `bsg-${id}`,
      })),
    },
  ],
  backend_server_groups: numbers(servers / 50).map((id) => ({
    id: `bsg-${id}`,
    name: `pool ${id}`,
    vpc: "vpc-1",
    protocol: "TCP",
    health_check: { enabled: true, protocol: "TCP", port: 9000 },
    members: numbers(50).map((at) => ({
      id: `member-${50 * (id - 1) + at}`,
      target: `server-${50 * (id - 1) + at}`,
      port: 8000 + (id % 20),
      weight: 1,
    })),
  })),
  servers: numbers(servers).map((id) => ({
    id: `server-${id}`,
    name: `server ${id}`,
    subnet: "subnet-1",
    ipv4: `10.1.${10 + Math.floor(id / 200)}.${2 + (id % 200)}`,
    security_groups: [`sg-${1 + (id % 20)}`],
  })),
});

/** Lets the page's messages to its worker be held back, and counts the plans among them. */
const hold = (page) =>
  page.addInitScript(() => {
    const send = Worker.prototype.postMessage;
    window.plans = 0;
    window.held = null;
    Worker.prototype.postMessage = function (message) {
      if (String(message).startsWith('{"plan"')) window.plans += 1;
      if (window.held) window.held.push([this, message]);
      else send.call(this, message);
    };
    window.release = () => {
      for (const [worker, message] of window.held) send.call(worker, message);
      window.held = null;
    };
  });

/** The report that the page has of its plan, by the proof dialog. */
async function report(page, planner) {
  await planner.proof.click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    planner.dialog.getByRole("button", { name: "Download the report" }).click(),
  ]);
  await page.keyboard.press("Escape");
  return JSON.parse(await readFile(await download.path(), "utf8"));
}

/** The answer on the page is that of the native engine to the plan that is kept. */
async function holds(page, planner) {
  const text = JSON.stringify(await planner.plan());
  const own = await report(page, planner);
  const native = JSON.parse(check(text));
  expect(own.report.summary).toEqual(native.report.summary);
  expect(own.report).toEqual(native.report);
}

test("a slow answer comes from the worker, the old one is marked, and the latest plan wins", async ({ page }) => {
  test.slow();
  await hold(page);
  const planner = new Planner(page);
  await planner.open(pools(3_000));
  const applyAll = planner.answer.getByRole("button", { name: "Apply all" });
  await expect(applyAll).toBeEnabled({ timeout: 60_000 });
  const before = await planner.headline.innerText();
  const plans = () => page.evaluate(() => window.plans);
  const asked = await plans();

  await page.evaluate(() => {
    window.held = [];
  });
  await applyAll.click();
  await expect(planner.answer).toContainText(COMING);
  await expect(page.locator(".old-answer-mark")).toBeVisible();
  await expect(page.locator(".footer")).toContainText(COMING);
  // The old answer stays, and nothing of it can be applied to the new plan.
  await expect(planner.headline).toHaveText(before);
  await expect(applyAll).toBeDisabled();
  await expect(planner.changes.first().getByRole("button", { name: /^Apply/ })).toBeDisabled();
  // Two more edits while the first is on its way, and the page goes on.
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+Shift+z");
  await planner.tab("Trace").click();
  await expect(planner.tab("Trace")).toHaveAttribute("aria-selected", "true");
  await planner.tab("Rules to add").click();
  await expect.poll(plans).toBe(asked + 1);

  await page.evaluate(() => window.release());
  await expect(planner.answer).not.toContainText(COMING, { timeout: 60_000 });
  await expect(page.locator(".old-answer-mark")).toHaveCount(0);
  await expect(planner.headline).not.toHaveText(before);
  await holds(page, planner);

  await page.keyboard.press("Control+z");
  await expect(planner.headline).toHaveText(before, { timeout: 60_000 });
  await expect(applyAll).toBeEnabled();
  await holds(page, planner);
});

/** Opens a plan, makes all changes, and waits for both answers. Returns the headline of the first. */
async function answered(planner) {
  await planner.open(pools(3_000));
  const applyAll = planner.answer.getByRole("button", { name: "Apply all" });
  await expect(applyAll).toBeEnabled({ timeout: 120_000 });
  const before = await planner.headline.innerText();
  await applyAll.click();
  await expect(planner.headline).not.toHaveText(before, { timeout: 120_000 });
  return before;
}

test("where the browser forbids workers, the page answers by itself", async ({ page }) => {
  test.slow();
  await page.addInitScript(() => {
    window.Worker = class {
      constructor() {
        throw new Error("forbidden");
      }
    };
  });
  const planner = new Planner(page);
  await answered(planner);
  await expect(planner.answer).not.toContainText(COMING);
  await holds(page, planner);
});

/** The ways in which a worker fails, as answers to the request for its script. */
const BROKEN = {
  "is not there": (route) => route.fulfill({ status: 404, body: "nothing" }),
  "does not get the planner's module": async (route) => {
    const response = await route.fetch();
    const refuse = 'self.fetch = async () => new Response("", { status: 404 });';
    await route.fulfill({ response, body: `${refuse}\n${await response.text()}` });
  },
  "never says that it is ready": (route) => route.fulfill({ contentType: "text/javascript", body: "" }),
};

test.describe("the page answers by itself where its worker", () => {
  // The worker that keeps the planner offline would have the script at hand.
  test.use({ serviceWorkers: "block" });

  for (const [what, answer] of Object.entries(BROKEN)) {
    test(what, async ({ looseConsole: page }) => {
      test.slow();
      const asked = [];
      await page.route(/\/worker(-[0-9a-f]+)?\.js$/, (route) => {
        asked.push(route.request().url());
        return answer(route);
      });
      const planner = new Planner(page);
      const before = await answered(planner);
      // It is lost for good, and not started again.
      await page.keyboard.press("Control+z");
      await expect(planner.headline).toHaveText(before, { timeout: 120_000 });
      expect(asked).toHaveLength(1);
    });
  }
});
