// Nothing that was drawn is lost: the plan is kept, saved, opened again, and never overwritten
// by something that cannot be read.
import { readFile } from "node:fs/promises";
import { test, expect } from "./fixtures.js";
import { KEPT, Planner, crowd, enter, sample, stored } from "./planner.js";
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

test("a saved file has the plan's name in lower case, whatever its letters", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open({ version: 1, name: "ÄRZTE & Ωmega NR. 1" });
  expect((await save(planner)).name).toBe("ärzte-ωmega-nr-1.json");
});

test("the first visit starts with a sample", async ({ page }) => {
  await page.goto("./");
  await expect(nameOf(page)).toHaveValue("Shop, production");
  await expect(page.locator(".notice")).toHaveCount(0);
});

/** The records of the plans that are kept. */
const records = async (page) =>
  Object.values(await page.evaluate(stored, "plans")).map((text) => JSON.parse(text));

for (const [what, text] of [
  ["is no JSON", "{ this is no plan"],
  ["does not fit", '{"version":1,"vpcs":[{"id":"vpc-1","name":"v","cidr":"10.0.0.0/99"}]}'],
  ["is of a newer program", '{"version":99}'],
  ["is empty", ""],
]) {
  test(`a plan of an earlier version that ${what} is kept as it was found`, async ({ page }) => {
    const planner = new Planner(page);
    await planner.open(text);
    await expect(planner.board.locator(".node")).not.toHaveCount(0);
    const kept = async () => {
      const [record] = (await records(page)).filter((it) => it.readable !== "yes");
      return (await page.evaluate(stored, "texts"))[`${record.id}/unread`];
    };
    expect(await kept()).toBe(text);
    await planner.command("Start an empty plan");
    await page.getByRole("button", { name: "Add load balancer" }).click();
    await planner.planHas((plan) => plan.load_balancers.length, 1);
    await page.reload();
    await expect(planner.node("elb-1")).toBeVisible();
    expect(await kept()).toBe(text);
  });
}

test("all that an earlier version kept is taken over, and let go where it was", async ({ page }) => {
  const planner = new Planner(page);
  await page.addInitScript(() => {
    if (sessionStorage.getItem("earlier")) return;
    sessionStorage.setItem("earlier", "yes");
    localStorage.setItem("elb-rule-planner.plan.unread", "{ once broken");
    localStorage.setItem("elb-rule-planner.remembered", '{"version":1,"name":"Before"}');
    localStorage.setItem("elb-rule-planner.remembered.unread", "");
  });
  await planner.open({ version: 1, name: "Mine" });
  await expect(nameOf(page)).toHaveValue("Mine");
  await planner.tab("Change").click();
  await expect(planner.answer).toContainText("Forget it");
  const texts = Object.values(await page.evaluate(stored, "texts"));
  for (const text of ["{ once broken", '{"version":1,"name":"Before"}', ""]) {
    expect(texts).toContain(text);
  }
  expect((await planner.plan()).name).toBe("Mine");
  // That the next visit begins with a plan of the library is all that is left there.
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(["elb-rule-planner.own-plan"]);
});

test("a plan that was kept and cannot be read any more is told of and stays", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open({ version: 1, name: "Mine" });
  await planner.plan();
  await page.evaluate(async () => {
    const database = await new Promise((resolve) => {
      const request = indexedDB.open("elb-rule-planner");
      request.onsuccess = () => resolve(request.result);
    });
    const transaction = database.transaction("texts", "readwrite");
    const store = transaction.objectStore("texts");
    const keys = await new Promise((resolve) => {
      const request = store.getAllKeys();
      request.onsuccess = () => resolve(request.result);
    });
    for (const key of keys) store.put('{"version":99}', key);
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    database.close();
  });
  await page.reload();
  await expect(planner.notice).toHaveClass(/error/);
  await expect(planner.notice).toContainText("Mine cannot be read");
  expect(Object.values(await page.evaluate(stored, "texts"))).toContain('{"version":99}');
  expect((await records(page)).map((it) => it.name)).toContain("Mine");
});

