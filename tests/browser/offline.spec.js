// The planner without a network, and what happens when a new version is put on the server.
import { test as base, expect } from "@playwright/test";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { wantEveryChunk } from "./chunks.js";
import { HELD, copyOfRelease, renew, serve } from "./release.js";

const test = base.extend({
  // A path below the host's root, where most planners will stand.
  path: ["/tools/planner/", { option: true }],
  site: async ({ path }, use) => {
    const release = await copyOfRelease();
    const server = await serve(release.folder, path);
    await use({ ...server, folder: release.folder });
    await server.stop().catch(() => {});
    await release.remove();
  },
  context: async ({ context, site }, use) => {
    const strangers = [];
    context.on("request", (request) => {
      const url = request.url();
      if (!/^(data|blob):/.test(url) && !url.startsWith(site.url)) strangers.push(url);
    });
    await use(context);
    expect(strangers, "nothing is asked of any other host").toEqual([]);
  },
});

const banner = (page) => page.getByText("A new version is ready");
const name = (page) => page.getByRole("textbox", { name: "Name of the plan" });

/** Opens the planner and waits until it is kept. */
const openKept = async (page, url) => {
  await page.goto(url);
  await expect(name(page)).toBeVisible();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await expect.poll(() => page.evaluate(() => Boolean(navigator.serviceWorker.controller))).toBe(true);
};

const build = (page) => page.evaluate(() => document.querySelector("script[data-build]").dataset.build);

/** Leaves the planner and comes back: the browser may let an old worker stay as long as a page is open. */
const reopen = async (page, url) => {
  await page.goto("about:blank");
  await page.goto(url);
};

const cacheNames = (page) => page.evaluate(() => caches.keys());

/** The number of files named by their content without which the page does not start: the style sheet,
 * the icon, the module and three scripts. Chunks come later, when the page is idle. */
const NAMED = 6;
const starts = (files) => files.filter((it) => /^(boot|offline|planner|icon|elb-rule-planner)-/.test(it));

/** The names by content of all files that the page has loaded. */
const loaded = (page) =>
  page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .map((entry) => new URL(entry.name).pathname.split("/").pop())
      .filter((file) => /-[0-9a-f]{16}/.test(file)),
  );

/** Asks the browser to look for a new version, as it does by itself on each visit. */
const look = (page) =>
  page.evaluate(async () => {
    await (await navigator.serviceWorker.getRegistration()).update();
  });

test("a release has one style sheet, which the page loads and the worker keeps", async ({ page, site }) => {
  const sheets = (await readdir(site.folder)).filter((file) => file.endsWith(".css"));
  expect(sheets).toEqual([expect.stringMatching(/^planner-[0-9a-f]{16}\.css$/)]);
  await openKept(page, site.url);
  const links = page.locator("link[rel=stylesheet]");
  await expect(links).toHaveCount(1);
  await expect(links).toHaveAttribute("href", `./${sheets[0]}`);
  expect(await readFile(join(site.folder, "sw.js"), "utf8")).toContain(`"${sheets[0]}": "sha256-`);
});
/** Looks for a new version, and says what became of it once it was fetched. */
const lookedAt = (page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const decided = new Promise((resolve) => {
      registration.addEventListener("updatefound", () => {
        const worker = registration.installing;
        worker.addEventListener("statechange", () => resolve(worker.state), { once: true });
      });
    });
    await registration.update().catch(() => {});
    return decided;
  });

test("with the server stopped the planner loads, answers and keeps the plan", async ({ page, site }) => {
  await openKept(page, site.url);
  await name(page).fill("Kept without a network");
  await site.stop();
  await page.reload();
  await expect(name(page)).toHaveValue("Kept without a network");
  await expect(page.getByText("answered in")).toBeVisible();
  // Every address under which the page is known.
  await page.goto(`${site.url}index.html`);
  await expect(name(page)).toHaveValue("Kept without a network");
  await page.goto(`${site.url}?from=bookmark#anything`);
  await expect(name(page)).toHaveValue("Kept without a network");
});

test("without a network every part of the page is there, also those that nobody looked at before", async ({
  page,
  site,
}) => {
  await openKept(page, site.url);
  await site.stop();
  await page.reload();
  await expect(name(page)).toBeVisible();
  await wantEveryChunk(page);
});

