// The pictures of the documentation. Each run of the tests goes the way to every picture, so that a
// step that a page describes is a step that the planner has. With PICTURES=1, which
// `cargo xtask pictures` sets, it writes them, light and dark.
import { mkdir, stat, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { test, expect } from "./fixtures.js";
import { Planner, enter, sample, settled } from "./planner.js";

const writes = process.env.PICTURES === "1";
const themes = writes ? ["light", "dark"] : ["light"];

/** The most that a picture may weigh, in bytes. */
const HEAVIEST = 90_000;

/** The number of pixels of a picture for each of the window; `docs/site/generator` shows it in its size. */
const SCALE = 1.5;

const docs = new URL("../../docs/", import.meta.url);
const pictures = new URL("site/pages/assets/pictures/", docs);

/** A part of the window, between two corners. */
const between = (left, top, right, bottom) => ({ x: left, y: top, width: right - left, height: bottom - top });

/** The box of something, with a margin, and no higher than so many pixels. */
async function around(locator, { margin = 0, height = Infinity } = {}) {
  await expect(locator).toBeVisible();
  const box = await locator.boundingBox();
  return {
    x: box.x - margin,
    y: box.y - margin,
    width: box.width + 2 * margin,
    height: Math.min(box.height + 2 * margin, height),
  };
}

/** The board, no higher than so many pixels, with the list on its left where that is wanted. */
async function board(planner, { height, list = false }) {
  const box = await planner.board.boundingBox();
  return { x: list ? 0 : box.x, y: box.y, width: box.width + (list ? box.x : 0), height };
}

/** Takes a part of the window as a picture of a name, in the theme that the page has. */
async function take(page, name, clip, { folder = pictures, scale = SCALE } = {}) {
  await settled(page);
  expect(clip.width * clip.height, "there is something to be seen").toBeGreaterThan(0);
  for (const theme of themes) {
    const file = new URL(`${name}-${theme}.webp`, folder);
    if (!writes) {
      const { size } = await stat(fileURLToPath(file));
      expect(size, "the picture is kept, and light").toBeLessThan(HEAVIEST);
      continue;
    }
    await page.emulateMedia({ colorScheme: theme });
    // Colours pass from one theme to the other.
    await page.waitForTimeout(500);
    const session = await page.context().newCDPSession(page);
    const { data } = await session.send("Page.captureScreenshot", {
      format: "webp",
      quality: 72,
      clip: { ...clip, scale },
    });
    await mkdir(folder, { recursive: true });
    const bytes = Buffer.from(data, "base64");
    expect(bytes.length, `${name} is light`).toBeLessThan(HEAVIEST);
    await writeFile(fileURLToPath(file), bytes);
  }
}

test.use({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 2, colorScheme: "light" });

/** The planner with the first sample. */
async function shop(page) {
  const planner = new Planner(page);
  await planner.open(await sample("shop"));
  await expect(planner.changes).toHaveCount(3);
  return planner;
}

/** A drawn network as it is seen once all that was said of its making is put aside. */
async function fitted(planner) {
  for (const close of await planner.notice.getByRole("button", { name: "Close" }).all()) await close.click();
  await expect(planner.notice).toHaveCount(0);
  await planner.page.keyboard.press("Escape");
  await planner.page.keyboard.press("Shift+1");
  await settled(planner.page);
}

test.describe("the whole page", () => {
  test.use({ viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 });

  test("the planner with a plan and the answer to it", async ({ page }) => {
    await shop(page);
    await take(page, "planner", between(0, 0, 1440, 900), { folder: docs, scale: 1 });
  });
});

test("a server is carried into a subnet", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open();
  await planner.drawNetwork();
  await fitted(planner);
  const item = planner.palette.getByRole("button", { name: "Server", exact: true });
  const subnet = planner.node("subnet-2");
  const box = await subnet.boundingBox();
  await planner.drag(await planner.middle(item), { x: box.x + box.width / 2, y: box.y + box.height - 4 }, { keep: true });
  await take(page, "carry", await board(planner, { height: 500, list: true }));
  await page.mouse.up();
  await expect(planner.node("server-2")).toBeVisible();
});

test("a line is drawn from a listener to a backend server group", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open();
  await planner.drawNetwork();
  await planner.carry("Backend server group", { x: 600, y: 400 });
  await fitted(planner);
  const group = planner.node("bsg-1");
  await planner.drag(await planner.middle(planner.handle("listener-1")), await planner.middle(group), { keep: true });
  await take(page, "connect", await around(planner.node("vpc-1"), { margin: 24 }));
  await page.mouse.up();
});

test("the form of a load balancer", async ({ page }) => {
  const planner = await shop(page);
  await planner.form("elb-1");
  await take(page, "form", await around(planner.answer, { height: 560 }));
});

test("the rules to add", async ({ page }) => {
  const planner = await shop(page);
  await take(page, "answer", await around(planner.answer, { height: 620 }));
});

