// From the red thing to its reason: the box beside a line, a cross or a badge, and the one at the head
// of a form.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test, expect } from "./fixtures.js";
import { Planner, sample, settled } from "./planner.js";
import { violations } from "./axe.js";

const reason = (page) => page.locator("#reason");

async function opened(page, id = "shop") {
  const planner = new Planner(page);
  await planner.open(await sample(id));
  await expect(planner.node("server-1")).toBeVisible();
  return planner;
}

/** The mark where the line to a member is stopped. */
const cross = (planner, member) => planner.board.locator(`.stop[data-why="${member}"]`);

/** The area that two boxes share. */
const overlap = (one, other) => {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return Math.max(width, 0) * Math.max(height, 0);
};

test("a click on a cross says what stops there, and applying it opens the line", async ({ page }) => {
  const planner = await opened(page);
  const mark = cross(planner, "member-2");
  await expect(mark).toHaveAccessibleName("Stopped at the network ACL. Press for the reason");
  await expect(mark).toHaveAccessibleDescription(/^Backend server group web.* Server web-2/);
  await mark.click();
  const box = reason(page);
  await expect(box.getByRole("heading")).toHaveText("web-2 gets nothing from web");
  await expect(box.locator(".reason-head p")).toHaveText("HTTP traffic and health check, IPv4, stop twice.");
  const barriers = box.locator(".barrier");
  await expect(barriers).toHaveCount(2);
  // In the order in which packets come to them.
  await expect(barriers.nth(0)).toContainText("acl-web denies TCP 8000-8999 in rule 3");
  await expect(barriers.nth(0)).toContainText("Allow TCP 8080-8081");
  await expect(barriers.nth(0)).toContainText("above rule 3");
  await expect(barriers.nth(1)).toContainText("sg-web has no rule that lets it in");
  // What it speaks of stays in sight, and stands out.
  const [shown, pressed] = [await box.boundingBox(), await mark.boundingBox()];
  expect(overlap(shown, pressed)).toBe(0);
  const card = await planner.node("server-2").boundingBox();
  expect(overlap(shown, card)).toBeLessThan(0.05 * card.width * card.height);
  await expect(planner.board.locator(".wire.lit")).toHaveCount(1);
  await expect(planner.node("server-2")).toHaveClass(/\bselected\b/);

  await barriers.nth(1).getByRole("button", { name: /^Apply/ }).click();
  await expect(barriers).toHaveCount(1);
  await expect(box.locator(".reason-head p")).toHaveText("HTTP traffic and health check, IPv4, stop once.");
  await barriers.nth(0).getByRole("button", { name: /^Apply/ }).click();
  await expect(box.getByRole("heading")).toHaveText("web-2 gets everything from web");
  await expect(box.locator(".passage")).toContainText("sg-web");
  await expect(mark).toHaveCount(0);
});

test("both are applied as one step, which one undo takes back", async ({ page }) => {
  const planner = await opened(page);
  await cross(planner, "member-2").click();
  const box = reason(page);
  await box.getByRole("button", { name: "Apply both" }).click();
  await expect(box.getByRole("heading")).toHaveText("web-2 gets everything from web");
  await expect(planner.notice).toContainText("2 changes applied.");
  await expect(box).toBeFocused();
  await page.keyboard.press("Control+z");
  await expect(box.getByRole("heading")).toHaveText("web-2 gets nothing from web");
});

