// What is taken away says what the page says, and what the command line says.
import { readFile } from "node:fs/promises";
import { test, expect } from "./fixtures.js";
import { Planner, sample } from "./planner.js";
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
  // What it says stands in the dialog, which covers everything else.
  await expect(planner.dialog.getByText("Copied")).toBeVisible();
  await page.keyboard.press("Escape");
});
