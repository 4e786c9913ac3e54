// Exports say the same as the page and as the command line.
import { readFile } from "node:fs/promises";
import { test, expect } from "./fixtures.js";
import { Planner, sample, stored } from "./planner.js";
import { check } from "./native.js";

/** Downloads the rules in a format from the export dialog. */
async function download(planner, format) {
  await planner.page.getByRole("button", { name: "Export rules" }).click();
  await planner.dialog.getByRole("tab", { name: format, exact: true }).click();
  const preview = await planner.dialog.locator(".preview").textContent();
  const [file] = await Promise.all([
    planner.page.waitForEvent("download"),
    planner.dialog.getByRole("button", { name: "Download" }).click(),
  ]);
  const text = await readFile(await file.path(), "utf8");
  expect(text.trim()).toBe(preview.trim());
  await planner.dialog.getByRole("button", { name: "Close", exact: true }).click();
  await expect(planner.dialog).toHaveCount(0);
  return { name: file.suggestedFilename(), text };
}

for (const [format, id, end] of [
  ["Console steps", "console", "txt"],
  ["Console steps as Markdown", "markdown", "md"],
  ["Report", "text", "txt"],
  ["Report as JSON", "json", "json"],
]) {
  test(`'${format}' is the same as from the command line`, async ({ page }) => {
    test.setTimeout(300_000);
    const planner = new Planner(page);
    await planner.open(await sample("shop"));
    const { name, text } = await download(planner, format);
    expect(name).toBe(`shop-production-${id}.${end}`);
    for (const part of ["sg-web", "acl-web", "8080-8081", "10.0.1.0/24"]) {
      expect(text).toContain(part);
    }
    const [saved] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Control+s")]);
    expect(text).toBe(check(await readFile(await saved.path(), "utf8"), id));
  });
}

test("the report says the same rules as the page, and opens as a plan again", async ({ page }) => {
  test.setTimeout(300_000);
  const planner = new Planner(page);
  await planner.open(await sample("udp-dns"));
  const rows = await planner.rows();
  const { text } = await download(planner, "Report as JSON");
  const answer = JSON.parse(check(text));
  expect(answer.report).toEqual(JSON.parse(text).report);
  expect(answer.report.changes).toHaveLength(rows.length);
  await planner.openFile("report.json", text);
  await expect(planner.notice).toContainText("Opened report.json");
  expect(await planner.rows()).toEqual(rows);
});

test("the preview is copied as it is shown", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(await sample("shop"));
  await page.getByRole("button", { name: "Export rules" }).click();
  const preview = await planner.dialog.locator(".preview").textContent();
  await planner.dialog.getByRole("button", { name: "Copy" }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toBe(preview.replace(/^\n/, ""));
  // The dialog, which covers everything else, says it.
  await expect(planner.dialog.getByText("Copied")).toBeVisible();
  await page.keyboard.press("Escape");
});

/** The name of the state that the export begins at, without its time. */
const from = (planner) => planner.dialog.getByRole("tablist", { name: "From the state of" });
const preview = (planner) => planner.dialog.locator(".preview");
const openExport = (planner) => planner.page.getByRole("button", { name: "Export rules" }).click();

test("what was applied is still there to take away, in every format", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(await sample("shop"));
  const formats = ["Console steps", "Console steps as Markdown", "Report", "Report as JSON"];
  const read = async () => {
    const texts = [];
    for (const format of formats) {
      await planner.dialog.getByRole("tab", { name: format, exact: true }).click();
      texts.push(await preview(planner).textContent());
    }
    return texts;
  };
  await openExport(planner);
  await expect(planner.dialog.getByRole("status").first()).toHaveText("3 rules to add");
  await expect(from(planner)).toHaveCount(0);
  const before = await read();
  await page.keyboard.press("Escape");
  await planner.answer.getByRole("button", { name: "Apply all" }).click();
  await expect(planner.headline).toHaveText("Nothing to add");
  await planner.answer.getByRole("button", { name: "Export them" }).click();
  await expect(planner.dialog.getByRole("status").first()).toHaveText(
    "3 rules to add, all already applied here",
  );
  expect(await read()).toEqual(before);
  // The rules that are missing now are found there too.
  await expect(from(planner).getByRole("tab")).toHaveText([/^Opened \d+:\d\d$/, "Now"]);
  await from(planner).getByRole("tab", { name: "Now" }).click();
  await planner.dialog.getByRole("tab", { name: "Console steps", exact: true }).click();
  await expect(preview(planner)).toContainText("There is nothing to do in the console.");
});

