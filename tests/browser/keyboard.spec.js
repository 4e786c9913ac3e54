// Everything without a mouse.
import { test, expect, slow } from "./fixtures.js";
import { Planner, crowd, sample, settled } from "./planner.js";

async function shop(page) {
  const planner = new Planner(page);
  await planner.open(await sample("shop"));
  await expect(planner.node("server-1")).toBeVisible();
  return planner;
}

/** Presses Tab until something has the focus. */
async function tabTo(page, locator, most = 60) {
  for (let step = 0; step < most; step += 1) {
    await page.keyboard.press("Tab");
    if (await locator.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error("the focus never came there");
}

test("a node is reached by Tab, moved by arrows, opened by Enter and deleted", async ({ page }) => {
  const planner = await shop(page);
  const node = planner.thing(/^Server db-2/);
  const place = (plan) => plan.servers.find((it) => it.name === "db-2")?.position;
  await tabTo(page, node);
  const before = place(await planner.plan());
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await planner.planHas(place, [before[0] + 8, before[1] + 48]);
  await expect(node).toBeFocused();
  await expect(node).toHaveAttribute("aria-pressed", "true");
  // Steps in a row are one step to take back.
  await page.keyboard.press("Control+z");
  await planner.planHas(place, before);

  await page.keyboard.press("Enter");
  await expect(planner.tab("db-2")).toHaveAttribute("aria-selected", "true");
  await node.focus();
  await page.keyboard.press("Delete");
  await expect(node).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(node).toHaveCount(1);
});

test("a plan grows by single keys", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open();
  for (const key of ["l", "g", "s"]) await page.keyboard.press(key);
  await planner.planHas((plan) => plan.backend_server_groups[0].members.length, 1);
  await planner.planHas((plan) => plan.vpcs.length, 1);
  await expect(planner.headline).toHaveText("1 rule to add");
  await page.keyboard.press("Control+Enter");
  await expect(planner.headline).toHaveText("Nothing to add");
});

test("letters typed into a field give no command", async ({ page }) => {
  const planner = await shop(page);
  const name = page.getByRole("textbox", { name: "Name of the plan" });
  await name.fill("");
  await name.pressSequentially("vnlgsirapt");
  await planner.planHas((plan) => plan.name, "vnlgsirapt");
  await planner.planHas((plan) => plan.vpcs.length, 1);
  await name.press("Escape");
});

test("commands and things are found by what is typed", async ({ page }) => {
  const planner = await shop(page);
  await page.keyboard.press("Control+k");
  const field = planner.dialog.getByRole("combobox");
  await expect(field).toBeFocused();
  await field.fill("10.0.3.12");
  await expect(planner.dialog.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(planner.dialog).toHaveCount(0);
  await expect(planner.node("server-5")).toHaveClass(/\bselected\b/);
  await planner.command("Show the trace");
  await expect(planner.tab("Trace")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Control+k");
  await field.fill("no such thing");
  await expect(planner.dialog).toContainText("Nothing is called that.");
  await page.keyboard.press("Escape");
  await expect(planner.dialog).toHaveCount(0);
});

for (const [button, name] of [
  ["Share this plan", "Share this plan"],
  ["Export rules", "Export rules"],
  ["Show the keyboard shortcuts", "Keyboard and mouse"],
]) {
  test(`the dialog '${name}' keeps the focus and gives it back`, async ({ page }) => {
    const planner = await shop(page);
    const opener = page.getByRole("button", { name: button });
    for (const close of ["Escape", "button", "beside"]) {
      await opener.focus();
      await page.keyboard.press("Enter");
      const dialog = page.getByRole("dialog", { name });
      await expect(dialog).toBeVisible();
      // Behind the last field come the browser's own controls, and then the first field again.
      // The dialog may be replaced by a fuller one once that is loaded, so the page is asked, in one look.
      const isInside = () => page.evaluate(() => document.activeElement?.closest("dialog") != null);
      await expect.poll(isInside).toBe(true);
      const isKept = () => document.activeElement === document.body || document.activeElement?.closest("dialog") != null;
      for (let step = 0; step < 20 || !(await isInside()); step += 1) {
        await page.keyboard.press("Tab");
        expect(await page.evaluate(isKept)).toBe(true);
      }
      if (close === "Escape") await page.keyboard.press("Escape");
      if (close === "button") await dialog.getByRole("button", { name: "Close", exact: true }).press("Enter");
      if (close === "beside") await page.mouse.click(5, 5);
      await expect(planner.dialog).toHaveCount(0);
      await expect(opener).toBeFocused();
    }
  });
}

test("a key pressed the moment the board is there is not lost", async ({ page }) => {
  await page.addInitScript(() => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector('[id="node-server-1"]')) return;
      observer.disconnect();
      window.dispatchEvent(new KeyboardEvent("keydown", { key: "?", shiftKey: true, cancelable: true }));
    });
    observer.observe(document, { childList: true, subtree: true });
  });
  const planner = new Planner(page);
  await planner.open(crowd("Large", 600));
  await expect(planner.dialog.getByRole("heading", { name: "Keyboard and mouse" })).toBeVisible();
});

const [CONTROL, SHIFT] = [2, 8];
const codes = { Escape: 27, Enter: 13, ArrowDown: 40 };

/** Presses keys so fast that the browser hears of the next before the page drew what the last did. */
async function rush(page, keys) {
  const session = await page.context().newCDPSession(page);
  const events = keys.flatMap(([key, modifiers = 0]) => {
    const press = { key, modifiers, windowsVirtualKeyCode: codes[key] ?? 0 };
    const isLetter = key.length === 1 && !modifiers;
    const down = isLetter ? { type: "keyDown", text: key } : { type: "rawKeyDown" };
    return [
      { ...down, ...press },
      { type: "keyUp", ...press },
    ];
  });
  await Promise.all(events.map((event) => session.send("Input.dispatchKeyEvent", event)));
}

test("keys pressed faster than the page draws are not lost", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(crowd("Large", 300));
  await slow(page, 4);
  await rush(page, [
    ["e", CONTROL],
    ["Escape"],
    ["?", SHIFT],
    ["Escape"],
    ["e", CONTROL],
    ["Escape"],
    ["k", CONTROL],
  ]);
  const field = planner.dialog.getByRole("combobox");
  await expect(field).toBeFocused();
  // The browser tells the dialogs before that they were closed, and does so late. It closes no other.
  await settled(page);
  await expect(field).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(planner.dialog).toHaveCount(0);
});

test("what is typed and entered in one rush finds what was typed", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(crowd("Large", 300, (at) => `host-${at}`));
  await page.keyboard.press("Control+k");
  await expect(planner.dialog.getByRole("combobox")).toBeFocused();
  await slow(page, 4);
  await rush(page, [..."host-29", "ArrowDown", "ArrowDown", "Enter"].map((key) => [key]));
  // `host-29`, `host-290`, `host-291`, in this order.
  await expect(planner.node("server-292")).toHaveClass(/\bselected\b/);
});