test("two windows on one plan see each other's edits, and neither loses any", async ({ page, context }) => {
  const planner = new Planner(page);
  await planner.open({ version: 1, name: "Both" });
  await planner.plan();
  const other = await context.newPage();
  await other.goto("./");
  await expect(nameOf(other)).toHaveValue("Both");
  for (const each of [page, other, page, other, page]) {
    await each.keyboard.press("p");
  }
  for (const each of [page, other]) {
    await expect(each.locator("[id^='node-ipg-']").first()).toBeVisible();
    await expect(each.locator(".saved")).toHaveText("Saved in this browser");
  }
  await expect.poll(() => planner.plan().then((plan) => plan.address_groups.length)).toBe(5);
  await other.keyboard.press("Control+z");
  await expect.poll(() => planner.plan().then((plan) => plan.address_groups.length)).toBe(4);
  await other.close();
});

test("another window's plan stays as it is when this one opens something else", async ({ page, context }) => {
  const planner = new Planner(page);
  await planner.open({ version: 1, name: "Mine" });
  await planner.plan();
  const other = await context.newPage();
  await other.goto("./");
  await expect(nameOf(other)).toHaveValue("Mine");
  await planner.openFile("dns.json", await sample("udp-dns"));
  await expect(nameOf(page)).toHaveValue("DNS over UDP");
  await planner.plan();
  await expect(nameOf(other)).toHaveValue("Mine");
  await other.reload();
  await expect(nameOf(other)).toHaveValue("Mine");
  await page.reload();
  await expect(nameOf(page)).toHaveValue("DNS over UDP");
  await other.close();
});

test("undo reaches across a reload", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open();
  for (const key of ["l", "s", "r"]) await page.keyboard.press(key);
  await expect(planner.node("sg-2")).toBeVisible();
  await page.keyboard.press("Control+z");
  // The server has brought the default security group with it.
  await planner.planHas((plan) => [plan.servers.length, plan.security_groups.length], [1, 1]);
  await page.reload();
  await expect(planner.node("server-1")).toBeVisible();
  await page.keyboard.press("Control+Shift+Z");
  await expect(planner.node("sg-2")).toBeVisible();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect(planner.node("server-1")).toHaveCount(0);
  await expect(planner.node("elb-1")).toBeVisible();
});

for (const [what, plan] of [
  ["a very long note", { version: 1, name: "Large", note: "long ".repeat(560_000) }],
  ["three thousand servers with long names", crowd("Large", 3_000, (at) => "s".repeat(400) + at)],
]) {
  test(`a plan with ${what} is there again after a reload`, async ({ page }) => {
    test.setTimeout(240_000);
    const planner = new Planner(page);
    await planner.open({ version: 1, name: "Small" });
    await planner.openFile("large.json", JSON.stringify(plan));
    await expect(nameOf(page)).toHaveValue("Large", { timeout: 120_000 });
    await planner.plan();
    await page.reload();
    await expect(nameOf(page)).toHaveValue("Large", { timeout: 120_000 });
    expect((await records(page)).map((it) => it.name).sort()).toEqual(["Large", "Small"]);
  });
}

test("a file is opened by its button, beside the earlier plan", async ({ page }) => {
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
  await expect(page.getByRole("button", { name: "Undo" })).toBeDisabled();
  await planner.plan();
  expect((await records(page)).map((it) => it.name).sort()).toEqual(["DNS over UDP", "Mine"]);
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
    for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
      Object.defineProperty(window, name, { get: refuse });
    }
  });
  await page.goto("./");
  const planner = new Planner(page);
  await expect(planner.headline).toHaveText("3 rules to add");
  await expect(page.getByText("Not saved")).toBeVisible();
  await planner.answer.getByRole("button", { name: "Apply all" }).click();
  await expect(planner.headline).toHaveText("Nothing to add");
  await page.getByRole("button", { name: "Change the theme" }).or(page.getByText("Theme:")).click();
  await expect(page.getByText("Theme: light")).toBeVisible();
  const asked = page.waitForEvent("dialog");
  const gone = page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.accept();
  await gone;
});

