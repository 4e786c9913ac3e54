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

  await page.getByRole("button", { name: "Which can go together?" }).click();
  const together = page.locator(".together");
  // Of the three that let the port in, the narrow two can go; the one switched off can, too. Two
  // rules of the network ACL say what its last one says as well.
  await expect(together.getByRole("listitem")).toHaveCount(5);
  await expect(together.getByRole("listitem").filter({ hasText: "acl-web" })).toHaveCount(2);
  await expect(together.getByRole("listitem").filter({ hasText: "sg-web" })).toHaveCount(3);
  await expect(together).toContainText("The plan was answered without them");
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
  // What can go is worked out anew, and one undo brings all of them back.
  await expect(page.getByRole("button", { name: "Which can go together?" })).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect.poll(() => rows.count()).toBe(all);
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
