import { test, expect } from "./fixtures.js";
import { enter } from "./planner.js";

test("a question is answered while it is put together", async ({ page }) => {
  await page.goto("./");
  await page.getByRole("tab", { name: "Trace" }).click();
  await page.getByLabel("From", { exact: true }).selectOption("elb-shop");
  await page.getByLabel("To", { exact: true }).selectOption("web-1:8080 (web)");
  // The port is filled in from what the load balancer sends there.
  await expect(page.getByLabel("Ports", { exact: true })).toHaveValue("8080");
  const answer = page.locator(".traced");
  await expect(answer).toContainText("from elb-shop to web-1 is stopped");
  await expect(answer).toContainText("Rule 3 of acl-web");
  await expect(page.locator(".traced-line.not-at-all .mark")).toHaveCount(1);
  // A text that cannot be read is said, and the answer stays.
  await page.getByLabel("Ports", { exact: true }).fill("80-");
  await expect(page.locator(".ask .message")).toHaveCount(1);
  await enter(page.getByLabel("Ports", { exact: true }), "22");
  await expect(answer).toContainText("No listener of elb-shop");
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(answer).toHaveCount(0);
  await expect(page.locator(".traced-line")).toHaveCount(0);
});

test("an address is asked about once it is entered", async ({ page }) => {
  await page.goto("./");
  await page.getByRole("tab", { name: "Trace" }).click();
  await page.getByLabel("From", { exact: true }).selectOption("web-1");
  await page.getByLabel("To", { exact: true }).selectOption("An address…");
  await expect(page.locator(".traced")).toHaveCount(0);
  await enter(page.getByLabel("Destination address or block"), "10.0.3.0/24");
  await expect(page.locator(".traced")).toContainText("other addresses of subnet-dns");
});

test("a flow fills the form, and the answer follows the plan", async ({ page }) => {
  await page.goto("./");
  await page.getByRole("tab", { name: "Trace" }).click();
  await page.getByRole("button", { name: "Ask about this" }).first().click();
  await expect(page.getByLabel("From", { exact: true })).toBeFocused();
  await expect(page.locator(".traced-whole")).toContainText("Stopped");
  await page.getByRole("tab", { name: "Rules to add" }).click();
  await page.getByRole("button", { name: "Apply all" }).click();
  await page.getByRole("tab", { name: "Trace" }).click();
  await expect(page.locator(".traced-whole")).toContainText("Passes");
  await expect(page.locator(".traced-line.wholly")).toHaveCount(1);
});

test("the steps of a change are shown while one edits", async ({ page }) => {
  await page.goto("./");
  await page.getByRole("button", { name: "Apply all" }).click();
  await page.getByRole("button", { name: "Plan a change" }).click();
  await page.getByRole("button", { name: "Remember this state" }).click();
  await expect(page.getByText("This state is remembered.")).toBeVisible();
  await page.getByLabel(/^Backend server group web/).first().click();
  await page.getByRole("tab", { name: "web", exact: true }).click();
  const form = page.locator(".inspector");
  await enter(form.getByLabel("Port", { exact: true }).last(), "9000");
  await page.getByRole("tab", { name: "Change" }).click();
  const steps = page.locator("aside.answer");
  await expect(steps).toContainText("1 change, 1 rule to add first");
  await expect(steps).toContainText("set the port of the health check from 8081 to 9000");
  await expect(steps).toContainText("Proved: after each of these steps");
  await page.getByRole("button", { name: "Copy console steps" }).click();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toContain("Before the change: sg-web");
  await page.getByRole("button", { name: "Forget it" }).click();
  await expect(page.getByRole("button", { name: "Remember this state" })).toBeVisible();
});

test("a rule that the change needs and that was taken away is one to keep", async ({ page }) => {
  await page.goto("./");
  await page.getByRole("button", { name: "Apply all" }).click();
  await page.getByRole("button", { name: "Plan a change" }).click();
  await page.getByRole("button", { name: "Remember this state" }).click();
  await page.getByRole("tab", { name: "Existing rules" }).click();
  const group = page.locator(".existing-place").filter({ has: page.locator(".place-name", { hasText: "sg-web" }) });
  await group.locator("summary").click();
  const rule = group.locator(".rule").filter({ hasText: "8080-8081" });
  await rule.getByRole("button").first().click();
  await rule.getByRole("button", { name: /^(Delete|Remove)/ }).click();
  await page.getByRole("tab", { name: "Change" }).click();
  const steps = page.locator("aside.answer");
  await expect(steps).toContainText("Only rules change, 1 rule to keep");
  await expect(steps.getByRole("heading", { name: "Keep", exact: true })).toBeVisible();
  await expect(steps).toContainText("leave the allow of priority 1 for TCP 8080-8081");
  await expect(steps.getByRole("heading", { name: "Before the change" })).toHaveCount(0);
});