test("full storage is told of, does not stop the work, and is tried again", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open();
  await planner.plan();
  // A browser looks at the room that is left only now and then, so it cannot be filled up for this.
  await page.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...all) {
      if (window.isFull) throw new DOMException("full", "QuotaExceededError");
      return put.apply(this, all);
    };
    window.isFull = true;
  });
  await page.getByRole("button", { name: "Add load balancer" }).click();
  await expect(planner.node("elb-1")).toBeVisible();
  await expect(page.getByText("Not saved: the browser has no room left")).toBeVisible();
  await page.keyboard.press("r");
  await expect(planner.node("sg-1")).toBeVisible();
  await page.evaluate(() => (window.isFull = false));
  await expect(page.getByText("Saved in this browser")).toBeVisible();
  await planner.planHas((plan) => [plan.load_balancers.length, plan.security_groups.length], [1, 1]);
  await page.reload();
  await expect(planner.node("elb-1")).toBeVisible();
});

for (const text of ["{ broken", '{"version":99}', '{"version":1,"name":"Mine"}']) {
  test(`with full storage what an earlier version kept stays where it is: ${text}`, async ({ page }) => {
    await page.addInitScript(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    const planner = new Planner(page);
    await planner.open(text);
    await expect(page.getByText("Not saved: the browser has no room left")).toBeVisible();
    await expect(nameOf(page)).toHaveValue(text.includes("Mine") ? "Mine" : "Shop, production");
    await page.keyboard.press("l");
    await expect(planner.node(text.includes("Mine") ? "elb-1" : "elb-2")).toBeVisible();
    page.on("dialog", (dialog) => dialog.accept());
    await page.reload();
    await expect(planner.board).toBeVisible();
    expect(await page.evaluate((key) => localStorage.getItem(key), KEPT)).toBe(text);
  });
}

test("what was done a moment before the page is closed is there again", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open();
  await planner.plan();
  await page.evaluate(() => {
    // The database never answers again, as where the page is gone before it does.
    IDBDatabase.prototype.transaction = () => {
      throw new DOMException("closing", "InvalidStateError");
    };
  });
  await page.getByRole("button", { name: "Add load balancer" }).click();
  await expect(planner.node("elb-1")).toBeVisible();
  page.on("dialog", (dialog) => dialog.accept());
  await page.reload();
  await expect(planner.node("elb-1")).toBeVisible();
  await planner.planHas((plan) => plan.load_balancers.length, 1);
  const left = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("unfinished")));
  await expect.poll(left).toEqual([]);
});

test("a page that twice did not get far enough begins with the list of plans", async ({ page }) => {
  const planner = new Planner(page);
  await planner.open({ version: 1, name: "Mine" });
  await planner.plan();
  // This start counts until the page has nothing to do.
  await page.waitForFunction(() => sessionStorage.getItem("elb-rule-planner.begun") === "0");
  await page.evaluate(() => sessionStorage.setItem("elb-rule-planner.begun", "2"));
  await page.reload();
  await expect(page.getByText("failed to start the last two times")).toBeVisible();
  expect((await records(page)).map((it) => it.name)).toEqual(["Mine"]);
});

test("a page that is left before it has rested was no failed start, unless something in it failed", async ({
  page,
}) => {
  // No load ever finds the page with nothing to do, as on a machine with much else to do.
  await page.addInitScript(() => (window.requestIdleCallback = () => 0));
  const planner = new Planner(page);
  await planner.open({ version: 1, name: "Mine" });
  const name = page.getByRole("textbox", { name: "Name of the plan" });
  for (let visit = 0; visit < 3; visit += 1) {
    await page.reload();
    await expect(name).toHaveValue("Mine");
  }
  for (let visit = 0; visit < 2; visit += 1) {
    await expect(name).toHaveValue("Mine");
    await page.evaluate(() => window.dispatchEvent(new ErrorEvent("error")));
    await page.reload();
  }
  await expect(page.getByText("failed to start the last two times")).toBeVisible();
});

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
  await expect(planner.answer).toContainText("1 change, 1 rule to add first");
  const before = async () =>
    Object.keys(await page.evaluate(stored, "texts")).filter((key) => key.endsWith("/before")).length;
  expect(await before()).toBe(1);
  await page.getByRole("button", { name: "Forget it" }).click();
  await expect.poll(before).toBe(0);
  await page.reload();
  await expect(planner.board).toBeVisible();
  await expect(planner.tab("Change")).toHaveCount(0);
});
