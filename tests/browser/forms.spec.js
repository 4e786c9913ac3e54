// The forms of what is selected and the lists of existing rules, on the sample that a first visit
// opens.
import { violations } from "./axe.js";
import { test, expect } from "./fixtures.js";
import { enter, file, sample } from "./planner.js";

const select = async (page, name) => {
  await page.getByRole("tab", { name: "Outline" }).click();
  await page.locator(".outline-item", { hasText: new RegExp(`^${name}!?$`) }).click();
  await page.locator(".answer").getByRole("tab", { name, exact: true }).click();
};

test.beforeEach(async ({ page }) => {
  await page.goto("./");
});

test("a draft that cannot be read stays, with the reason, and leaves the plan as it was", async ({
  page,
}) => {
  await select(page, "web-1");
  const address = page.getByLabel("IPv4 address");
  const before = await address.inputValue();
  await address.fill("10.0.2.x");
  await expect(address).toHaveAttribute("aria-invalid", "true");
  await expect(address).toHaveAccessibleDescription(/is not an IPv4 address/);
  await address.blur();
  await expect(address).toHaveValue("10.0.2.x");
  await select(page, "web-2");
  await expect(address).not.toHaveAttribute("aria-invalid");
  await select(page, "web-1");
  await expect(address).toHaveValue("10.0.2.x");
  await expect(address).toHaveAccessibleDescription(/is not an IPv4 address/);
  await address.fill(before);
  await select(page, "web-2");
  await select(page, "web-1");
  await expect(address).toHaveValue(before);
  await expect(address).not.toHaveAttribute("aria-invalid");
});

test("a draft goes with the plan that it was typed into", async ({ page }) => {
  await select(page, "web-1");
  const address = page.getByLabel("IPv4 address");
  const before = await address.inputValue();
  await address.fill("10.0.2.x");
  const other = { ...JSON.parse(await sample("shop")), name: "Other" };
  await page.locator("#open-file").setInputFiles(file("other.json", other));
  await expect(page.getByLabel("Name of the plan")).toHaveValue("Other");
  await select(page, "web-2");
  await select(page, "web-1");
  await expect(address).toHaveValue(before);
});

test("what is wrong with a network interface stands at its card", async ({ page }) => {
  const plan = JSON.parse(await sample("shop"));
  const server = plan.servers.find((it) => it.name === "web-1");
  const groups = server.security_groups;
  server.interfaces = [
    { subnet: server.subnet, ipv4: "203.0.113.9", security_groups: groups },
    { subnet: server.subnet, ipv4: "10.9.9.9" },
  ];
  plan.name = "Two";
  await page.locator("#open-file").setInputFiles(file("two.json", plan));
  await expect(page.getByLabel("Name of the plan")).toHaveValue("Two");
  await select(page, "web-1");
  const form = page.locator(".inspector");
  await expect(form.locator(`#form-${server.id}-ipv4`)).not.toHaveAttribute("aria-invalid");
  const second = form.locator(`#form-${server.id}-interface-2-ipv4`);
  await expect(second).toHaveAccessibleDescription(/203\.0\.113\.9 is outside of/);
  const third = form.locator(`#form-${server.id}-interface-3-ipv4`);
  await expect(third).toHaveAccessibleDescription(/10\.9\.9\.9 is outside of/);
  await expect(form.locator(`#form-${server.id}-groups`)).not.toContainText("no security group");
  await expect(form.locator(`#form-${server.id}-interface-3-groups`)).toContainText(
    "The server has no security group",
  );
});

test("typing a name is one step, and the caret stays where it is", async ({ page }) => {
  await select(page, "web-1");
  const name = page.locator("#form-server-1-name");
  await name.evaluate((field) => field.setSelectionRange(3, 3));
  await name.focus();
  await name.evaluate((field) => field.setSelectionRange(3, 3));
  await page.keyboard.type("-shop");
  await expect(name).toHaveValue("web-shop-1");
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(name).toHaveValue("web-1");
});