test("a new version is loaded at once where its worker takes long to take over", async ({ page, site }) => {
  await openKept(page, site.url);
  const second = await renew(site.folder);
  await look(page);
  await expect(banner(page)).toBeVisible();
  await name(page).fill("While it takes over");
  // As long as the old worker has something to do, the browser lets no new one take over.
  await page.evaluate((held) => void fetch(held, { keepalive: true }).catch(() => {}), HELD);
  await expect.poll(() => site.asked.some((it) => it.endsWith(HELD))).toBe(true);
  await banner(page).locator("..").getByRole("button", { name: "Reload" }).click();
  await expect.poll(() => build(page).catch(() => "")).toBe(second);
  await expect(name(page)).toHaveValue("While it takes over");
  // It is of the new version as a whole, and asks for nothing more.
  expect(starts(await loaded(page)).length).toBeGreaterThan(0);
  await expect(banner(page)).toHaveCount(0);
  await site.stop();
  await page.reload();
  await expect(name(page)).toHaveValue("While it takes over");
  expect(await build(page)).toBe(second);
});

test("a new version is offered, loaded only when asked for, and then the old one is dropped", async ({
  page,
  site,
}) => {
  test.slow();
  await openKept(page, site.url);
  const first = await build(page);
  await name(page).fill("Before the new version");
  const second = await renew(site.folder);
  let loads = 0;
  page.on("load", () => (loads += 1));
  await look(page);
  await expect(banner(page)).toBeVisible();
  // It is said, and nothing else happens: the work goes on in the old version.
  await name(page).fill("While it waits");
  await expect(banner(page)).toBeVisible();
  expect(loads).toBe(0);
  expect(await build(page)).toBe(first);
  // A page that is opened meanwhile is of the old version as a whole.
  await page.reload();
  await expect(banner(page)).toBeVisible();
  expect(await build(page)).toBe(first);
  await banner(page).locator("..").getByRole("button", { name: "Reload" }).click();
  await expect.poll(() => build(page).catch(() => "")).toBe(second);
  await expect(name(page)).toHaveValue("While it waits");
  await expect(banner(page)).toHaveCount(0);
  await reopen(page, site.url);
  expect(await build(page)).toBe(second);
  await expect.poll(() => cacheNames(page)).toEqual([`elb-rule-planner /tools/planner/ ${second}`]);
  await site.stop();
  await page.reload();
  await expect(name(page)).toHaveValue("While it waits");
  expect(await build(page)).toBe(second);
});

test("put aside, the line about the new version is gone", async ({ page, site }) => {
  await openKept(page, site.url);
  await renew(site.folder);
  await look(page);
  await banner(page).locator("..").getByRole("button", { name: "Close" }).click();
  await expect(banner(page)).toHaveCount(0);
});

test("of two pages the one that was not asked goes on in its version", async ({ page, context, site }) => {
  await openKept(page, site.url);
  const other = await context.newPage();
  await openKept(other, site.url);
  const first = await build(other);
  const second = await renew(site.folder);
  await look(page);
  await expect(banner(page)).toBeVisible();
  await expect(banner(other)).toBeVisible();
  let loads = 0;
  other.on("load", () => (loads += 1));
  await banner(page).locator("..").getByRole("button", { name: "Reload" }).click();
  await expect.poll(() => build(page).catch(() => "")).toBe(second);
  await name(other).fill("Still at work");
  expect(loads).toBe(0);
  expect(await build(other)).toBe(first);
  await banner(other).locator("..").getByRole("button", { name: "Reload" }).click();
  await expect.poll(() => build(other).catch(() => "")).toBe(second);
  await expect(name(other)).toHaveValue("Still at work");
});

test("no page is ever put together from two versions", async ({ page, site }) => {
  await openKept(page, site.url);
  const first = new Set(await readdir(site.folder));
  await renew(site.folder);
  // The server has nothing but the new version; the old page still loads, whole.
  await page.reload();
  await expect(name(page)).toBeVisible();
  await expect(banner(page)).toBeVisible();
  const before = await loaded(page);
  expect(starts(before).length).toBe(NAMED);
  expect(before.filter((file) => !first.has(file))).toEqual([]);
  await banner(page).locator("..").getByRole("button", { name: "Reload" }).click();
  await expect(banner(page)).toHaveCount(0);
  await expect(name(page)).toBeVisible();
  const second = await loaded(page);
  expect(starts(second).length).toBe(NAMED);
  expect(second.filter((file) => first.has(file))).toEqual([]);
});

