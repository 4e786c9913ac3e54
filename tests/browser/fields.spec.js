// Forms change the plan as the visitor means it: not letter by letter, not by passing an entry, and
// not in silence.
import { readFile } from "node:fs/promises";
import { violations } from "./axe.js";
import { test, expect, slow } from "./fixtures.js";
import { Planner, crowd, enter, pick, sample, settled } from "./planner.js";

const listener = (plan) => plan.load_balancers[0].listeners[1].ports;
const server = (at) => (plan) => plan.servers[at];

async function shop(page, change = () => {}) {
  const planner = new Planner(page);
  const plan = JSON.parse(await sample("shop"));
  change(plan);
  await planner.open(plan);
  await expect(planner.node("server-1")).toBeVisible();
  return planner;
}

test("the beginning of what is typed is never in the plan", async ({ page }) => {
  const planner = await shop(page);
  await planner.form("elb-1");
  const ports = planner.answer.getByRole("textbox", { name: "Ports" }).nth(1);
  const before = await planner.plan();
  await ports.fill("");
  await ports.pressSequentially("9000-80");
  await settled(page);
  expect(await planner.plan()).toEqual(before);
  await ports.blur();
  await expect(ports).toHaveAttribute("aria-invalid", "true");
  await settled(page);
  expect(await planner.plan()).toEqual(before);
  await ports.press("End");
  await ports.pressSequentially("90");
  await settled(page);
  expect(await planner.plan()).toEqual(before);
  await ports.fill("9000-9090");
  await ports.blur();
  await planner.planHas(listener, "9000-9090");
});

test("a value is in the plan with Enter, and with leaving the field", async ({ page }) => {
  const planner = await shop(page);
  await planner.form("elb-1");
  const ports = planner.answer.getByRole("textbox", { name: "Ports" }).nth(1);
  await ports.fill("7000, 7001");
  await ports.press("Enter");
  await planner.planHas(listener, "7000,7001");
  await expect(ports).toBeFocused();
  await ports.fill("7100");
  await page.keyboard.press("Tab");
  await planner.planHas(listener, "7100");
});

test("a range of a list does not leave its first address behind", async ({ page }) => {
  const planner = await shop(page, (plan) => {
    plan.address_groups = [{ id: "ipg-1", name: "office", addresses: ["10.9.0.0/16"] }];
  });
  await planner.form("ipg-1");
  const list = planner.answer.getByRole("textbox", { name: "Addresses" });
  await list.fill("");
  await list.pressSequentially("10.0.1.1-10.0.1");
  await page.keyboard.press("Enter");
  await list.blur();
  await settled(page);
  await planner.planHas((plan) => plan.address_groups[0].addresses, ["10.9.0.0/16"]);
  await list.fill("10.0.1.1-10.0.1.9");
  await list.blur();
  await planner.planHas((plan) => plan.address_groups[0].addresses, ["10.0.1.1-10.0.1.9"]);
});

test("the answer says that what is typed is not what is checked, and leads there", async ({ page }) => {
  const planner = await shop(page);
  await planner.answer.getByRole("button", { name: "Apply all" }).click();
  await expect(planner.proof).toContainText("Proved");
  await planner.form("bsg-1");
  const port = planner.answer.locator("#form-bsg-1-check-port");
  await port.fill("80x");
  const footer = page.locator(".footer .proof");
  await expect(footer).toHaveText(/Not checked: “Port” of web/);
  await planner.tab("Rules to add").click();
  const note = planner.answer.locator(".not-checked");
  await expect(note).toContainText("“Port” of web cannot be read");
  expect(await violations(page, ".answer")).toEqual([]);
  await note.getByRole("button", { name: "Show the field" }).click();
  await expect(port).toBeFocused();
  await expect(port).toHaveValue("80x");
  // A field that is in sight says itself what is wrong.
  await expect(note).toBeEmpty();
  await page.mouse.click(...Object.values(await planner.grip(planner.node("server-1"))));
  await footer.click();
  await expect(port).toBeFocused();
  await enter(port, "8099");
  await expect(planner.proof).not.toContainText("Not checked");
  await planner.planHas((plan) => plan.backend_server_groups[0].health_check.port, 8099);
});

