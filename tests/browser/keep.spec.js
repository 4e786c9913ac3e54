// Nothing that was drawn is lost: the plan is kept, saved, opened again, and never overwritten
// by something that cannot be read.
import { readFile } from "node:fs/promises";
import { test, expect } from "./fixtures.js";
import { ASIDE, KEPT, Planner, crowd, enter, sample } from "./planner.js";
import { check } from "./native.js";

const nameOf = (page) => page.getByRole("textbox", { name: "Name of the plan" });

async function save(planner) {
  const [download] = await Promise.all([
    planner.page.waitForEvent("download"),
    planner.page.keyboard.press("Control+s"),
  ]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

test("the plan is there again after a reload", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open();
  await page.getByRole("button", { name: "Add load balancer" }).click();
  await nameOf(page).fill("Kept");
  await planner.planHas((plan) => plan.name, "Kept");
  await page.reload();
  await expect(nameOf(page)).toHaveValue("Kept");
  await expect(planner.node("elb-1")).toBeVisible();
  await expect(page.getByText("Saved in this browser")).toBeVisible();
});

test("the first visit starts with a sample", async ({ page }) => {
  await page.goto("./");
  await expect(nameOf(page)).toHaveValue("Shop, production");
  await expect(page.locator(".notice")).toHaveCount(0);
});

for (const [what, text] of [
  ["is no JSON", "{ this is no plan"],
  ["does not fit", '{"version":1,"vpcs":[{"id":"vpc-1","name":"v","cidr":"10.0.0.0/99"}]}'],
  ["is of a newer program", '{"version":99}'],
]) {
  test(`a stored plan that ${what} is kept aside and told of`, async ({ page }) => {
    const planner = new Planner(page);
    await planner.open(text);
    await expect(planner.notice).toHaveClass(/error/);
    await expect(planner.notice).toContainText("The plan kept in this browser cannot be read");
    await expect(planner.board.locator(".node")).not.toHaveCount(0);
    expect(await page.evaluate((key) => localStorage.getItem(key), ASIDE)).toBe(text);
    await page.reload();
    await expect(planner.board).toBeVisible();
    expect(await page.evaluate((key) => localStorage.getItem(key), ASIDE)).toBe(text);
  });
}

test("what another window kept while the page was loading is not written over", async ({ page }) => {
  const planner = new Planner(page);
  // Large, so that the page is drawn some time before it would keep what it has read.
  await planner.open(crowd("Mine", 600));
  await page.addInitScript((key) => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector('[id="node-server-1"]')) return;
      observer.disconnect();
      localStorage.setItem(key, JSON.stringify({ version: 1, name: "Theirs" }));
    });
    observer.observe(document, { childList: true, subtree: true });
  }, KEPT);
  await page.reload();
  await expect(nameOf(page)).toHaveValue("Mine");
  await expect(page.getByText("answered in")).toBeVisible();
  await expect(page.getByText("Saved in this browser")).toBeVisible();
  expect(JSON.parse(await page.evaluate((key) => localStorage.getItem(key), KEPT)).name).toBe("Theirs");
});

test("a file is opened by its button, and undo brings the earlier plan back", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open({ version: 1, name: "Mine" });
  await page.getByRole("button", { name: "Open a sample" }).first().click();
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    planner.dialog.getByRole("button", { name: "A file of yours" }).click(),
  ]);
  await chooser.setFiles({
    name: "dns.json",
    mimeType: "application/json",
    buffer: Buffer.from(await sample("udp-dns")),
  });
  await expect(planner.notice).toContainText("Opened dns.json");
  await expect(planner.headline).toHaveText("4 rules to add");
  await expect(planner.dialog).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(nameOf(page)).toHaveValue("Mine");
});

test("a file is opened by dropping it on the page", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open();
  const transfer = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "dropped.json", { type: "application/json" }));
    return data;
  }, await sample("udp-dns"));
  await planner.board.dispatchEvent("dragover", { dataTransfer: transfer });
  await planner.board.dispatchEvent("drop", { dataTransfer: transfer });
  await expect(planner.notice).toContainText("Opened dropped.json");
  await expect(nameOf(page)).toHaveValue("DNS over UDP");
});