test("Escape and a click beside close the box, a drag of the ground does not", async ({ page }) => {
  const planner = await opened(page);
  const mark = cross(planner, "member-2");
  await mark.click();
  await expect(reason(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(reason(page)).toHaveCount(0);
  // Escape did nothing else.
  await expect(planner.node("server-2")).toHaveClass(/\bselected\b/);
  await expect(mark).toBeFocused();

  await mark.click();
  const before = await reason(page).boundingBox();
  await planner.drag({ x: 230, y: 400 }, { x: 222, y: 380 });
  await expect.poll(async () => (await reason(page).boundingBox()).x).not.toBe(before.x);
  await page.mouse.click(224, 420);
  await expect(reason(page)).toHaveCount(0);
  for (const beside of [planner.headline, page.locator(".footer")]) {
    await mark.click();
    await expect(reason(page)).toBeVisible();
    await beside.click({ position: { x: 3, y: 3 } });
    await expect(reason(page)).toHaveCount(0);
  }
});

test("a click on a card selects it, and a click on a line or a badge says its reason", async ({ page }) => {
  const planner = await opened(page);
  const grip = await planner.grip(planner.node("server-1"));
  await page.mouse.click(grip.x, grip.y);
  await expect(planner.node("server-1")).toHaveClass(/\bselected\b/);
  await expect(reason(page)).toHaveCount(0);

  await planner.node("server-1").locator(".badge").click();
  await expect(planner.node("sg-1").or(planner.board)).not.toHaveCount(0);
  await expect(reason(page).getByRole("heading")).toHaveText("sg-web stops what web-1 needs");
  await expect(reason(page).locator(".barrier")).toHaveCount(1);

  // The line from the listener for chats to its group is open.
  const line = planner.board.locator('.wire[data-why^="listener-"]').filter({ has: page.locator(".strand.open") });
  const box = await line.first().boundingBox();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect(reason(page).getByRole("heading")).toContainText("gets everything");
  await expect(reason(page).locator(".passage li").first()).toBeVisible();
  await expect(reason(page).getByRole("button", { name: /^Apply/ })).toHaveCount(0);
});

test("the trace is asked about what is stopped", async ({ page }) => {
  const planner = await opened(page);
  await cross(planner, "member-2").click();
  await reason(page).getByRole("button", { name: "Trace" }).click();
  await expect(planner.tab("Trace")).toHaveAttribute("aria-selected", "true");
  await expect(reason(page)).toHaveCount(0);
  await expect(planner.answer.locator("#ask-ports")).toHaveValue("8080");
  await expect(planner.answer.locator(".traced")).toContainText("web-2");
});

test("a rule leads to its card in the answer, however far down it is", async ({ page }) => {
  const planner = await opened(page);
  await page.keyboard.press("4");
  await cross(planner, "member-2").click();
  await reason(page).getByRole("button", { name: /^Allow TCP 8080-8081/ }).last().click();
  await expect(planner.tab("Rules to add")).toHaveAttribute("aria-selected", "true");
  const card = planner.changes.filter({ hasText: "No rule of sg-web" });
  await expect(card).toBeFocused();
  await expect(card).toHaveClass(/\blit\b/);

  // Sixty servers, each with a security group of its own.
  const plan = JSON.parse(await sample("shop"));
  const [first] = plan.servers;
  const group = plan.backend_server_groups.find((it) => it.members.some(({ target }) => target === first.id));
  for (let at = 1; at <= 60; at += 1) {
    const [id, worn] = [`server-${100 + at}`, `sg-${100 + at}`];
    plan.security_groups.push({ id: worn, name: `own-${at}` });
    plan.servers.push({ id, name: `more-${at}`, subnet: first.subnet, ipv4: `10.0.2.${100 + at}`, security_groups: [worn] });
    group.members.push({ id: `member-${100 + at}`, target: id, port: 8080 });
  }
  await planner.openFile("many.json", plan);
  await expect(planner.headline).toContainText("rules to add");
  await planner.command("more-60");
  await page.keyboard.press("w");
  await expect(reason(page).getByRole("heading")).toContainText("more-60");
  await reason(page).getByRole("button", { name: "Show in the answer" }).click();
  await expect(planner.changes.and(page.locator(":focus"))).toContainText("No rule of own-60");
  await planner.command("more-60");
  await page.keyboard.press("w");
  await reason(page).locator(".barrier").first().getByRole("button", { name: /^Allow/ }).first().click();
  await expect(planner.changes.filter({ hasText: "above rule 3" }).first()).toBeFocused();
});

test("everything is reached by the keyboard, and the focus comes back", async ({ page }) => {
  const planner = await opened(page);
  const mark = cross(planner, "member-1");
  await planner.board.locator(".node").last().focus();
  for (let step = 0; step < 10; step += 1) {
    await page.keyboard.press("Tab");
    if (await mark.evaluate((it) => it === document.activeElement)) break;
  }
  await expect(mark).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(reason(page)).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(reason(page).getByRole("button", { name: "Close" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(mark).toBeFocused();

  // A letter says it of what is selected.
  await planner.node("server-4").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("w");
  await expect(reason(page).getByRole("heading")).toContainText("dns-1");
  await page.keyboard.press("Escape");
  await expect(planner.node("server-4")).toBeFocused();
});

test("the form of a server begins with what comes to it and why", async ({ page }) => {
  const planner = await opened(page);
  await planner.form("server-2");
  const box = planner.answer.locator(".outcome");
  await expect(box.locator(".outcome-title")).toHaveText("Gets no traffic and looks unhealthy");
  await expect(box.locator(".outcome-head")).toContainText("2 rules are missing, in sg-web and acl-web.");
  const lines = box.locator(".outcome-line");
  await expect(lines).toHaveText([
    /Stopped: *HTTP traffic of webTCP 8080, IPv4from 10\.0\.1\.0\/24: acl-web rule 3, sg-web/,
    /Stopped: *Health check of webTCP 8081, IPv4from 10\.0\.1\.0\/24: acl-web rule 3, sg-web/,
    /Passes: *Answers of web-2any, IPv4/,
  ]);
  await box.getByRole("button", { name: "Apply 2 rules" }).click();
  await expect(box.locator(".outcome-title")).toHaveText("Passes");
  await expect(box.getByRole("button", { name: /^Apply/ })).toHaveCount(0);
  await box.getByRole("button", { name: "Trace" }).click();
  await expect(planner.tab("Trace")).toHaveAttribute("aria-selected", "true");
});

test("a server to which nothing is sent says so, and a group sums its members up", async ({ page }) => {
  const planner = new Planner(page);
  const plan = JSON.parse(await sample("shop"));
  const [first] = plan.servers;
  plan.servers.push({ id: "server-99", name: "spare", subnet: first.subnet, ipv4: "10.0.2.99", security_groups: first.security_groups });
  await planner.open(plan);
  await planner.command("spare");
  await page.keyboard.press("2");
  await expect(planner.answer.locator(".outcome")).toHaveText("Nothing is sent to it");
  const group = plan.backend_server_groups.find((it) => it.name === "web");
  await planner.node(group.id).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("2");
  await expect(planner.answer.locator(".outcome-title")).toHaveText("Both members of web are blocked");
  const sum = planner.answer.locator(".sum").first();
  await expect(sum).toContainText("Gets no traffic and looks unhealthy");
  await sum.getByRole("button", { name: "Why?" }).click();
  await expect(reason(page).getByRole("heading")).toHaveText("web-1 gets nothing from web");
});

test("each mark of the board says what it means to who points at it", async ({ page }) => {
  const planner = await opened(page, "everything-wrong");
  const mute = await planner.board.evaluate((board) => {
    const marks = [...board.querySelectorAll(".wire, .stop, .badge[data-why], .handle, .fault")];
    return [marks.length, marks.filter((it) => !it.querySelector(":scope > title")?.textContent).map((it) => it.outerHTML)];
  });
  expect(mute[0]).toBeGreaterThan(20);
  expect(mute[1]).toEqual([]);
  for (const entry of await page.locator(".legend span").all()) {
    expect((await entry.getAttribute("title")).length).toBeGreaterThan(20);
  }
});

test("on a phone the box is a sheet, above which the thing stays in sight", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const planner = await opened(page);
  const mark = cross(planner, "member-5");
  await mark.focus();
  await page.keyboard.press("Enter");
  const box = reason(page);
  await expect(box).toHaveAttribute("data-side", "sheet");
  const shown = await box.boundingBox();
  expect(shown.width).toBeGreaterThan(385);
  expect(shown.y + shown.height).toBeGreaterThan(700);
  await expect.poll(async () => overlap(await mark.boundingBox(), await box.boundingBox())).toBe(0);
  const { y } = await mark.boundingBox();
  expect(y).toBeGreaterThan(50);
  await box.getByRole("button", { name: "Close" }).click();
  await expect(box).toHaveCount(0);
});

for (const theme of ["light", "dark"]) {
  test(`the audit finds nothing in the box and in the help, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    const planner = await opened(page);
    await cross(planner, "member-2").click();
    await expect(reason(page)).toBeVisible();
    expect(await violations(page, "#reason")).toEqual([]);
    await page.keyboard.press("Escape");
    await page.locator(".footer").getByRole("button", { name: "Help", exact: true }).click();
    await expect(planner.dialog).toBeVisible();
    expect(await violations(page, ".dialog")).toEqual([]);
  });
}

test("the settings are found by what people call them", async ({ page }) => {
  const planner = await opened(page);
  for (const words of ["settings", "reading", "stateful"]) {
    await page.keyboard.press("Control+k");
    await planner.dialog.getByRole("combobox").fill(words);
    await expect(planner.dialog.getByRole("option").first()).toContainText("Settings: readings and scope");
    await page.keyboard.press("Enter");
    await expect(page.locator("#form-plan-settings")).toBeFocused();
    await page.keyboard.press("1");
  }
  await page.locator(".footer").getByRole("button", { name: "Settings" }).click();
  await expect(page.locator("#form-plan-settings")).toBeFocused();
  // A choice leaves the form where it is.
  await page.locator("#form-plan-network-acl-state").selectOption({ index: 2 });
  await expect(page.locator("#form-plan-settings")).toBeVisible();
  await planner.planHas((plan) => plan.settings.network_acl_state, "stateless");
});

test("help leads to the documentation, to the keys and to the settings", async ({ page }) => {
  const planner = await opened(page);
  await page.locator(".footer").getByRole("button", { name: "Help", exact: true }).click();
  await expect(planner.dialog.getByRole("heading", { name: "Help" })).toBeVisible();
  await planner.dialog.getByRole("button", { name: /^Show the keyboard shortcuts/ }).click();
  await expect(planner.dialog.getByRole("heading", { name: "Keyboard and mouse" })).toBeVisible();
  await page.keyboard.press("Escape");
});

const hasDocs = existsSync(fileURLToPath(new URL("../../dist/docs/index.html", import.meta.url)));

test("a clause leads to its own page beside the planner, and that to the vendor's", async ({ page, context }) => {
  test.skip(!hasDocs, "the documentation is not built here");
  const planner = await opened(page);
  await expect(page.locator('meta[name="documentation"]')).toHaveAttribute("content", "./docs/");
  const links = planner.answer.locator("a.clause");
  await expect(links.first()).toHaveAttribute("href", /^\.\/docs\/clauses\/[a-z0-9-]+\.html$/);
  const [other] = await Promise.all([context.waitForEvent("page"), links.first().click()]);
  await expect(other.locator(".md-content")).toContainText("What the guide says");
  await expect(other.locator('.md-content a[href^="https://support.huaweicloud.com/"]').first()).toBeVisible();
  await other.close();
  // Within the search and the help too.
  await page.locator(".footer").getByRole("button", { name: "Help", exact: true }).click();
  await expect(planner.dialog.getByRole("link", { name: /^My backend is unhealthy/ })).toHaveAttribute(
    "href",
    "./docs/unhealthy.html",
  );
  await page.keyboard.press("Escape");
  const [handbook] = await Promise.all([context.waitForEvent("page"), planner.command("My backend is unhealthy")]);
  await expect(handbook.locator("h1")).toContainText("My backend is unhealthy");
});

test("where there is no documentation beside it, a clause leads to the vendor's page", async ({ page }) => {
  await page.goto("elb-rule-planner.html");
  const planner = new Planner(page);
  await expect(planner.board).toBeVisible();
  await expect(page.locator('meta[name="documentation"]')).toHaveCount(0);
  await expect(planner.answer.locator("a.clause").first()).toHaveAttribute("href", /^https:\/\/support\.huaweicloud\.com\//);
  await page.locator(".footer").getByRole("button", { name: "Help", exact: true }).click();
  await expect(planner.dialog.getByRole("link")).toHaveCount(1);
  await settled(page);
});
