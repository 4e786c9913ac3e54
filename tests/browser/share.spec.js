// Sharing: what the dialog gives opens elsewhere as the same plan, and says what cuts it.
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import jsqr from "jsqr";
import { PNG } from "pngjs";
import { test, expect } from "./fixtures.js";
import { violations } from "./axe.js";
import { Planner, crowd } from "./planner.js";

const links = new URL("../links/", import.meta.url);
const kept = (name) => readFile(fileURLToPath(new URL(name, links)), "utf8");

const banner = (page) => page.getByRole("region", { name: "Shared plan" });
const area = (planner) => planner.dialog.locator("#share-text");

async function share(page, plan) {
  const planner = new Planner(page);
  await planner.open(plan);
  await page.keyboard.press("Control+Shift+s");
  await expect(planner.dialog.getByRole("heading", { name: "Share this plan" })).toBeVisible();
  return planner;
}

test("a link opens in another browser as the same plan", async ({ page, browser, baseURL }) => {
  const planner = await share(page, await kept("reference.json"));
  await planner.dialog.getByRole("button", { name: "Copy" }).click();
  await expect(planner.notice).toContainText("Copied");
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toBe(await area(planner).inputValue());
  expect(link.startsWith(`${baseURL}#p=1`)).toBe(true);
  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto(link);
  await banner(other).getByRole("button", { name: "Make it mine" }).click();
  const there = new Planner(other);
  await there.planHas((plan) => plan, await planner.plan());
  await context.close();
});

test("the QR code is the link, as another program reads it", async ({ page }) => {
  const planner = await share(page, await kept("small.json"));
  for (const scheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: scheme });
    const { width, height, data } = PNG.sync.read(await planner.dialog.locator(".qr").screenshot());
    const read = jsqr(new Uint8ClampedArray(data), width, height);
    expect(read?.data).toBe(await area(planner).inputValue());
  }
});

test("what was chosen is in the link, and holds where it is opened", async ({ page, context }) => {
  const planner = new Planner(page);
  await planner.open(await kept("reference.json"));
  await planner.node("server-2").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+Shift+s");
  const { dialog } = planner;
  await dialog.getByLabel("Readers can").selectOption("Look");
  await dialog.getByLabel("Open tab").selectOption("Selection");
  await dialog.getByLabel("Colours").selectOption("Dark");
  await dialog.getByLabel("Point at what is selected").check();
  const link = await area(planner).inputValue();
  expect(link).toMatch(/&sel=server-2&theme=dark&tab=selection&readonly$/);
  const other = await context.newPage();
  await other.goto(link);
  const there = new Planner(other);
  await expect(there.answer.locator(".inspector-header code")).toHaveText("server-2");
  await expect(other.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("Escape gives up what keys chose in a list, and else closes the dialog from there", async ({ page }) => {
  const { dialog } = await share(page, await kept("small.json"));
  const readers = dialog.getByLabel("Readers can");
  const before = await readers.inputValue();
  await readers.press("ArrowDown");
  await expect(readers).not.toHaveValue(before);
  await page.keyboard.press("Escape");
  await expect(readers).toHaveValue(before);
  await expect(dialog).toBeVisible();
  await readers.press("Escape");
  await expect(dialog).toHaveCount(0);
});

test("snippets name the page and the plan", async ({ page, baseURL }) => {
  const planner = await share(page, { ...JSON.parse(await kept("small.json")), name: 'A <b>"plan"' });
  const as = async (name) => {
    await planner.dialog.getByRole("tab", { name, exact: true }).click();
    return area(planner).inputValue();
  };
  expect(await as("Markdown")).toContain(`](<${baseURL}#p=1`);
  expect(await as("Frame")).toMatch(/^<iframe src=".*" title="A &lt;b&gt;&quot;plan&quot;"/);
  expect(await as("Embed")).toContain(`<script src="${baseURL}embed.js" defer></script>\n<elb-plan plan="1`);
});

test("a plan too large for a link is offered as a file", async ({ page }) => {
  const plan = crowd("Large", 900, (at) => `${(at * 7919) % 9973} ${Math.sin(at)}`);
  const planner = await share(page, plan);
  await expect(planner.dialog.locator(".link-length")).toContainText("send the file");
  await expect(planner.dialog.locator(".qr")).toHaveCount(0);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    planner.dialog.getByRole("button", { name: "Save as a file" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("large.json");
});

test("where nothing can be copied the text is selected", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator.clipboard, "writeText", { value: () => Promise.reject(new Error("no")) });
  });
  const planner = await share(page, await kept("small.json"));
  await planner.dialog.getByRole("button", { name: "Copy" }).click();
  await expect(planner.notice).toContainText("copy it by hand");
  const selected = await area(planner).evaluate((it) => it.value.slice(it.selectionStart, it.selectionEnd));
  expect(selected).toBe(await area(planner).inputValue());
});

for (const scheme of ["light", "dark"]) {
  test(`the dialog has no fault that shuts people out, ${scheme} and narrow`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width: 360, height: 740 });
    const planner = await share(page, await kept("small.json"));
    expect(await violations(page, "dialog")).toEqual([]);
    const { scroll, client } = await planner.dialog.evaluate((it) => ({ scroll: it.scrollWidth, client: it.clientWidth }));
    expect(scroll).toBeLessThanOrEqual(client);
  });
}