test("ports are looked at while they are typed and tidied afterwards", async ({ page }) => {
  await select(page, "elb-shop");
  // Ranges are for listeners of layer 4; the second one is TCP.
  const ports = page.getByLabel("Ports").nth(1);
  await ports.fill("5222, 8443-");
  await expect(ports).toHaveAttribute("aria-invalid", "true");
  await ports.pressSequentially("8450");
  await expect(ports).not.toHaveAttribute("aria-invalid");
  await expect(ports).toHaveValue("5222, 8443-8450");
  await ports.blur();
  await expect(ports).toHaveValue("5222,8443-8450");
});

test("a new listener can bring a backend server group of its own", async ({ page }) => {
  await select(page, "elb-shop");
  const groups = page.getByLabel("Forward to");
  await expect(groups.first()).toBeVisible();
  const count = await groups.count();
  await page.getByRole("button", { name: "Add listener" }).click();
  await expect(groups).toHaveCount(count + 1);
  await groups.last().selectOption({ label: "New backend server group" });
  await expect(groups.last().locator("option:checked")).toHaveText(/^group-1 \(/);
});

test("a rule that is added can be filled in at once, and its removal keeps the focus", async ({
  page,
}) => {
  await select(page, "sg-chat");
  const add = page.getByRole("button", { name: "Add inbound rule" });
  await add.click();
  await expect(page.getByLabel("Action")).toBeFocused();
  await page.getByLabel("Protocol", { exact: true }).selectOption("UDP");
  await enter(page.getByLabel("Destination ports"), "53");
  await expect(page.locator(".rule.unfolded .rule-summary")).toContainText("UDP 53");
  await page.getByRole("button", { name: "Delete rule" }).click();
  await expect(add).toBeFocused();
  // The next rule gets the id of the one that is gone, and is filled in at once all the same.
  await add.click();
  await expect(page.getByLabel("Action")).toBeFocused();
});

test("a network ACL rule goes up its list with the keyboard", async ({ page }) => {
  await select(page, "acl-web");
  const rows = page.locator(".rule-list").first().locator("button.rule-summary");
  await expect(rows.first()).toBeVisible();
  const last = (await rows.count()) - 1;
  const text = (await rows.nth(last).locator("code").first().textContent()) ?? "";
  await rows.nth(last).focus();
  await page.keyboard.press("Enter");
  const up = page.getByRole("button", { name: "Move up", exact: true }).first();
  await up.focus();
  for (let step = 0; step < last; step += 1) {
    await expect(up).toBeFocused();
    await page.keyboard.press("Enter");
  }
  await expect(rows.first().locator("code").first()).toHaveText(text);
  await expect(page.getByRole("button", { name: "Move down", exact: true }).first()).toBeFocused();
});

test("security groups of a server are ordered and removed with the keyboard", async ({ page }) => {
  await select(page, "web-1");
  const names = page.locator("#form-server-1-groups .list-name");
  const first = await names.first().textContent();
  await page.locator("#form-server-1-groups-add").click();
  await page.getByRole("listbox").getByRole("option").first().click();
  await expect(names).toHaveCount(2);
  await page.getByRole("button", { name: `Move ${first} down` }).focus();
  await page.keyboard.press("Enter");
  await expect(names.last()).toHaveText(first);
  await expect(page.getByRole("button", { name: `Move ${first} up` })).toBeFocused();
  await page.getByRole("button", { name: `Remove ${first}` }).press("Enter");
  await expect(names).toHaveCount(1);
  await expect(page.locator("#form-server-1-groups")).toBeFocused();
});

for (const theme of ["light", "dark"]) {
  for (const name of ["vpc-shop", "subnet-web", "elb-shop", "web", "web-1", "sg-web", "acl-web"]) {
    test(`the form of ${name} is accessible in the ${theme} theme`, async ({ page }) => {
      await page.evaluate((it) => (document.documentElement.dataset.theme = it), theme);
      await select(page, name);
      expect(await violations(page, ".answer")).toEqual([]);
    });
  }
}

test("every form fits a screen of 320 pixels", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await page.getByRole("tab", { name: /^Rules/ }).last().click();
  await page.getByRole("tab", { name: "Existing rules" }).click();
  const places = page.locator("details.existing-place");
  await expect(places.first()).toBeVisible();
  await places.evaluateAll((all) => all.forEach((it) => (it.open = true)));
  const rows = page.locator("button.rule-summary");
  await rows.first().click();
  const wide = await page.locator(".existing").evaluate((it) => it.scrollWidth - it.clientWidth);
  expect(wide).toBe(0);
});