test("a sign or a zero in front of a number is refused, blanks around it are not", async ({ page }) => {
  const planner = await shop(page);
  await planner.form("bsg-1");
  const port = planner.answer.locator("#form-bsg-1-check-port");
  const before = await planner.plan();
  for (const wrong of ["+80", "080", "8 0"]) {
    await enter(port, wrong);
    await expect(port).toHaveAttribute("aria-invalid", "true");
    await settled(page);
    expect(await planner.plan()).toEqual(before);
  }
  await enter(port, " 8099 ");
  await planner.planHas((plan) => plan.backend_server_groups[0].health_check.port, 8099);
  await expect(port).toHaveValue("8099");
});

test("while a value is typed the proof is not for it", async ({ page }) => {
  const planner = await shop(page);
  await planner.form("server-1");
  const address = planner.answer.getByRole("textbox", { name: "IPv4 address" });
  const before = await address.inputValue();
  await address.fill("10.0.2.99");
  await expect(planner.proof).toHaveText(/Not checked: “IPv4 address” of web-1/);
  await address.fill(before);
  await expect(planner.proof).not.toContainText("Not checked");
});

test("what cannot be read in a rule is found again, unfolded", async ({ page }) => {
  const planner = await shop(page);
  await planner.form("sg-3");
  await planner.answer.getByRole("button", { name: "Add inbound rule" }).click();
  const block = planner.answer.getByRole("textbox", { name: "CIDR block" });
  await block.fill("10.0.1.5/24");
  await planner.tab("Rules to add").click();
  await page.locator(".footer .proof").click();
  await expect(block).toBeFocused();
  await expect(block).toHaveValue("10.0.1.5/24");
  await page.keyboard.press("Escape");
  await planner.answer.getByRole("button", { name: "Delete rule" }).click();
  await expect(planner.proof).not.toContainText("Not checked");
});

test("a draft goes with the thing that it is about", async ({ page }) => {
  const planner = await shop(page);
  await planner.form("server-1");
  await planner.answer.getByRole("textbox", { name: "IPv4 address" }).fill("10.0.2.");
  await expect(planner.proof).toContainText("Not checked");
  await planner.answer.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(planner.proof).not.toContainText("Not checked");
  await expect(planner.node("server-1")).toHaveCount(0);
});

test("the block of a network has to say its prefix; one address may be let in", async ({ page }) => {
  const planner = await shop(page);
  await planner.form("subnet-4");
  const block = planner.answer.getByRole("textbox", { name: "IPv4 CIDR block" });
  const before = await planner.plan();
  await enter(block, "10.0.4.0");
  await expect(planner.answer).toContainText("10.0.4.0 has no prefix; did you mean 10.0.4.0/24?");
  await settled(page);
  expect(await planner.plan()).toEqual(before);
  await page.keyboard.press("Escape");
  await planner.form("vpc-1");
  for (const name of ["CIDR block", "Secondary CIDR blocks"]) {
    const field = planner.answer.getByRole("textbox", { name, exact: true });
    await field.fill("10.8.0.0");
    await field.blur();
    await expect(field).toHaveAccessibleDescription(/10\.8\.0\.0 has no prefix/);
    await field.press("Escape");
  }
  await planner.form("sg-3");
  await planner.answer.getByRole("button", { name: "Add inbound rule" }).click();
  const remote = planner.answer.getByRole("textbox", { name: "CIDR block" });
  await enter(remote, "10.0.1.7");
  await expect(remote).toHaveValue("10.0.1.7/32");
  await expect(remote).toHaveAccessibleDescription("A single address.");
});

