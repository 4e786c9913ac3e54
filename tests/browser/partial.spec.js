// A release of which something is missing: what the planner can do without, it does without, and for
// the rest the page says what is wrong.
import { test as base, expect } from "@playwright/test";
import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { copyOfRelease, serve } from "./release.js";

const test = base.extend({
  site: async ({}, use) => {
    const release = await copyOfRelease();
    const server = await serve(release.folder);
    await use({
      ...server,
      folder: release.folder,
      /** The name of the file that begins and ends so. */
      find: async (start, end) => {
        const names = await readdir(release.folder);
        return names.find((name) => name.startsWith(start) && name.endsWith(end));
      },
    });
    await server.stop().catch(() => {});
    await release.remove();
  },
});

const board = (page) => page.getByRole("group", { name: "Board", exact: true });
const late = (page) => page.getByText("The planner has not started");
const alert = (page) => page.getByRole("alert").filter({ hasText: "could not be loaded" });

test("a planner that runs stays on the page, whatever it can do without is missing", async ({ page, site }) => {
  const scripts = [await site.find("offline-", ".js"), await site.find("worker-", ".js")];
  const names = [...scripts, "sw.js", "embed.js", "manifest.webmanifest"];
  for (const name of names) await rm(join(site.folder, name));
  await page.goto(site.url);
  await expect(board(page)).toBeVisible();
  await expect.poll(() => site.asked.some((path) => path.includes("offline-"))).toBe(true);
  // The outcome of that comes before the page is idle.
  await page.waitForLoadState("networkidle");
  await expect(board(page)).toBeVisible();
  await expect(alert(page)).toHaveCount(0);
  await expect(late(page)).toHaveCount(0);
});

for (const [what, start, end] of [
  ["script", "elb-rule-planner-", ".js"],
  ["module", "elb-rule-planner-", ".wasm"],
]) {
  test(`a missing ${what} of the planner is told`, async ({ page, site }) => {
    await rm(join(site.folder, await site.find(start, end)));
    await page.goto(site.url);
    await expect(alert(page)).toContainText("Reload the page");
    await expect(late(page)).toHaveCount(0);
  });

  test(`another file in the place of the ${what} of the planner is told`, async ({ page, site }) => {
    await writeFile(join(site.folder, await site.find(start, end)), "<!doctype html><title>Nothing</title>");
    await page.goto(site.url);
    await expect(alert(page)).toContainText("Reload the page");
  });
}

for (const motion of ["no-preference", "reduce"]) {
  test(`a missing script to start with is told, with motion ${motion}`, async ({ page, site }) => {
    await page.emulateMedia({ reducedMotion: motion });
    await rm(join(site.folder, await site.find("boot-", ".js")));
    await page.goto(site.url);
    await expect(page.getByText("Loading the planner")).toBeVisible();
    await expect(late(page)).toBeHidden();
    await expect(late(page)).toBeVisible();
    await expect(late(page)).toContainText("reload the page");
  });
}

test("the page on a disk sends to the planner in one file, which works there", async ({ page, site }) => {
  await page.goto(pathToFileURL(join(site.folder, "index.html")).href);
  await expect(late(page)).toBeVisible();
  await late(page).getByRole("link", { name: "elb-rule-planner.html" }).click();
  await expect(board(page)).toBeVisible();
  await expect(late(page)).toHaveCount(0);
});

test("a module that never comes is waited for, and that is told", async ({ page, site }) => {
  await page.clock.install();
  const wasm = await site.find("elb-rule-planner-", ".wasm");
  await page.route(`**/${wasm}`, () => {});
  await page.goto(site.url, { waitUntil: "commit" });
  await expect.poll(() => page.evaluate(() => document.querySelector(".boot-late") === null)).toBe(true);
  await page.clock.runFor(11_000);
  await expect(page.getByText("still loading")).toBeVisible();
});
