// The forms: what is drawn is changed by typing and choosing, and the answer follows.
import { test, expect } from "./fixtures.js";
import { Planner, enter, pick, sample } from "./planner.js";

const row = (what) => `Inbound | Allow | ${what} | from 10.0.1.0/24, IPv4, priority 1`;

test("a plan drawn by hand is turned into TCP and UDP by its form", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open();
  await planner.drawNetwork();
  await planner.connect();
  await planner.form("elb-1");
  const protocol = planner.answer.getByRole("combobox", { name: "Protocol" });

  await protocol.selectOption("TCP");
  // The group that only this listener forwards to goes along.
  await planner.planHas((plan) => plan.backend_server_groups[0].protocol, "TCP");
  await planner.tab("Rules to add").click();
  await expect(planner.headline).toHaveText("1 rule to add");
  expect(await planner.rows()).toEqual([row("TCP 8080")]);
  await expect(planner.changes.first()).toContainText("Table 2");
  await expect(planner.answer.locator(".finding")).toContainText(["whatever security groups"]);
  await expect(planner.lines("exempt")).not.toHaveCount(0);

  await planner.form("elb-1");
  await protocol.selectOption("UDP");
  await planner.tab("Rules to add").click();
  expect(await planner.rows()).toEqual([row("UDP 8080"), row("ICMP all")]);
  await expect(planner.changes.first()).toContainText("Table 3");

  await planner.form("bsg-1");
  await enter(planner.answer.getByRole("textbox", { name: "Port" }).last(), "9000");
  await planner.planHas((plan) => plan.backend_server_groups[0].health_check.port, 9000);
  await planner.tab("Rules to add").click();
  expect(await planner.rows()).toEqual([row("UDP 9000"), row("ICMP all")]);
  await planner.answer.getByRole("button", { name: "Apply all" }).click();
  await expect(planner.headline).toHaveText("Nothing to add");
});

test("what is typed shows on the board letter by letter and is one step", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(await sample("shop"));
  await planner.form("server-6");
  const name = planner.answer.getByRole("textbox", { name: "Name" });
  await name.fill("");
  await name.pressSequentially("ledger");
  await expect(planner.node("server-6")).toContainText("ledger");
  await expect(name).toBeFocused();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(planner.node("server-6")).toContainText("db-1");
});

test("a wrong address is told of where it is typed, and the plan keeps the last one", async ({
  page,
}) => {
  const planner = new Planner(page);
  await planner.open(await sample("shop"));
  await planner.form("server-6");
  const address = planner.answer.getByRole("textbox", { name: "IPv4 address" });
  await address.fill("10.0.4.999");
  await expect(planner.answer).toContainText("is not an IPv4 address");
  await expect(address).toHaveAttribute("aria-invalid", "true");
  await planner.planHas((plan) => plan.servers[5].ipv4, "10.0.4.11");
  await enter(address, "10.0.9.9");
  await expect(planner.answer).toContainText("outside of");
  await planner.planHas((plan) => plan.servers[5].ipv4, "10.0.9.9");
  await expect(planner.node("server-6")).toHaveClass(/\bfaulty\b/);
});

test("everything that is dragged can be chosen in a form as well", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(await sample("shop"));
  await planner.form("server-6");
  const choose = (name, option) =>
    planner.answer.getByRole("combobox", { name, exact: true }).selectOption(option);
  await choose("Subnet", { label: "subnet-dns (10.0.3.0/24)" });
  await planner.planHas((plan) => plan.servers[5].subnet, "subnet-3");
  await pick(planner.answer.getByRole("button", { name: "Add a security group…" }).first(), "sg-web");
  await planner.planHas((plan) => plan.servers[5].security_groups, ["sg-4", "sg-1"]);
  const before = (await planner.plan()).servers[5].position[0];
  await planner.answer.getByRole("button", { name: "Move right" }).click();
  await planner.planHas((plan) => plan.servers[5].position[0] > before, true);
});

test("a rule written by hand opens what it lets in", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(await sample("shop"));
  await planner.form("sg-3");
  await planner.answer.getByRole("button", { name: "Add inbound rule" }).click();
  const choose = (name, option) =>
    planner.answer.getByRole("combobox", { name, exact: true }).selectOption(option);
  await choose("Protocol", { label: "UDP" });
  await enter(planner.answer.getByRole("textbox", { name: "Ports" }), "53");
  await planner.tab("Rules to add").click();
  await expect(planner.headline).toHaveText("2 rules to add");
  await expect(planner.node("server-4").locator(".badge text")).toHaveText("sg-dns");
});
