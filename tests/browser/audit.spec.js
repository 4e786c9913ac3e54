// The audit of the existing rules: what is odd is said in the row, and what can go is asked for.
import { test, expect } from "./fixtures.js";
import { Planner, sample } from "./planner.js";

/** The shop, with every rule that it lacks and some that it does not need. */
async function auditable() {
  const plan = JSON.parse(await sample("shop"));
  const group = plan.security_groups.find((it) => it.id === "sg-1");
  const rule = (id, fields) => ({ id, priority: 1, protocol: "tcp", ...fields });
  group.inbound.unshift(
    rule("rule-901", { ports: "8080", remote: "0.0.0.0/0" }),
    rule("rule-902", { ports: "8080", remote: "10.0.1.0/24" }),
    rule("rule-903", { ports: "8080", remote: "10.0.1.0/24" }),
    rule("rule-904", { ports: "22", remote: "203.0.113.7/32", enabled: false }),
  );
  return plan;
}

test("the audit says what is odd, and whether a rule is safe to remove", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(await auditable());
  await planner.tab("Existing rules").click();
  const summary = page.locator(".audit-summary");
  await expect(summary).toContainText("has no effect");
  await expect(summary).toContainText("redundant");
  const rows = page.locator(".existing .rule");
  await expect(rows.filter({ hasText: "0.0.0.0/0" }).filter({ hasText: "8080" })).toContainText(
    "broad",
  );
  const all = await rows.count();
  await summary.getByRole("button", { name: "Show only these" }).click();
  await expect.poll(() => rows.count()).toBeLessThan(all);
  await summary.getByRole("button", { name: "Show only these" }).click();

  await page.getByRole("button", { name: "Rules to remove together" }).click();
  const together = page.locator(".together");
  // Of the three that let the port in, the narrow two can go; the one switched off can, too. Two
  // rules of the network ACL say what its last one says as well.
  await expect(together.getByRole("listitem")).toHaveCount(5);
  await expect(together.getByRole("listitem").filter({ hasText: "acl-web" })).toHaveCount(2);
  await expect(together.getByRole("listitem").filter({ hasText: "sg-web" })).toHaveCount(3);
  await expect(together).toContainText("The plan was checked without them");
  const headline = await planner.headline.textContent();
  const box = await together.boundingBox();
  const column = await planner.answer.boundingBox();
  expect(box.x).toBeGreaterThanOrEqual(column.x);
  expect(box.x + box.width).toBeLessThanOrEqual(column.x + column.width + 0.5);
  await together.getByRole("button", { name: "Remove these 5 rules" }).click();
  await planner.planHas(
    (plan) => plan.security_groups[0].inbound.map((it) => it.id).filter((id) => /-90/.test(id)),
    ["rule-901"],
  );
  await expect(planner.headline).toHaveText(headline);
  // The rules that can go are worked out anew, and one undo brings all of them back.
  await expect(page.getByRole("button", { name: "Rules to remove together" })).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect.poll(() => rows.count()).toBe(all);
});

test("a shadowed rule says which rule comes before it", async ({ page }) => {
  const plan = await auditable();
  const rule = { id: "rule-905", priority: 7, protocol: "tcp", ports: "8080", remote: "10.0.1.0/25" };
  plan.security_groups.find((it) => it.id === "sg-1").inbound.push(rule);
  const planner = new Planner(page);
  await planner.open(plan);
  await planner.tab("Existing rules").click();
  await expect(page.locator(".audit-summary")).toContainText("shadowed");
  await page.locator(".existing-place").filter({ hasText: "sg-websecurity group" }).locator("summary").click();
  const row = page.locator(".existing .rule").filter({ hasText: "10.0.1.0/25" });
  await expect(row.locator(".chip", { hasText: "shadowed" })).toBeVisible();
  await row.getByRole("button").first().click();
  await expect(row.locator(".audit")).toContainText("is looked at before it and decides on all that it matches.");
  await expect(row.locator(".audit")).toContainText("Safe to remove? Yes");
});

test("rules that can be one are named, and made one as one step", async ({ page }) => {
  const plan = JSON.parse(await sample("shop"));
  const group = plan.security_groups.find((it) => it.id === "sg-1");
  const rule = (id, ports, remote) => ({ id, priority: 1, protocol: "tcp", ports, remote });
  group.inbound.push(
    rule("rule-911", "8080", "10.0.1.0/25"),
    rule("rule-912", "8080", "10.0.1.128/25"),
    rule("rule-913", "9100", "10.0.9.0/24"),
    rule("rule-914", "9101-9104", "10.0.9.0/24"),
  );
  const planner = new Planner(page);
  await planner.open(plan);
  await planner.tab("Existing rules").click();
  await page.getByRole("button", { name: "Rules to merge" }).click();
  const merges = page.locator(".merges");
  await expect(merges).toContainText("2 sets of rules can each be merged into one.");
  const halves = merges.getByRole("listitem").filter({ hasText: "10.0.1.128/25" });
  await expect(halves).toContainText("can be one rule: allow TCP 8080 from 10.0.1.0/24.");
  const box = await merges.boundingBox();
  const column = await planner.answer.boundingBox();
  expect(box.x).toBeGreaterThanOrEqual(column.x);
  expect(box.x + box.width).toBeLessThanOrEqual(column.x + column.width + 0.5);
  await expect(merges.getByRole("button", { name: "Merge all 2" })).toBeVisible();
  await halves.getByRole("button", { name: "Merge them" }).click();
  const said = (it) => it.security_groups[0].inbound.filter((rule) => /-91/.test(rule.id));
  await planner.planHas(
    (it) => said(it).map((rule) => `${rule.id} ${rule.ports} ${rule.remote}`),
    ["rule-911 8080 10.0.1.0/24", "rule-913 9100 10.0.9.0/24", "rule-914 9101-9104 10.0.9.0/24"],
  );
  // It is asked anew, and one undo brings both back.
  await expect(page.getByRole("button", { name: "Rules to merge" })).toBeVisible();
  await page.keyboard.press("Control+z");
  await planner.planHas((it) => said(it).length, 4);
});

test("arrows move among tabs, and the Tab key stops at the chosen one alone", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(await auditable());
  const rules = planner.tab("Rules to add");
  const existing = planner.tab("Existing rules");
  await rules.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(existing).toBeFocused();
  await expect(existing).toHaveAttribute("aria-selected", "true");
  await expect(rules).toHaveAttribute("tabindex", "-1");
  await page.keyboard.press("Home");
  await expect(rules).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(planner.tab("Trace")).toBeFocused();
  await expect(planner.tab("Trace")).toHaveAttribute("aria-selected", "true");
});
