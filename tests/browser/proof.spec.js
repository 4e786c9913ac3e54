// The dialog that explains the proof, on the sample that a first visit opens.
import { readFile } from "node:fs/promises";
import { violations } from "./axe.js";
import { test, expect } from "./fixtures.js";

test("the footer explains the proof and gives the report with its certificate", async ({ page }) => {
  await page.goto("./");
  await page.locator(".footer").getByRole("button", { name: /^Proved: / }).click();
  const dialog = page.getByRole("dialog", { name: "Explain the proof" });
  await expect(dialog).toContainText("12 flows have to reach members");
  await expect(dialog).toContainText("elb-rule-planner verify shop-production-report.json");
  expect(await violations(page, "dialog")).toEqual([]);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: "Download the report" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("shop-production-report.json");
  const text = await readFile(await download.path(), "utf8");
  const { plan, report, certificate } = JSON.parse(text);
  expect(plan.name).toBe("Shop, production");
  expect(certificate.version).toBe(1);
  const asked = new Set(certificate.entries.flatMap((entry) => entry.flows));
  expect(asked.size).toBeGreaterThan(0);
  expect(asked.size).toBeLessThanOrEqual(report.flows.length);
  expect(certificate.entries.every((entry) => entry.after.missing.length === 0)).toBe(true);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
});
