// The page on screens of every width, and what assistive technology finds in it.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test, expect } from "./fixtures.js";
import { Planner, sample } from "./planner.js";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The faults that the audit finds, each with its place. */
async function audit(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const violations = await page.evaluate(async () => (await window.axe.run()).violations);
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
  );
  // A card on the board is called by its name; the audit would have every badge and address in it
  // as well, letter by letter.
  const mute = await page.locator(".node[data-id]").evaluateAll((nodes) =>
    nodes
      .filter((node) => {
        // From farther away a card has less room for its name, or none.
        const title = node.querySelector(".title, .name")?.firstChild.textContent ?? "";
        return !title.split("…").every((part) => node.getAttribute("aria-label").includes(part));
      })
      .map((node) => `${node.id} does not say its name`),
  );
  return [...found.filter((it) => !it.startsWith("label-content-name-mismatch: #node-")), ...mute];
}

/** Everything that can be pressed and is smaller than 24 pixels. */
const small = (page) =>
  page.evaluate(() => {
    const pressed = "button, summary, a[href], input, select, textarea, [role=button], [role=option]";
    const isShown = (it) => it.checkVisibility() && !it.closest(".visually-hidden, svg");
    return [...document.querySelectorAll(pressed)]
      .filter((it) => isShown(it) && it.id !== "open-file")
      .map((it) => it.closest("label") ?? it)
      .map((it) => [it, it.getBoundingClientRect()])
      .filter(([, { width, height }]) => width < 23.9 || height < 23.9)
      .map(([it, { width, height }]) => `${it.className || it.tagName} '${it.textContent}': ${width} × ${height}`);
  });