test("Escape gives up what was typed, leaves the field and nothing else", async ({ page }) => {
  const planner = await shop(page);
  await planner.form("server-1");
  const before = await planner.plan();
  const address = planner.answer.getByRole("textbox", { name: "IPv4 address" });
  const name = planner.answer.getByRole("textbox", { name: "Name" });
  for (const [field, text] of [[address, "10.0.2.77"], [address, "10.0.x"], [name, "another"]]) {
    const value = await field.inputValue();
    await field.fill(text);
    await page.keyboard.press("Escape");
    await expect(field).toHaveValue(value);
    await expect(field).not.toBeFocused();
    await expect(field).not.toHaveAttribute("aria-invalid");
    await expect(planner.node("server-1")).toHaveClass(/\bselected\b/);
  }
  await settled(page);
  expect(await planner.plan()).toEqual(before);
  await expect(page.getByRole("button", { name: "Undo", exact: true })).toBeDisabled();
  await page.keyboard.press("Escape");
  await expect(planner.node("server-1")).not.toHaveClass(/\bselected\b/);
});

test("each visit of a field is one step", async ({ page }) => {
  const planner = await shop(page);
  await planner.form("server-1");
  const name = planner.answer.getByRole("textbox", { name: "Name" });
  const address = planner.answer.getByRole("textbox", { name: "IPv4 address" });
  for (const text of ["first", "second"]) {
    await name.fill("");
    await name.pressSequentially(text);
    await name.blur();
  }
  await enter(address, "10.0.2.50");
  await enter(address, "10.0.2.51");
  await address.blur();
  const undo = page.getByRole("button", { name: "Undo", exact: true });
  await planner.planHas((plan) => server(0)(plan).ipv4, "10.0.2.51");
  await undo.click();
  await planner.planHas((plan) => [server(0)(plan).name, server(0)(plan).ipv4], ["second", "10.0.2.11"]);
  await undo.click();
  await planner.planHas((plan) => server(0)(plan).name, "first");
  await undo.click();
  await planner.planHas((plan) => server(0)(plan).name, "web-1");
});

test("Ctrl+Z in a field takes back letters first, then steps of the plan", async ({ page }) => {
  const planner = await shop(page);
  const rules = (plan) =>
    [...plan.security_groups, ...plan.network_acls].flatMap((it) => [...(it.inbound ?? []), ...(it.outbound ?? [])]).length;
  const before = rules(await planner.plan());
  await planner.answer.getByRole("button", { name: "Apply all" }).click();
  await expect(planner.headline).toHaveText("Nothing to add");
  await planner.planHas((plan) => rules(plan) > before, true);
  await planner.form("server-1");
  const address = planner.answer.getByRole("textbox", { name: "IPv4 address" });
  await address.focus();
  await page.keyboard.press("End");
  await page.keyboard.type("9");
  await expect(address).toHaveValue("10.0.2.119");
  await page.keyboard.press("Control+z");
  await expect(address).toHaveValue("10.0.2.11");
  await expect(address).toBeFocused();
  // An edit that was made elsewhere is taken back from here as well.
  await page.keyboard.press("Control+z");
  await planner.planHas(rules, before);
  await page.keyboard.press("Control+y");
  await planner.planHas((plan) => rules(plan) > before, true);
});

test("Ctrl+Z with the focus on a choice or a switch takes back a step", async ({ page }) => {
  const planner = await shop(page);
  await planner.form("server-1");
  const flavor = planner.answer.locator("#form-server-1-flavor");
  await flavor.selectOption({ index: 1 });
  await flavor.focus();
  await planner.planHas((plan) => server(0)(plan).flavor !== undefined, true);
  await page.keyboard.press("Control+z");
  await planner.planHas((plan) => server(0)(plan).flavor, undefined);
  const security = planner.answer.locator("#form-server-1-port-security");
  await security.focus();
  await page.keyboard.press(" ");
  await planner.planHas((plan) => server(0)(plan).port_security, false);
  await page.keyboard.press("Control+z");
  await planner.planHas((plan) => server(0)(plan).port_security, undefined);
  await page.keyboard.press("Control+Shift+Z");
  await planner.planHas((plan) => server(0)(plan).port_security, false);
  await page.keyboard.press("Escape");
  await expect(security).not.toBeFocused();
  await expect(planner.node("server-1")).toHaveClass(/\bselected\b/);
});

