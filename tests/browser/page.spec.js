import { test, expect } from "./fixtures.js";

test("the page loads and is named", async ({ page }) => {
  await page.goto("./");
  await expect(page).toHaveTitle(/ELB Rule Planner/);
  await expect(page.getByText("Loading the planner")).toHaveCount(0);
});
