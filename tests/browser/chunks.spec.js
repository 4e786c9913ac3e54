// Chunks: parts of the page that are loaded when they are first wanted, or when nothing else is to be
// done.
import { test as base, expect } from "@playwright/test";
import { wantEveryChunk } from "./chunks.js";
import { test as quiet } from "./fixtures.js";
import { dist } from "./hosts.js";
import { Planner } from "./planner.js";

const notLoaded = (page) => page.getByText("could not be loaded");
const again = (page) => page.getByRole("button", { name: "Try again" });
const tab = (page, name) => new Planner(page).tab(name);
const start = async (page) => {
  await page.goto("/");
  await expect(page.getByText("answered in")).toBeVisible();
};

quiet("every part of the page is loaded once it is wanted", async ({ page }) => {
  await start(page);
  await wantEveryChunk(page);
});

quiet("what nobody has looked at is loaded ahead, once the page is idle", async ({ page }) => {
  await start(page);
  const files = () =>
    page.evaluate(() =>
      performance.getEntriesByType("resource").map((it) => it.name.split("/").pop().replace(/-[0-9a-f]+\./, ".")),
    );
  for (const file of ["forms.wasm", "rules.wasm", "dialogs.wasm", "library.wasm", "links.wasm"]) {
    await expect.poll(files).toContain(file);
  }
  // An embedded plan is another page.
  expect(await files()).not.toContain("embed.wasm");
});

base.describe("without a file", () => {
  // A worker would have it at hand.
  base.use({ serviceWorkers: "block" });

  base("a pane that cannot be loaded says so, and is tried again when asked", async ({ page }) => {
    await page.route("**/rules-*.wasm", (route) => route.abort());
    await start(page);
    await tab(page, "Existing rules").click();
    await expect(notLoaded(page)).toBeVisible();
    await again(page).click();
    await expect(notLoaded(page)).toBeVisible();
    // What else is there stays as it is.
    await tab(page, "Rules to add").click();
    await expect(notLoaded(page)).toHaveCount(0);
    await page.unroute("**/rules-*.wasm");
    await tab(page, "Existing rules").click();
    await expect(page.locator(".existing")).toBeVisible();
  });

  base("a dialog that cannot be loaded says so in its place, and comes once it can", async ({ page }) => {
    await page.route("**/dialogs-*.wasm", (route) => route.fulfill({ status: 404, body: "nothing" }));
    await start(page);
    await page.getByRole("button", { name: "Share" }).click();
    // It has its name already.
    const dialog = page.getByRole("dialog", { name: "Share" });
    await expect(dialog.getByText("could not be loaded")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await page.getByRole("button", { name: "Share" }).click();
    await expect(dialog.getByText("could not be loaded")).toBeVisible();
    await page.unroute("**/dialogs-*.wasm");
    await again(page).click();
    await expect(dialog.getByText("could not be loaded")).toHaveCount(0);
    await expect(dialog).toBeVisible();
  });

  base("a file is not opened where the code for it cannot be loaded, and the page says so", async ({ page }) => {
    await page.route("**/dialogs-*.wasm", (route) => route.abort());
    await start(page);
    await page.locator("#open-file").setInputFiles({
      name: "plan.json",
      mimeType: "application/json",
      buffer: Buffer.from('{"version":1,"name":"From a file"}'),
    });
    await expect(notLoaded(page)).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Name of the plan" })).not.toHaveValue("From a file");
  });
});

base("the planner in one file has every part in it", async ({ page }) => {
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(`file://${dist}elb-rule-planner.html`);
  await expect(page.getByText("answered in")).toBeVisible();
  await wantEveryChunk(page);
  expect(asked.filter((url) => !/^(file|data|blob):/.test(url))).toEqual([]);
  expect(asked.filter((url) => url.endsWith(".wasm"))).toEqual([]);
});