for (const [what, text, where] of [
  ["no JSON", '{\n  "version": 1,\n  oops\n}', "line 3"],
  ["a block that is none", '{"version":1,"vpcs":[{"id":"vpc-1","name":"v","cidr":"x"}]}', "vpcs[0].cidr"],
  ["nothing", "", "empty"],
  ["a newer version", '{"version":7}', "version `7`"],
]) {
  test(`a file with ${what} is refused with the place, and loses nothing`, async ({ page }) => {
    const planner = new Planner(page);
    await planner.open(await sample("udp-dns"));
    const before = await planner.plan();
    await planner.openFile("wrong.json", text);
    await expect(planner.notice).toHaveClass(/error/);
    await expect(planner.notice).toContainText("wrong.json was not opened");
    await expect(planner.notice).toContainText(where);
    expect(await planner.plan()).toEqual(before);
    await expect(page.getByRole("button", { name: "Undo" })).toBeDisabled();
  });
}

test("a saved file opens to the same bytes, and the command line answers it alike", async ({
  page,
}) => {
  test.setTimeout(300_000);
  const planner = new Planner(page);
  await planner.open(await sample("shop"));
  const first = await save(planner);
  expect(first.name).toBe("shop-production.json");
  await planner.openFile(first.name, first.text);
  await expect(planner.notice).toContainText("Opened");
  const second = await save(planner);
  expect(second.text).toBe(first.text);
  const report = JSON.parse(check(first.text)).report;
  await expect(planner.changes).toHaveCount(report.changes.length);
});

test("without storage the planner works and says that it keeps nothing", async ({ page }) => {
  await page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException("blocked", "SecurityError");
    };
    Object.defineProperty(window, "localStorage", { get: refuse });
  });
  await page.goto("./");
  const planner = new Planner(page);
  await expect(planner.headline).toHaveText("3 rules to add");
  await expect(page.getByText("Not saved")).toBeVisible();
  await planner.answer.getByRole("button", { name: "Apply all" }).click();
  await expect(planner.headline).toHaveText("Nothing to add");
  await page.getByRole("button", { name: "Change the theme" }).or(page.getByText("Theme:")).click();
  await expect(page.getByText("Theme: light")).toBeVisible();
});

test("full storage is told of and does not stop the work", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open();
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await page.getByRole("button", { name: "Add load balancer" }).click();
  await expect(planner.node("elb-1")).toBeVisible();
  await expect(page.getByText("Not saved")).toBeVisible();
  expect(await page.evaluate((key) => localStorage.getItem(key), KEPT)).not.toContain("elb-1");
});

const BEFORE = "elb-rule-planner.remembered";

test("the state before a change is there again after a reload, until it is forgotten", async ({
  page,
}) => {
  const planner = new Planner(page);
  await planner.open(await sample("shop"));
  await page.getByRole("button", { name: "Apply all" }).click();
  await page.getByRole("button", { name: "Plan a change" }).click();
  await page.getByRole("button", { name: "Remember this state" }).click();
  await planner.form("bsg-1");
  await enter(planner.answer.getByLabel("Port", { exact: true }).last(), "9000");
  await planner.planHas((plan) => plan.backend_server_groups[0].health_check.port, 9000);
  await page.reload();
  await planner.tab("Change").click();
  await expect(planner.answer).toContainText("1 change, 1 rule before it");
  await page.getByRole("button", { name: "Forget it" }).click();
  await expect.poll(() => page.evaluate((key) => localStorage.getItem(key), BEFORE)).toBe(null);
  await page.reload();
  await expect(planner.board).toBeVisible();
  await expect(planner.tab("Change")).toHaveCount(0);
});

test("a state before a change that cannot be read is put aside", async ({ page }) => {
  const planner = new Planner(page);
  await page.addInitScript((key) => {
    if (!sessionStorage.getItem("begun")) localStorage.setItem(key, "{ no plan");
  }, BEFORE);
  await planner.open({ version: 1, name: "Mine" });
  await expect(page.getByRole("textbox", { name: "Name of the plan" })).toHaveValue("Mine");
  await expect(planner.tab("Change")).toHaveCount(0);
  const aside = await page.evaluate((key) => localStorage.getItem(`${key}.unread`), BEFORE);
  expect(aside).toBe("{ no plan");
});