test("a list that keys go through chooses nothing until it is left", async ({ page }) => {
  const planner = await shop(page);
  await planner.form("sg-1");
  await planner.answer.locator("button.rule-summary").first().click();
  const protocol = planner.answer.getByRole("combobox", { name: "Protocol" });
  const rule = (plan) => [plan.security_groups[0].inbound[0].protocol, plan.security_groups[0].inbound[0].ports];
  const before = await planner.plan();
  await protocol.focus();
  const shown = await protocol.inputValue();
  for (const key of ["End", "ArrowUp", "ArrowUp"]) await page.keyboard.press(key);
  expect(await protocol.inputValue()).not.toBe(shown);
  await expect(planner.proof).toContainText("Not checked: “Protocol”");
  await settled(page);
  expect(await planner.plan()).toEqual(before);
  await page.keyboard.press("Escape");
  await expect(protocol).toHaveValue(shown);
  await protocol.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("u");
  await page.keyboard.press("Enter");
  // It passed ICMP, which has no ports, and they are there all the same.
  await planner.planHas(rule, ["udp", rule(before)[1]]);
});

test("what adds does so for what is picked, not for what keys pass by", async ({ page }) => {
  const planner = await shop(page);
  await planner.form("bsg-1");
  const members = (plan) => plan.backend_server_groups[0].members.length;
  const before = members(await planner.plan());
  const add = planner.answer.getByRole("button", { name: "Add a member…" });
  const list = page.getByRole("listbox", { name: "Add a member…" });
  await add.focus();
  await page.keyboard.press("ArrowDown");
  await expect(list).toBeFocused();
  await expect(add).toHaveAttribute("aria-expanded", "true");
  expect(await violations(page, ".answer")).toEqual([]);
  for (const key of ["ArrowDown", "ArrowDown", "ArrowUp", "v", "Delete"]) await page.keyboard.press(key);
  await settled(page);
  await planner.planHas(members, before);
  const height = await list.getByRole("option").first().evaluate((it) => it.getBoundingClientRect().height);
  expect(height).toBeGreaterThanOrEqual(24);
  await page.keyboard.press("Escape");
  await expect(list).toHaveCount(0);
  await expect(add).toBeFocused();
  await expect(planner.node("bsg-1")).toHaveClass(/\bselected\b/);
  await page.keyboard.press("Enter");
  const wanted = await list.getByRole("option").nth(1).innerText();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await planner.planHas(members, before + 1);
  await expect(planner.answer.locator("#form-bsg-1-members .form-card").last()).toContainText(wanted);
  await expect(add).toBeFocused();
  await add.click();
  const next = await list.getByRole("option").first().innerText();
  // The button folds the list again.
  await add.click();
  await expect(list).toHaveCount(0);
  await pick(add, next);
  await planner.planHas(members, before + 2);
});

test("a command goes by what was typed, and so does going elsewhere", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(crowd("Large", 300));
  await planner.form("server-1");
  const address = planner.answer.getByRole("textbox", { name: "IPv4 address" });
  await slow(page, 4);
  await address.fill("10.0.0.50");
  await page.keyboard.press("Control+e");
  await expect(planner.dialog).toBeVisible();
  await planner.planHas((plan) => server(0)(plan).ipv4, "10.0.0.50");
  await page.keyboard.press("Escape");
  await expect(planner.dialog).toHaveCount(0);
  await address.fill("10.0.0.51");
  // A switch of the same form must not bring back what stood in the field.
  await planner.answer.locator("#form-server-1-port-security").click();
  await planner.planHas((plan) => [server(0)(plan).ipv4, server(0)(plan).port_security], ["10.0.0.51", false]);
  await address.fill("10.0.0.52");
  await page.mouse.click(...Object.values(await planner.grip(planner.node("server-2"))));
  await planner.planHas((plan) => server(0)(plan).ipv4, "10.0.0.52");
});