test("a version that arrives only in part is not taken", async ({ page, site }) => {
  await openKept(page, site.url);
  const first = await build(page);
  // The worker of the next version is there already, its page is still the old one.
  const old = await readFile(join(site.folder, "index.html"));
  await renew(site.folder);
  const whole = await readFile(join(site.folder, "index.html"));
  await writeFile(join(site.folder, "index.html"), old);
  expect(await lookedAt(page)).toBe("redundant");
  await expect(banner(page)).toHaveCount(0);
  await page.reload();
  await expect(name(page)).toBeVisible();
  expect(await build(page)).toBe(first);
  expect(await cacheNames(page)).toHaveLength(1);
  // Once it is whole, it is offered.
  await writeFile(join(site.folder, "index.html"), whole);
  await look(page);
  await expect(banner(page)).toBeVisible();
});

test("a development server on the same address is not hidden by what a release has kept", async ({
  page,
  site,
}) => {
  test.slow();
  await openKept(page, site.url);
  const source = new URL("../../static/sw.js", import.meta.url);
  await writeFile(join(site.folder, "sw.js"), await readFile(source));
  await look(page).catch(() => {});
  // The browser may let the old worker stay until it has had nothing to do for half a minute.
  await expect.poll(() => cacheNames(page), { timeout: 90_000 }).toEqual([]);
  await expect(banner(page)).toBeVisible();
  site.asked.length = 0;
  await page.reload();
  expect(site.asked).toContain("/tools/planner/");
});

test("two copies on one host do not touch each other", async ({ page, site }) => {
  await openKept(page, site.url);
  await page.evaluate(() => caches.open("elb-rule-planner / somebody-else"));
  await renew(site.folder);
  await look(page);
  await banner(page).locator("..").getByRole("button", { name: "Reload" }).click();
  await expect(banner(page)).toHaveCount(0);
  await reopen(page, site.url);
  await expect.poll(() => cacheNames(page)).toHaveLength(2);
  expect(await cacheNames(page)).toContain("elb-rule-planner / somebody-else");
});

test("a frame shows the server's version, and the kept one when there is no server", async ({
  page,
  site,
}) => {
  await openKept(page, site.url);
  const second = await renew(site.folder);
  await look(page);
  await expect(banner(page)).toBeVisible();
  const frame = async () => {
    await page.evaluate(() => {
      document.querySelector("iframe")?.remove();
      const frame = document.createElement("iframe");
      frame.src = "./index.html";
      document.body.append(frame);
    });
    return page.frameLocator("iframe");
  };
  await page.goto(`${site.url}manifest.webmanifest`);
  await page.evaluate(() => (document.documentElement.innerHTML = "<body></body>"));
  await expect((await frame()).locator(`script[data-build="${second}"]`)).toHaveCount(1);
  await site.stop();
  await expect((await frame()).getByRole("textbox", { name: "Name of the plan" })).toBeVisible();
});

for (const [kind, sandbox] of [
  ["of another page", "allow-scripts allow-same-origin"],
  ["without an origin", "allow-scripts"],
]) test(`a frame ${kind} works and keeps nothing`, async ({ page, site }) => {
  const noise = [];
  page.on("pageerror", (error) => noise.push(String(error)));
  await page.goto(`${site.url}manifest.webmanifest`);
  await page.evaluate(
    ([url, sandbox]) => {
      document.documentElement.innerHTML = "<body></body>";
      const frame = document.createElement("iframe");
      frame.setAttribute("sandbox", sandbox);
      frame.src = url;
      document.body.append(frame);
    },
    [site.url, sandbox],
  );
  await expect(page.frameLocator("iframe").getByRole("textbox", { name: "Name of the plan" })).toBeVisible();
  expect(await cacheNames(page)).toEqual([]);
  expect(noise).toEqual([]);
});

test("the browser finds everything it needs to install the planner", async ({ page, site }) => {
  await openKept(page, site.url);
  const client = await page.context().newCDPSession(page);
  const { url, errors } = await client.send("Page.getAppManifest");
  expect(url).toBe(`${site.url}manifest.webmanifest`);
  expect(errors).toEqual([]);
  const { installabilityErrors } = await client.send("Page.getInstallabilityErrors");
  // A test's window is private, in which nothing can be installed; that is all there is to say.
  const left = installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito");
  expect(left).toEqual([]);
});