test("the path of a rule to add", async ({ page }) => {
  const planner = await shop(page);
  await planner.changes.nth(1).hover();
  await take(page, "path", await board(planner, { height: 620 }));
});

test("the export of the rules", async ({ page }) => {
  const planner = await shop(page);
  await page.getByRole("button", { name: "Apply all" }).click();
  await page.keyboard.press("Control+e");
  await expect(planner.dialog.getByRole("heading", { name: "Export rules" })).toBeVisible();
  await expect(planner.dialog.getByText("From the state of")).toBeVisible();
  await take(page, "export", await around(planner.dialog));
});

test("the existing rules, and those that can be removed together", async ({ page }) => {
  const planner = await shop(page);
  await planner.tab("Existing rules").click();
  await page.getByRole("button", { name: "Show only these" }).click();
  await page.getByRole("button", { name: "Rules to remove together" }).click();
  await expect(page.getByRole("button", { name: "Remove these 2 rules" })).toBeVisible();
  await take(page, "existing", await around(planner.answer, { height: 700 }));
});

test.describe("on a high screen", () => {
  test.use({ viewport: { width: 1280, height: 1100 } });

  test("an existing rule in full", async ({ page }) => {
    const planner = await shop(page);
    await planner.tab("Existing rules").click();
    const place = page.locator(".existing-place").filter({ has: page.locator(".place-name", { hasText: "sg-chat" }) });
    await place.locator("summary").click();
    const rule = place.locator(".rule").filter({ hasText: "Chat within the VPC" });
    await rule.getByRole("button").first().click();
    await expect(rule).toContainText("Safe to remove?");
    await rule.scrollIntoViewIfNeeded();
    await take(page, "rule", await around(rule, { margin: 8 }));
  });
});

test("the answer to a question about packets", async ({ page }) => {
  const planner = await shop(page);
  await planner.tab("Trace").click();
  await planner.answer.getByLabel("From", { exact: true }).selectOption("elb-shop");
  await planner.answer.getByLabel("To", { exact: true }).selectOption("web-1:8080 (web)");
  await expect(page.locator(".traced-whole")).toContainText("Stopped");
  await take(page, "trace", await around(planner.answer, { height: 690 }));
});

test("the steps of a change", async ({ page }) => {
  const planner = await shop(page);
  await page.getByRole("button", { name: "Apply all" }).click();
  await page.getByRole("button", { name: "Plan a change" }).click();
  await page.getByRole("button", { name: "Remember this state" }).click();
  await expect(page.getByText("This state is remembered.")).toBeVisible();
  await planner.form("bsg-1");
  await enter(planner.answer.getByLabel("Port", { exact: true }).last(), "9000");
  await planner.tab("Change").click();
  await expect(planner.answer).toContainText("1 change, 1 rule to add first");
  await expect(planner.notice).toHaveCount(0);
  await take(page, "change", await around(planner.answer, { height: 720 }));
});

test("the readings of a plan", async ({ page }) => {
  const planner = await shop(page);
  await planner.tab("Selection").click();
  await expect(planner.answer.getByText("Readings and scope")).toBeVisible();
  await take(page, "settings", await around(planner.answer, { height: 720 }));
});

test("the link to a plan", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(await sample("all-open"));
  await page.keyboard.press("Control+Shift+s");
  await expect(planner.dialog.locator(".qr")).toBeVisible();
  await take(page, "share", await around(planner.dialog));
});

test.describe("in a narrower window", () => {
  test.use({ viewport: { width: 1100, height: 800 } });

  test("a plan that came by a link", async ({ page, context }) => {
    const planner = await shop(page);
    await page.keyboard.press("Control+Shift+s");
    const link = await planner.dialog.locator("#share-text").inputValue();
    const other = await context.newPage();
    await other.goto(link);
    await expect(other.getByRole("region", { name: "Shared plan" })).toBeVisible();
    await expect(new Planner(other).changes).toHaveCount(3);
    await take(other, "shared", between(0, 0, 1100, 330));
  });

  test("the plans that are kept", async ({ page }) => {
    const planner = await shop(page);
    for (const id of ["udp-dns", "all-open"]) {
      const text = await sample(id);
      await planner.openFile(`${id}.json`, text);
      await expect(page.getByRole("textbox", { name: "Name of the plan" })).toHaveValue(JSON.parse(text).name);
    }
    await page.getByRole("button", { name: "Plans", exact: true }).click();
    await expect(page.locator(".library").getByRole("option")).toHaveCount(3);
    await expect(planner.notice).toHaveCount(0);
    await take(page, "library", between(0, 0, 1100, 560));
  });
});

test("the search for commands and things", async ({ page }) => {
  const planner = await shop(page);
  await page.keyboard.press("Control+k");
  await planner.dialog.getByRole("combobox").fill("dns");
  await expect(planner.dialog.getByRole("option", { name: "dns-1" })).toBeVisible();
  await take(page, "search", await around(planner.dialog));
});