test("a reader's numbers follow the same rules", async ({ page }) => {
  const small = await readFile(new URL("../links/small.url", import.meta.url), "utf8");
  await page.goto(`./#${small.trim().split("#")[1]}&view=both&interactive`);
  const block = page.getByRole("textbox", { name: "subnet", exact: true });
  const note = page.locator(".embed-rules .not-checked");
  const reset = page.getByRole("button", { name: "Reset" });
  await enter(block, "10.0.7.0");
  await expect(block).toHaveAccessibleDescription(/10\.0\.7\.0 has no prefix/);
  await expect(note).toContainText("“subnet” of subnet cannot be read");
  await expect(reset).toHaveCount(0);
  await page.getByRole("link", { name: "Open in planner" }).focus();
  await note.getByRole("button", { name: "Show the field" }).click();
  await expect(block).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(block).toHaveValue("10.0.1.0/24");
  await expect(note).toBeEmpty();
  await block.fill("10.0.7.0/24");
  await expect(reset).toHaveCount(0);
  await block.blur();
  await expect(reset).toBeVisible();
  // There is no button for it here, but the key is known.
  await block.focus();
  await page.keyboard.press("Control+z");
  await expect(block).toHaveValue("10.0.1.0/24");
});

test("what was typed is kept by who reloads the page", async ({ page }) => {
  const planner = await shop(page);
  await planner.form("server-1");
  await planner.answer.getByRole("textbox", { name: "IPv4 address" }).fill("10.0.2.60");
  await page.reload();
  await expect(planner.board).toBeVisible();
  await planner.planHas((plan) => server(0)(plan).ipv4, "10.0.2.60");
});

test("a rule for ICMP takes a name of the console, or a type with its code", async ({ page }) => {
  const planner = await shop(page);
  await planner.form("sg-1");
  await planner.answer.locator("button.rule-summary").first().click();
  const field = (name) => planner.answer.getByRole("textbox", { name });
  const messages = planner.answer.getByRole("combobox", { name: "ICMP messages" });
  const summary = planner.answer.locator("button.rule-summary").first();
  const icmp = (plan) => plan.security_groups[0].inbound[0].icmp;
  await expect(messages).toHaveCount(0);
  await planner.answer.getByRole("combobox", { name: "Protocol" }).selectOption("ICMP");
  await expect(messages).toHaveValue("All");
  await expect(field("ICMP type")).toHaveCount(0);
  await expect(summary).toContainText("ICMP all");

  await messages.selectOption("Echo request");
  await planner.planHas(icmp, "8/0");
  await expect(summary).toContainText("ICMP echo request");
  await expect(field("ICMP code")).toHaveValue("0");

  await messages.selectOption("Other, by type and code");
  await planner.planHas(icmp, "8");
  await enter(field("ICMP type"), "3");
  await planner.planHas(icmp, "3");
  await enter(field("ICMP code"), "4");
  await planner.planHas(icmp, "3/4");
  await expect(messages).toHaveValue("Fragment need DF set");
  await expect(summary).toContainText("ICMP type 3 code 4");
  await enter(field("ICMP type"), "300");
  await expect(planner.answer.getByText("is not a number from 0 to 255")).toBeVisible();
  await planner.planHas(icmp, "3/4");
  await field("ICMP type").press("Escape");
  expect(await violations(page, ".answer")).toEqual([]);

  // A ping is one in the ICMP of either family.
  await messages.selectOption("Echo reply");
  await planner.answer.getByRole("combobox", { name: "Protocol" }).selectOption("ICMPv6");
  await planner.planHas(icmp, "129/0");
  await planner.answer.getByRole("combobox", { name: "Protocol" }).selectOption("TCP");
  await planner.planHas(icmp, undefined);
});
