import { test, expect } from "./fixtures.js";
import { Planner, numbers, sample } from "./planner.js";

/** The planner with the first sample, and the panel who reaches what. */
async function opened(page) {
  const planner = new Planner(page);
  await planner.open(await sample("shop"));
  await page.keyboard.press("m");
  const panel = page.getByRole("region", { name: "Who reaches what" });
  await expect(panel.locator("table")).toBeVisible();
  return panel;
}

/** The cell of a row and a column of the matrix, by their names. */
async function cell(panel, row, column) {
  await expect(panel.locator("thead th").filter({ hasText: column }).first()).toBeVisible();
  const heads = await panel.locator("thead th").allInnerTexts();
  const at = heads.findIndex((text) => text.startsWith(column));
  expect(at, `there is a column ${column} in ${heads}`).toBeGreaterThan(0);
  return panel.getByRole("row", { name: row }).first().locator("td").nth(at - 1);
}

test("the matrix says who reaches what, now and with the rules to add", async ({ page }) => {
  const panel = await opened(page);
  const web = await cell(panel, /^elb-shop/, "web");
  await expect(web).toContainText("TCP 8080-8081 stopped, required");
  await expect(await cell(panel, /^chat, dns, sg-db/, "sg-db")).toHaveText("nothing");
  await panel.getByRole("tab", { name: "With 3 rules added" }).click();
  await expect(web).toContainText("TCP 8080-8081 required");
  // Once they are applied there is one state left.
  await page.getByRole("button", { name: "Apply all" }).click();
  await expect(panel.getByRole("tab")).toHaveCount(0);
  await expect(web).toContainText("TCP 8080-8081 required");
  await page.keyboard.press("m");
  await expect(panel).toHaveCount(0);
});

test("a cell opens what decides, and leads to the trace", async ({ page }) => {
  const panel = await opened(page);
  await (await cell(panel, /^elb-shop/, "web")).getByRole("button").click();
  const explained = panel.locator(".reach-explained");
  await expect(explained.getByRole("heading", { name: "From elb-shop to web" })).toBeVisible();
  await expect(explained).toContainText("Rule 3 of acl-web");
  await explained.getByRole("button", { name: "Trace" }).click();
  await expect(page.getByRole("tab", { name: "Trace" })).toHaveAttribute("aria-selected", "true");
  await expect(page.locator(".traced")).toContainText("from elb-shop to web-1");
  // The same cell closes it.
  await (await cell(panel, /^elb-shop/, "web")).getByRole("button").click();
  await expect(explained).toHaveCount(0);
});

test("connections of one's own stand in the cells that they are about", async ({ page }) => {
  const plan = JSON.parse(await sample("shop"));
  plan.connections = [
    { id: "connection-1", kind: "must_reach", from: "bsg-1", to: "bsg-3", protocol: "udp", ports: "53" },
    { id: "connection-2", kind: "must_reach", from: "bsg-1", to: "bsg-3", protocol: "icmp" },
    { id: "connection-3", kind: "must_not_reach", from: "10.0.250.0/24", to: "sg-1" },
  ];
  const planner = new Planner(page);
  await planner.open(JSON.stringify(plan));
  await page.keyboard.press("m");
  const panel = page.getByRole("region", { name: "Who reaches what" });
  const wanted = await cell(panel, /^web/, "dns");
  await expect(wanted.locator(".reach-line.blocked")).toHaveText(/UDP 53 stopped, for your own connection/);
  await expect(wanted.locator(".reach-line.fulfilled")).toHaveText(/ICMP for your own connection/);
  const unwanted = await cell(panel, /^10\.0\.250\.0\/24/, "web");
  await expect(unwanted.locator(".reach-line.attention")).toHaveText(/TCP 22 must not get in/);
  await wanted.getByRole("button").click();
  const explained = panel.locator(".reach-explained");
  await expect(explained).toContainText("You asked that web reaches dns with UDP 53. UDP 53 is stopped.");
  await expect(explained).toContainText("You asked that web reaches dns with ICMP all. It gets in.");
});

