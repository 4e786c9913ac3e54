import { test, expect } from "./fixtures.js";
import { Planner, sample } from "./planner.js";

/** The planner with the first sample. */
async function opened(page) {
  const planner = new Planner(page);
  await planner.open(await sample("shop"));
  return planner;
}

/** Puts a connection together in the dialog that is open, and adds it. */
async function add(page, { from, to, protocol, ports }) {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("From", { exact: true }).selectOption(from);
  await dialog.getByLabel("To", { exact: true }).selectOption(to);
  if (protocol) await dialog.getByLabel("Protocol").selectOption(protocol);
  if (ports) {
    await dialog.locator("#connection-ports").fill(ports);
    await dialog.locator("#connection-ports").press("Enter");
  }
  await dialog.getByRole("button", { name: "Add connection" }).click();
  return dialog;
}

test("a connection that must reach gets its rules, and undo takes it back", async ({ page }) => {
  await opened(page);
  await page.keyboard.press("c");
  const dialog = await add(page, { from: "chat-1", to: "dns-1", protocol: "TCP", ports: "5432" });
  await expect(dialog.locator(".own-connection")).toContainText("chat-1 must reach dns-1");
  await expect(dialog.locator(".own-connection .pill")).toHaveText("stopped");
  await page.keyboard.press("Escape");
  await expect(page.locator(".own-connection")).toHaveCount(1);
  await expect(page.locator(".own-line.blocked text")).toContainText("TCP 5432, stopped");
  await page.getByRole("button", { name: "Apply all" }).click();
  await expect(page.locator(".own-connections .pill")).toHaveText("open");
  await expect(page.locator(".own-line.open .way")).toHaveCount(1);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect(page.locator(".own-connection")).toHaveCount(0);
});

test("what must not reach is amber where it does, and asks for no rule", async ({ page }) => {
  await opened(page);
  const before = await page.locator(".headline").innerText();
  await page.getByRole("button", { name: "Must not reach" }).click();
  const dialog = await add(page, { from: "subnet-lb", to: "chat-1" });
  await expect(dialog.locator(".own-connection .pill.attention")).toHaveText("gets in");
  await page.keyboard.press("Escape");
  await expect(page.locator(".headline")).toHaveText(before);
  await expect(page.locator(".own-line.attention .way")).toHaveCount(1);
  await expect(page.locator(".finding.attention", { hasText: "must not get there" })).toContainText("TCP 5222");
  await page.locator(".own-connection").getByRole("button", { name: /^Remove/ }).click();
  await expect(page.locator(".own-connection")).toHaveCount(0);
});