test("a link of a newer planner is shown as far as it is understood, and passed on whole", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open({ version: 1, name: "Mine" });
  const newer = (await kept("newer/moons.url")).trim().split("#")[1];
  await page.goto(`./#${newer}&interactive`);
  await expect(banner(page)).toContainText("A newer planner made this plan (version 2)");
  await banner(page).getByText("things are not shown").click();
  await expect(banner(page).getByRole("listitem").first()).toHaveText("moons");
  await expect(banner(page).getByRole("button", { name: "Make it mine" })).toHaveCount(0);
  await expect(page.locator("input.plan-name")).toHaveCount(0);
  await banner(page).getByRole("button", { name: "Copy the link" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(`#${newer}&interactive`);
  await page.keyboard.press("Control+Shift+s");
  expect(await area(planner).inputValue()).toContain(`#${newer}`);
  await page.keyboard.press("Escape");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    banner(page).getByRole("button", { name: "Save it whole" }).click(),
  ]);
  expect(JSON.parse(await readFile(await download.path(), "utf8")).moons).toBe(2);
  expect((await planner.plan()).name).toBe("Mine");
});

test.describe("a plan on another host", () => {
  // One server is the other host; the second serves the page with a policy that lets it ask there.
  let server, host, origin, wide, plan;
  test.beforeAll(async () => {
    plan = await kept("small.json");
    server = createServer((request, response) => {
      const { pathname } = new URL(request.url, "http://localhost");
      const head = pathname.startsWith("/shut/") ? {} : { "access-control-allow-origin": "*" };
      if (request.headers.cookie || request.headers.referer) return response.writeHead(400, head).end();
      if (pathname.endsWith("/slow.json")) return;
      if (pathname.endsWith("/large.json")) return response.writeHead(200, head).end(" ".repeat(140_000_000));
      if (pathname.endsWith("/none.json")) return response.writeHead(404, head).end();
      response.writeHead(200, { ...head, "content-type": "application/json" }).end(plan);
    });
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
    origin = `http://127.0.0.1:${server.address().port}`;
    host = createServer(async (request, response) => {
      const { pathname } = new URL(request.url, "http://localhost");
      const name = pathname === "/" ? "index.html" : pathname.slice(1);
      const types = { html: "text/html", js: "text/javascript", css: "text/css", wasm: "application/wasm", svg: "image/svg+xml" };
      try {
        let body = await readFile(fileURLToPath(new URL(`../../dist/${name}`, import.meta.url)));
        if (name === "index.html")
          body = body.toString().replace("connect-src 'self'", `connect-src 'self' ${origin}`);
        response.writeHead(200, { "content-type": types[name.split(".").pop()] ?? "text/plain" }).end(body);
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise((done) => host.listen(0, "127.0.0.1", done));
    wide = `http://127.0.0.1:${host.address().port}/`;
  });
  test.afterAll(() => {
    server.close();
    host.close();
  });

  test("opens with its origin shown where both hosts allow it", async ({ looseConsole: page }) => {
    await page.goto(`${wide}#u=${encodeURIComponent(`${origin}/open/plan.json?a=1&b=2`)}`);
    await expect(banner(page)).toContainText(`It comes from ${origin}.`);
    await expect(page.locator(".plan-name")).toHaveText(JSON.parse(plan).name);
  });

  for (const [path, says] of [
    ["/shut/plan.json", "does not let other pages read the file"],
    ["/open/none.json", "answers with status 404"],
    ["/open/large.json", "larger than 134217728 bytes"],
  ]) {
    test(`says so where it cannot be loaded: ${path}`, async ({ looseConsole: page }) => {
      await page.goto(`${wide}#u=${origin}${path}`);
      await expect(banner(page).getByRole("alert")).toContainText(says);
      await expect(page.getByRole("textbox", { name: "Name of the plan" })).toHaveValue("Shop, production");
    });
  }

  test("says that the page's own policy forbids it, as it does unless a host widens it", async ({ looseConsole: page }) => {
    await page.goto(`./#u=${origin}/open/plan.json`);
    await expect(banner(page).getByRole("alert")).toContainText("`connect-src`");
  });

  test("is not asked for over plain http elsewhere", async ({ page }) => {
    await page.goto("./#u=http://plans.example/plan.json");
    await expect(banner(page).getByRole("alert")).toContainText("has to begin with `https://`");
  });

  test("on the page's own host is asked for without more", async ({ looseConsole: page }) => {
    await page.goto("./#u=plan.schema.json");
    await expect(banner(page).getByRole("alert")).toContainText("status 404");
  });
});

test("the command line and the page make the same link", async ({ page }) => {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const planner = await share(page, await kept("reference.json"));
  const made = execFileSync(`${root}target/debug/elb-rule-planner`, ["link", `${root}tests/links/reference.json`], { encoding: "utf8" });
  expect(await area(planner).inputValue()).toContain(made.trim());
});
