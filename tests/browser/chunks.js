// Everything of the page that is loaded when it is first wanted.
import { expect } from "@playwright/test";
import { Planner } from "./planner.js";

/** Looks at a part of the page of each file that has one, and sees that it is there. */
export async function wantEveryChunk(page) {
  const planner = new Planner(page);
  await planner.tab("Selection").click();
  await expect(page.locator(".inspector")).toBeVisible();
  await planner.tab("Existing rules").click();
  await expect(page.locator(".existing")).toBeVisible();
  await planner.tab("Trace").click();
  await expect(page.getByRole("combobox", { name: "From" }).first()).toBeVisible();
  await page.getByRole("button", { name: "Share" }).click();
  await expect(page.getByRole("dialog", { name: "Share" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.locator("#show-plans").click();
  await expect(page.locator(".library-list")).toBeVisible();
}
