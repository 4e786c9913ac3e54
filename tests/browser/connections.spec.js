import { test, expect } from "./fixtures.js";
import { Planner, enter, sample } from "./planner.js";

/** The planner with the first sample. */
async function opened(page) {
  const planner = new Planner(page);
  await planner.open(await sample("shop"));
  return planner;
}

/** The planner with the first sample, and connections between things with these names. */
async function openedWith(page, ...connections) {
  const plan = JSON.parse(await sample("shop"));
  const named = [...plan.servers, ...plan.subnets, ...plan.backend_server_groups];
  const end = (name) => named.find((it) => it.name === name)?.id ?? name;
  plan.connections = connections.map(({ from, to, ...rest }, at) => ({
    id: `connection-${at + 1}`,
    kind: "must_reach",
    from: end(from),
    to: end(to),
    ...rest,
  }));
  const planner = new Planner(page);
  await planner.open(plan);
  return planner;
}

/** A connection over one TCP port. */
const lookup = { from: "chat-1", to: "dns-1", protocol: "tcp", ports: "5432" };

/** The only connection of the plan, once that is as it should be. */
const planHas = (planner, wanted) => planner.planHas((plan) => plan.connections, [expect.objectContaining(wanted)]);

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

test("a click on its row edits a connection, as one step", async ({ page }) => {
  const planner = await openedWith(page, lookup);
  const row = page.locator(".own-connection").getByRole("button", { name: /^Edit/ });
  await row.click();
  const dialog = page.getByRole("dialog", { name: "Edit connection" });
  await expect(dialog.getByLabel("To", { exact: true })).toHaveValue("dns-1");
  await expect(dialog.locator("#connection-name")).toHaveAttribute("placeholder", "Called by its ends");
  await dialog.locator("#connection-kind").selectOption("Must not reach");
  await dialog.getByLabel("To", { exact: true }).selectOption("dns-2");
  await dialog.getByLabel("Protocol").selectOption("UDP");
  await dialog.locator("#connection-name").fill("Names");
  await dialog.locator("#connection-description").fill("Ticket 7");
  // What was typed last counts, though its field was not left.
  await dialog.locator("#connection-ports").fill("53");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(row).toBeFocused();
  await expect(row).toContainText("Names: chat-1 must not reach dns-2, UDP 53");
  await expect(row).toContainText("Ticket 7");
  await expect(page.locator(".own-line.label text")).toContainText("Names: must not reach, UDP 53");
  await planHas(planner, { name: "Names", description: "Ticket 7", protocol: "udp", ports: "53" });
  await page.keyboard.press("Control+z");
  await expect(row).toContainText("chat-1 must reach dns-1, TCP 5432");
  await expect(row).not.toContainText("Names");
  await expect(page.getByRole("button", { name: /^Undo/ })).toBeDisabled();
});

test("cancel and Escape leave a connection as it was", async ({ page }) => {
  await openedWith(page, lookup);
  const row = page.locator(".own-connection").getByRole("button", { name: /^Edit/ });
  for (const leave of [
    (dialog) => dialog.getByRole("button", { name: "Cancel" }).click(),
    (dialog) => dialog.getByRole("button", { name: "Cancel" }).press("Escape"),
  ]) {
    await row.click();
    const dialog = page.getByRole("dialog");
    await enter(dialog.locator("#connection-ports"), "80");
    await dialog.getByLabel("Protocol").selectOption("UDP");
    await leave(dialog);
    await expect(dialog).toHaveCount(0);
    await expect(row).toBeFocused();
    await expect(row).toContainText("chat-1 must reach dns-1, TCP 5432");
  }
  await expect(page.getByRole("button", { name: /^Undo/ })).toBeDisabled();
});

