// The answer beside the board: it follows every edit at once, and each part of it can be found
// again in the drawing.
import { test, expect } from "./fixtures.js";
import { Planner, sample } from "./planner.js";

test("pointing at a change lights its path and lets the rest stand back", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(await sample("shop"));
  const change = planner.changes.filter({ hasText: "UDP 53" });
  await change.hover();
  await expect(change).toHaveClass(/\blit\b/);
  const lit = planner.board.locator(".wire.lit");
  await expect(lit).not.toHaveCount(0);
  await expect(planner.board.locator(".wire.faded")).not.toHaveCount(0);
  await expect(planner.node("server-4").locator(".badge")).toHaveClass(/\blit\b/);
  await expect(planner.node("server-1").locator(".badge")).not.toHaveClass(/\blit\b/);
  await page.mouse.move(600, 860);
  await expect(planner.board.locator(".wire.lit, .wire.faded")).toHaveCount(0);

  // The keyboard does the same as the pointer.
  await change.getByRole("button", { name: "Apply UDP 53" }).focus();
  await expect(lit).not.toHaveCount(0);
});

test("other ways are looked for when asked, and one is gone in place of the rule", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(await sample("everything-wrong"));
  const change = planner.changes.filter({ hasText: "priority 1 to 2" });
  const ways = change.getByRole("button", { name: "Other ways: TCP 8080" });
  await ways.click();
  const way = change.getByRole("listitem").filter({ hasText: "Narrow the deny of priority 1" });
  await expect(way).toContainText("Nothing else is let in.");
  await expect(ways).toHaveAttribute("aria-pressed", "true");
  await way.getByRole("button", { name: /^Do this: Narrow/ }).click();
  // The deny is no longer in the way of anything.
  await expect(change).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(change).toHaveCount(1);
  await ways.click();
  await ways.click();
  await expect(change.getByRole("listitem")).toHaveCount(0);
});

test("where there is no other way, it says so", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(await sample("shop"));
  const acl = planner.changes.filter({ hasText: "above rule 3" });
  await acl.getByRole("button", { name: /^Other ways/ }).click();
  await expect(acl.getByRole("status")).toContainText("There is no other way");
});

test("the answer follows an edit before the next frame is drawn", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(await sample("shop"));
  await expect(planner.headline).toHaveText("3 rules to add");
  const apply = planner.answer.getByRole("button", { name: "Apply all" });
  const headlines = await apply.evaluate(async (button) => {
    const headline = document.querySelector(".headline");
    const before = headline.textContent;
    button.click();
    await new Promise(requestAnimationFrame);
    return [before, headline.textContent];
  });
  expect(headlines).toEqual(["3 rules to add", "Nothing to add"]);
});

test("the badges count the changes of each group and network ACL", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(await sample("shop"));
  await expect(planner.node("server-1").locator(".badge text")).toHaveText("sg-web 1");
  // Names of badges are cut by the fonts of the system, their numbers never.
  await expect(planner.node("subnet-2").locator(".badge text")).toHaveText(/^acl-.* 1$/);
  const blocks = planner.answer.locator(".place h3");
  await expect(blocks).toHaveText([/sg-web.*1$/, /sg-dns.*1$/, /acl-web.*1$/]);
  await planner.answer.getByRole("button", { name: /^Apply TCP 8080-8081/ }).first().click();
  await expect(planner.node("server-1").locator(".badge text")).toHaveText("sg-web");
  await expect(planner.headline).toHaveText("2 rules to add");
  await planner.answer.getByRole("button", { name: "acl-web" }).click();
  await expect(planner.node("acl-1")).toHaveClass(/\bselected\b/);
});

test("a card shows a member's port and a missing security group only where they count", async ({
  page,
}) => {
  const planner = new Planner(page);
  const plan = JSON.parse(await sample("shop"));
  const [chat, dns] = [plan.servers[2], plan.servers[3]];
  chat.security_groups = [];
  dns.security_groups = [];
  dns.port_security = false;
  plan.backend_server_groups[1].any_port = true;
  // A group of this protocol cannot have the option, so its members keep their port.
  plan.backend_server_groups[0].any_port = true;
  await planner.open(plan);
  await expect(planner.node("server-1")).toContainText("10.0.2.11:8080");
  await expect(planner.node("server-3")).toContainText("10.0.2.21");
  await expect(planner.node("server-3")).not.toContainText("5222");
  await expect(planner.node("server-3").locator(".badge text")).toHaveText(/^no s/);
  await expect(planner.node("server-4")).toContainText("10.0.3.11:53");
  await expect(planner.node("server-4").locator(".badge")).toHaveCount(0);
});

test("the trace lists each layer of a flow, what is stopped first", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(await sample("shop"));
  await planner.tab("Trace").click();
  const title = planner.answer.locator(".trace-title");
  await expect(title).toHaveText(/^\d+ flows$/);
  const flows = planner.answer.locator(".flow");
  await expect(flows.first()).toContainText("Blocked");
  await expect(flows.first()).toHaveAttribute("open");
  await expect(flows.first().locator(".layers li")).not.toHaveCount(0);
  await expect(flows.first().locator(".layers")).toContainText("sg-web");

  const all = await flows.count();
  await planner.board.focus().catch(() => {});
  await page.mouse.click(...Object.values(await planner.grip(planner.node("server-4"))));
  await expect(title).toHaveText(/flows of dns-1$/);
  expect(await flows.count()).toBeLessThan(all);
  const open = flows.filter({ hasText: "Exempt" }).first();
  await open.locator("summary").click();
  await expect(open.locator(".layers")).toBeVisible();
});

test("a finding shows what it is about", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(await sample("everything-wrong"));
  const findings = planner.answer.locator(".finding");
  await expect(findings).not.toHaveCount(0);
  const shown = findings.filter({ hasText: "subnet-spare" }).first();
  await shown.getByRole("button", { name: /^Show/ }).click();
  await expect(planner.board.locator(".node.selected")).toHaveCount(1);
  await expect(planner.board.locator(".node.selected")).toBeInViewport();
});

test("console steps are copied whole", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(await sample("shop"));
  await planner.answer.getByRole("button", { name: "Copy console steps" }).click();
  await expect(planner.notice).toContainText("Copied");
  const text = await page.evaluate(() => navigator.clipboard.readText());
  for (const part of ["sg-web", "acl-web", "8080-8081", "10.0.1.0/24"]) expect(text).toContain(part);
});