test("an export that was taken can be taken again, and the next can begin there", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(await sample("shop"));
  await openExport(planner);
  const before = await preview(planner).textContent();
  await planner.dialog.getByRole("button", { name: "Copy" }).click();
  await expect(planner.dialog.getByText("Copied")).toBeVisible();
  await expect(preview(planner)).toHaveText(before);
  await page.keyboard.press("Escape");
  await openExport(planner);
  await expect(from(planner).getByRole("tab", { selected: true })).toHaveText(/^Opened/);
  expect(await preview(planner).textContent()).toBe(before);
  await from(planner).getByRole("tab", { name: /^Last export/ }).click();
  await expect(preview(planner)).not.toContainText("Click OK");
});

test("the next export begins where the changes were said to be made", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(await sample("shop"));
  await openExport(planner);
  await planner.dialog.getByRole("button", { name: "I have made these changes" }).click();
  await expect(planner.dialog.getByRole("status").first()).toHaveText("Nothing to do");
  await expect(from(planner).getByRole("tab", { selected: true })).toHaveText(/^Changes made/);
  await page.keyboard.press("Escape");
  // The plan shows them, and nothing waits.
  await expect(planner.headline).toHaveText("Nothing to add");
  await expect(planner.answer.getByText("Rules were changed here")).toHaveCount(0);
  const added = (plan) => plan.security_groups[0].inbound.some((it) => it.ports === "8080-8081");
  await planner.planHas(added, true);
  await openExport(planner);
  await expect(preview(planner)).toContainText("There is nothing to do in the console.");
  // Said too early, it is still all there.
  await from(planner).getByRole("tab", { name: /^Opened/ }).click();
  await expect(preview(planner)).toContainText("8080-8081");
});

test("the console steps that are copied after all was applied are those of what was applied", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open(await sample("shop"));
  await planner.command("Copy console steps");
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toContain("8080-8081");
  const before = await copied();
  await planner.command("Apply all");
  await expect(planner.headline).toHaveText("Nothing to add");
  await page.evaluate(() => navigator.clipboard.writeText(""));
  await planner.command("Copy console steps");
  await expect.poll(copied).toBe(before);
});

test("what the cloud has goes with the plan that is opened, also after a reload", async ({ page }) => {
  const planner = new Planner(page);
  const waits = planner.answer.getByText("Rules were changed here");
  await planner.open(await sample("shop"));
  await planner.command("Apply all");
  await expect(waits).toBeVisible();
  await planner.openFile("dns.json", await sample("udp-dns"));
  await expect(planner.notice).toContainText("Opened dns.json");
  await expect(waits).toHaveCount(0);
  await page.getByRole("button", { name: "Plans", exact: true }).click();
  await page.getByRole("option").filter({ hasText: "Shop, production" }).dblclick();
  await expect(waits).toBeVisible();
  await planner.plan();
  await page.reload();
  await expect(waits).toBeVisible();
  await page.getByRole("button", { name: "Export rules" }).click();
  await planner.dialog.getByRole("button", { name: "I have made these changes" }).click();
  await page.keyboard.press("Escape");
  await expect(waits).toHaveCount(0);
  const isKept = ([key, text]) => key.endsWith("/cloud") && JSON.parse(text).made !== undefined;
  await expect.poll(async () => Object.entries(await page.evaluate(stored, "texts")).some(isKept)).toBe(true);
  await page.reload();
  await expect(planner.headline).toHaveText("Nothing to add");
  await expect(waits).toHaveCount(0);
});