test("a click on its label on the board edits a connection", async ({ page }) => {
  const planner = await openedWith(page, { ...lookup, name: "Lookup" });
  const label = planner.board.getByRole("button", { name: "Edit Lookup: TCP 5432, stopped" });
  await label.click();
  const dialog = page.getByRole("dialog", { name: "Edit connection" });
  await expect(dialog.locator("#connection-name")).toHaveValue("Lookup");
  await dialog.locator("#connection-ports").fill("5433");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toHaveCount(0);
  const changed = planner.board.getByRole("button", { name: "Edit Lookup: TCP 5433, stopped" });
  await expect(changed).toBeFocused();
  await expect(changed.locator("text")).toHaveText("Lookup: TCP 5433, stopped");
  await planHas(planner, { name: "Lookup", ports: "5433" });
});

test("a drag that begins on a label moves the board and opens nothing", async ({ page }) => {
  const planner = await openedWith(page, lookup);
  const label = page.locator(".own-line.label");
  const before = await label.boundingBox();
  const from = await planner.middle(label);
  await planner.drag(from, { x: from.x - 80, y: from.y + 40 });
  await expect.poll(async () => Math.round((await label.boundingBox()).x - before.x)).toBe(-80);
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("the keyboard alone edits a connection on the board and removes it", async ({ page }) => {
  const planner = await openedWith(page, lookup, { from: "web-1", to: "dns-1", protocol: "tcp", ports: "53" });
  const first = page.locator("#label-connection-1");
  // The labels come behind what is drawn.
  await planner.board.locator("[data-id]").last().focus();
  for (let steps = 0; steps < 20; steps += 1) {
    await page.keyboard.press("Tab");
    if (await first.evaluate((it) => it === document.activeElement)) break;
  }
  await expect(first).toBeFocused();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Edit connection" });
  await expect(dialog).toBeVisible();
  const tabTo = async (control) => {
    for (let steps = 0; steps < 20; steps += 1) {
      if (await control.evaluate((it) => it === document.activeElement)) return;
      await page.keyboard.press("Tab");
    }
    await expect(control).toBeFocused();
  };
  await tabTo(dialog.locator("#connection-ports"));
  await page.keyboard.press("Control+a");
  await page.keyboard.type("443");
  await tabTo(dialog.locator("#connection-name"));
  await page.keyboard.type("Web");
  await tabTo(dialog.getByRole("button", { name: "Save" }));
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect(first).toBeFocused();
  await expect(first.locator("text")).toHaveText("Web: TCP 443, stopped");
  // Whatever is selected stays: the key is about the label.
  await page.keyboard.press("Delete");
  await expect(first).toHaveCount(0);
  await expect(page.locator("#label-connection-2")).toBeFocused();
  await planner.planHas((plan) => plan.connections.map((it) => it.id), ["connection-2"]);
  await planner.planHas((plan) => plan.servers.length, 7);
  await page.keyboard.press("Control+z");
  await expect(first).toHaveCount(1);
});

test("the dialog of all connections edits one and goes on with the new one", async ({ page }) => {
  await openedWith(page, lookup);
  await page.keyboard.press("c");
  const dialog = page.getByRole("dialog", { name: "Connections" });
  await dialog.getByLabel("From", { exact: true }).selectOption("web-1");
  await dialog.locator("#connection-name").fill("New one");
  const row = dialog.locator(".own-connection").getByRole("button", { name: /^Edit/ });
  await row.focus();
  await page.keyboard.press("Enter");
  await expect(dialog.locator("#connection-kind")).toBeFocused();
  await expect(dialog.locator("#connection-ports")).toHaveValue("5432");
  await expect(row).toHaveAttribute("aria-current", "true");
  await expect(dialog.getByRole("button", { name: /^Remove/ })).toBeDisabled();
  await enter(dialog.locator("#connection-ports"), "25");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(row).toBeFocused();
  await expect(row).toContainText("TCP 25");
  // The one that was begun is there again.
  await expect(dialog.locator("#connection-name")).toHaveValue("New one");
  await expect(dialog.getByLabel("From", { exact: true })).toHaveValue("web-1");
  await dialog.getByLabel("To", { exact: true }).selectOption("dns-2");
  await dialog.getByRole("button", { name: "Add connection" }).click();
  await expect(dialog.locator(".own-connection")).toHaveCount(2);
  await expect(dialog.locator(".own-connection").last()).toContainText("New one: web-1 must reach dns-2");
});

test("ICMP messages are kept, and those that are chosen count", async ({ page }) => {
  const planner = await openedWith(page, { from: "chat-1", to: "dns-1", protocol: "icmp", icmp: "3/4" });
  const row = page.locator(".own-connection").getByRole("button", { name: /^Edit/ });
  await row.click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.locator("#connection-icmp-type")).toHaveValue("3");
  await expect(dialog.locator("#connection-icmp-code")).toHaveValue("4");
  await dialog.locator("#connection-name").fill("Path MTU");
  // Another protocol has no use for them, and does not take them away.
  await dialog.getByLabel("Protocol").selectOption("TCP");
  await dialog.getByLabel("Protocol").selectOption("ICMP");
  await dialog.getByRole("button", { name: "Save" }).click();
  await planHas(planner, { name: "Path MTU", protocol: "icmp", icmp: "3/4" });
  await row.click();
  await dialog.locator("#connection-icmp").selectOption("Echo request");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(row).toContainText("ICMP echo request");
  await planHas(planner, { icmp: "8/0" });
});

test("what cannot be sent is said where it is chosen, and what cannot be read is not lost", async ({ page }) => {
  const planner = await openedWith(page, lookup);
  await page.locator(".own-connection").getByRole("button", { name: /^Edit/ }).click();
  const dialog = page.getByRole("dialog");
  const to = dialog.getByLabel("To", { exact: true });
  await to.selectOption("chat-1");
  await expect(to).toHaveAccessibleDescription("Both ends are the same, so nothing is sent. Choose another one.");
  await to.selectOption("An address…");
  const block = dialog.locator("#connection-to-address");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(block).toBeFocused();
  await expect(block).toHaveAccessibleDescription("Enter an address or a block, such as 10.0.1.0/24.");
  await enter(block, "2001:db8::/64");
  await expect(block).toHaveAccessibleDescription(
    "One end has IPv4 addresses, the other IPv6. Choose ends that share a family.",
  );
  await to.selectOption("dns-2");
  await dialog.getByLabel("Protocol").selectOption("ICMPv6");
  await expect(dialog.getByLabel("Protocol")).toHaveAccessibleDescription(/^ICMPv6 is IPv6/);
  await dialog.getByLabel("Protocol").selectOption("TCP");
  const ports = dialog.locator("#connection-ports");
  await ports.fill("80-");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(ports).toBeFocused();
  await expect(ports).toHaveValue("80-");
  await expect(ports).toHaveAccessibleDescription(/^80- is not a port/);
  await ports.fill("80-90");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toHaveCount(0);
  await planHas(planner, { ports: "80-90", protocol: "tcp" });
});

test("an end that is not chosen is asked for", async ({ page }) => {
  await opened(page);
  await page.keyboard.press("c");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Add connection" }).click();
  const from = dialog.getByLabel("From", { exact: true });
  await expect(from).toBeFocused();
  await expect(from).toHaveAccessibleDescription("Choose an end.");
  await expect(dialog.locator(".own-connection")).toHaveCount(0);
});

for (const width of [320, 390]) {
  test(`the form and the list fit into ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 780 });
    await openedWith(page, { ...lookup, name: "A name that is longer than the list is wide, for once" });
    await page.keyboard.press("c");
    const dialog = page.getByRole("dialog");
    await dialog.locator(".own-words").click();
    await dialog.getByLabel("To", { exact: true }).selectOption("An address…");
    await dialog.locator("#connection-to-address").fill("no address");
    for (const part of [dialog, dialog.locator(".dialog-body"), page.locator("html")]) {
      expect(await part.evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(0);
    }
  });
}

test("the focus goes to the row beside one that is removed", async ({ page }) => {
  await openedWith(page, lookup, { ...lookup, ports: "53" });
  const rows = page.locator(".own-words");
  await page.getByRole("button", { name: /^Remove/ }).first().focus();
  await page.keyboard.press("Enter");
  await expect(rows).toHaveCount(1);
  await expect(rows).toBeFocused();
  await expect(rows).toContainText("TCP 53");
});