/** The elements that stick out of the window to the side. */
const overflow = (page) =>
  page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const out = [...document.querySelectorAll("button, input, h2, p, code, select")]
      .filter((it) => it.checkVisibility() && !it.closest("svg, .footer, .visually-hidden, .preview"))
      .filter((it) => !it.classList.contains("visually-hidden"))
      .map((it) => [it, it.getBoundingClientRect()])
      .filter(([, { left, right, width }]) => width > 1 && (left < -1 || right > clientWidth + 1))
      .map(([it]) => `${it.tagName}.${it.className} '${it.textContent.slice(0, 40)}'`);
    return scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide`, ...out] : out;
  });

for (const theme of ["light", "dark"]) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ colorScheme: theme });

    for (const id of ["shop", "everything-wrong", "empty"]) {
      test(`the audit finds nothing in any tab of '${id}'`, async ({ page }) => {
        test.setTimeout(90_000);
        const planner = new Planner(page);
        await planner.open(id === "empty" ? undefined : await sample(id));
        expect(await audit(page)).toEqual([]);
        await page.getByRole("tab", { name: "Outline" }).click();
        if (id !== "empty") await page.keyboard.press("Control+a");
        for (const key of ["1", "2", "3", "4"]) {
          await page.keyboard.press(key);
          expect(await audit(page), `the tab behind the key ${key}`).toEqual([]);
        }
      });
    }

    test("the audit finds nothing in the form of anything", async ({ page }) => {
      test.setTimeout(120_000);
      const planner = new Planner(page);
      await planner.open(await sample("everything-wrong"));
      for (const id of ["vpc-1", "subnet-2", "elb-1", "bsg-1", "server-1", "ip-1", "sg-1", "acl-1"]) {
        await planner.node(id).focus();
        for (const key of ["Enter", "Enter"]) await page.keyboard.press(key);
        await expect(planner.node(id)).toHaveClass(/\bselected\b/);
        expect(await audit(page), `the form of ${id}`).toEqual([]);
        expect(await small(page), `the form of ${id}`).toEqual([]);
      }
    });

    test("the audit finds nothing in any dialog", async ({ page }) => {
      test.setTimeout(90_000);
      const planner = new Planner(page);
      await planner.open(await sample("shop"));
      for (const keys of ["Control+e", "Control+k", "Shift+?", "c"]) {
        await page.keyboard.press(keys);
        await expect(planner.dialog).toBeVisible();
        expect(await audit(page), keys).toEqual([]);
        expect(await small(page), keys).toEqual([]);
        await page.keyboard.press("Escape");
        await expect(planner.dialog).toHaveCount(0);
      }
      await page.keyboard.press("Control+k");
      await planner.dialog.getByRole("combobox").fill("Open a sample");
      await page.keyboard.press("Enter");
      await expect(planner.dialog.locator("[data-sample]").first()).toBeVisible();
      expect(await audit(page)).toEqual([]);
      expect(await small(page)).toEqual([]);
    });

    test("the audit finds nothing in an error", async ({ page }) => {
      const planner = new Planner(page);
      await planner.open();
      await planner.openFile("broken.json", "{ broken");
      await expect(planner.notice).toBeVisible();
      expect(await audit(page)).toEqual([]);
    });
  });
}

for (const width of [1440, 1024, 900, 600, 360, 320]) {
  test(`nothing sticks out at ${width} pixels`, async ({ page }) => {
    test.setTimeout(60_000);
    await page.setViewportSize({ width, height: 720 });
    const planner = new Planner(page);
    await planner.open(await sample("everything-wrong"));
    const panes = page.locator(".pane-tabs").getByRole("tab");
    const isNarrow = width <= 900;
    await expect(panes).toHaveCount(isNarrow ? 3 : 0);
    const check = async (where) => {
      expect(await overflow(page), where).toEqual([]);
      expect(await small(page), where).toEqual([]);
    };
    await check("the board");
    if (isNarrow) {
      await panes.filter({ hasText: "Add" }).click();
      await expect(planner.palette).toBeVisible();
      await expect(planner.board).toBeHidden();
      await check("the palette");
      await panes.filter({ hasText: "Rules" }).click();
      await expect(planner.headline).toBeVisible();
    }
    for (const tab of await planner.answer.getByRole("tab").all()) {
      await tab.click();
      await check(await tab.textContent());
    }
    for (const keys of ["Control+e", "Control+k", "Shift+?", "c"]) {
      await page.keyboard.press(keys);
      await expect(planner.dialog, keys).toBeVisible();
      await check(keys);
      await page.keyboard.press("Escape");
      await expect(planner.dialog).toHaveCount(0);
    }
    if (isNarrow) {
      await panes.filter({ hasText: "Board" }).click();
      await expect(planner.node("elb-1")).toBeInViewport();
      expect(await audit(page)).toEqual([]);
    }
  });
}

test("on a narrow screen a thing added from the list is shown on the board", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 720 });
  const planner = new Planner(page);
  await planner.open(await sample("shop"));
  await page.getByRole("tab", { name: "Add", exact: true }).last().click();
  await planner.palette.getByRole("button", { name: "Server", exact: true }).click();
  await expect(planner.board).toBeVisible();
  await expect(planner.board.locator(".node.selected")).toBeInViewport();
});

test("on a narrow screen a message is seen in every part of the page", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 720 });
  const planner = new Planner(page);
  await planner.open(await sample("shop"));
  await page.getByRole("tab", { name: "Rules (3)" }).click();
  await planner.answer.getByRole("button", { name: "Apply all" }).click();
  await expect(planner.notice).toBeVisible();
  await expect(page.getByRole("status")).toContainText(["3 changes applied"]);
  // It covers no tab: each can be pressed.
  await planner.tab("Trace").click();
  await planner.tab("Rules to add").click();
  await page.getByRole("tab", { name: "Board", exact: true }).click();
  await page.getByRole("button", { name: "Zoom in" }).click();
  await expect(planner.notice).toBeVisible();
});

test("what went well is said for a while, what went wrong until it is closed", async ({ page }) => {
  await page.clock.install();
  const planner = new Planner(page);
  await planner.open(await sample("shop"));
  await planner.answer.getByRole("button", { name: "Apply all" }).click();
  await expect(planner.notice).toContainText("3 changes applied");
  await page.clock.fastForward(60_000);
  await expect(planner.notice).toHaveCount(0);
  const broken = { name: "plan.json", mimeType: "application/json", buffer: Buffer.from("{") };
  await page.locator("#open-file").setInputFiles(broken);
  await expect(planner.notice).toHaveClass(/error/);
  await page.clock.fastForward(60_000);
  await expect(planner.notice).toBeVisible();
  await planner.notice.getByRole("button", { name: "Close" }).click();
  await expect(planner.notice).toHaveCount(0);
});

test("with reduced motion nothing moves by itself", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const planner = new Planner(page);
  await planner.open(await sample("shop"));
  const moving = () => page.evaluate(() => document.getAnimations().length);
  await planner.changes.first().hover();
  expect(await moving()).toBe(0);
  await page.keyboard.press("Control+k");
  expect(await moving()).toBe(0);
});

test("every control is large enough to be hit", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(await sample("everything-wrong"));
  for (const key of ["1", "3", "4"]) {
    await page.keyboard.press(key);
    expect(await small(page), `the tab behind the key ${key}`).toEqual([]);
  }
  await page.getByRole("tab", { name: "Outline" }).click();
  expect(await small(page)).toEqual([]);
});