test("ports leave only what has them, addresses and names come first", async ({ page }) => {
  const panel = await opened(page);
  const search = panel.getByRole("searchbox", { name: "Port, address, name" });
  await search.fill("5432");
  await expect(panel.locator("tbody tr")).toHaveCount(1);
  await expect(panel.locator("tbody tr")).toContainText("TCP 5432");
  await search.fill("icmp");
  await expect(panel.locator("tbody")).toContainText("ICMP");
  await expect(panel.locator("tbody")).not.toContainText("5222");
  await search.fill("10.0.250.7");
  await expect(panel.locator("tbody th").first()).toContainText("10.0.250.0/24");
  await search.fill("db-1");
  await expect(panel.locator("thead th").nth(1)).toContainText("sg-db");
  await search.fill("nobody");
  await expect(panel).toContainText("Nothing here has this port, address or name.");
  await search.fill("");
  await expect(panel.locator("thead th")).toHaveCount(5);
});

test("the answer can be copied", async ({ page }) => {
  const panel = await opened(page);
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  for (const [name, part] of [
    ["As text", "To: web (web-1, web-2)\n"],
    ["As Markdown", "| From ↓ To → | **web** web-1, web-2 |"],
    ["As JSON", '"with_changes": false'],
  ]) {
    await panel.getByRole("button", { name: "Copy" }).click();
    await page.getByRole("menuitem", { name }).click();
    await expect.poll(copied).toContain(part);
  }
});

test("the trace leads to the panel, which follows the plan", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(await sample("shop"));
  await page.getByRole("tab", { name: "Trace" }).click();
  await page.getByRole("button", { name: "Who reaches what" }).click();
  const panel = page.getByRole("region", { name: "Who reaches what" });
  await expect(panel.locator("tbody tr").first()).toBeVisible();
  await panel.getByRole("button", { name: "Close" }).click();
  await expect(panel).toHaveCount(0);
});

test("1,200 servers of many kinds are answered while the page stays quick", async ({ page }) => {
  const remote = (at) => `10.${at % 40}.${at % 7}.0/24`;
  let rule = 0;
  const rules = (group) =>
    numbers(8).map((at) => ({
      id: `rule-${++rule}`,
      priority: at,
      protocol: "tcp",
      ports: `${8000 + (group * at) % 50}`,
      remote: at % 3 === 0 ? `sg-${(group % 40) + 1}` : remote(group + at),
    }));
  const plan = {
    version: 1,
    name: "Many",
    vpcs: [{ id: "vpc-1", name: "vpc", cidr: "10.0.0.0/8" }],
    subnets: numbers(40).map((id) => ({ id: `subnet-${id}`, name: `s${id}`, vpc: "vpc-1", cidr: `10.${id}.0.0/16` })),
    security_groups: numbers(40).map((id) => ({
      id: `sg-${id}`,
      name: `sg-${id}`,
      inbound: rules(id),
      outbound: [{ id: `rule-${++rule}`, priority: 1, remote: "0.0.0.0/0" }],
    })),
    servers: numbers(1200).map((id) => ({
      id: `server-${id}`,
      name: `srv-${id}`,
      subnet: `subnet-${(id % 40) + 1}`,
      ipv4: `10.${(id % 40) + 1}.1.${Math.floor(id / 40) + 1}`,
      security_groups: [`sg-${(id % 40) + 1}`],
    })),
  };
  const planner = new Planner(page);
  await planner.open(JSON.stringify(plan));
  await page.evaluate(() => {
    window.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
    }).observe({ entryTypes: ["longtask"] });
  });
  await page.keyboard.press("m");
  const panel = page.getByRole("region", { name: "Who reaches what" });
  await expect(panel.locator("table")).toBeVisible({ timeout: 30_000 });
  await expect(panel.locator("thead th")).toHaveCount(26);
  await expect(panel).toContainText("more");
  console.log("longest task", await page.evaluate(() => window.longest));
});
