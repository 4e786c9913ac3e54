// The page of the plans: everything that is kept can be found, opened, named, copied, removed and
// got back, and the whole library goes into a file and comes back from one.
import { readFile } from "node:fs/promises";
import { test, expect } from "./fixtures.js";
import { Planner, file, sample } from "./planner.js";
import { violations } from "./axe.js";

const nameOf = (page) => page.getByRole("textbox", { name: "Name of the plan" });

/** The page of the plans as a person sees it. */
class Library {
  constructor(page) {
    this.page = page;
    this.planner = new Planner(page);
    this.root = page.locator(".library");
    this.cards = this.root.getByRole("option");
    this.rows = this.root.getByRole("listitem").and(page.locator(".plan-row"));
    this.details = this.root.getByRole("complementary", { name: "The plan that is chosen" });
    this.steps = this.details.locator(".steps li");
    this.search = this.root.getByRole("searchbox", { name: "Search the plans" });
  }

  /** Opens the page with some plans in the library, the last of which is on the board. */
  async open(...plans) {
    const [first, ...others] = plans;
    await this.planner.open(first);
    for (const plan of others) {
      const text = typeof plan === "string" ? plan : JSON.stringify(plan);
      const { name } = JSON.parse(text);
      await this.planner.openFile(`${name}.json`, text);
      await expect(nameOf(this.page)).toHaveValue(name);
    }
  }

  async show() {
    await this.page.getByRole("button", { name: "Plans", exact: true }).click();
    await expect(this.root).toBeVisible();
  }

  card(name) {
    return this.cards.filter({ has: this.page.getByText(name, { exact: true }) });
  }

  row(name) {
    return this.rows.filter({ has: this.page.getByText(name, { exact: true }) });
  }

  filter(name) {
    return this.root.getByRole("button", { name: new RegExp(`^${name}`) }).and(this.page.locator(".library-filter"));
  }

  async more(name) {
    await this.details.getByRole("button", { name: "More" }).click();
    await this.page.getByRole("menuitem", { name }).click();
  }

  /** Takes the library away as a file. */
  async take() {
    const [download] = await Promise.all([
      this.page.waitForEvent("download"),
      this.root.getByRole("button", { name: "Export library" }).click(),
    ]);
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
  }

  async bring(name, text) {
    await this.root.locator("#library-file").setInputFiles(file(name, text));
  }
}

const named = (name) => ({ version: 1, name });

const served = (name, server, ipv4) => ({
  ...named(name),
  vpcs: [{ id: "vpc-1", name: "v", cidr: "10.0.0.0/16" }],
  subnets: [{ id: "subnet-1", name: "s", cidr: "10.0.0.0/24", vpc: "vpc-1" }],
  servers: [{ id: "server-1", name: server, subnet: "subnet-1", ipv4 }],
});

test("a plan is chosen by a click and opened by its button, a double click or Enter", async ({ page }) => {
  const library = new Library(page);
  await library.open(named("One"), named("Two"));
  await library.show();
  await expect(library.cards).toHaveCount(2);
  await expect(library.card("Two")).toContainText("On the board");
  await library.card("One").click();
  await expect(library.details.getByRole("heading", { name: "One" })).toBeVisible();
  await expect(library.details).toContainText("an earlier version of this page");
  await library.details.getByRole("button", { name: "Open", exact: true }).first().click();
  await expect(nameOf(page)).toHaveValue("One");
  await expect(library.root).toHaveCount(0);
  await library.show();
  await library.card("Two").dblclick();
  await expect(nameOf(page)).toHaveValue("Two");
  await library.show();
  await library.card("Two").focus();
  await page.keyboard.press("ArrowRight");
  await expect(library.card("One")).toBeFocused();
  await expect(library.card("One")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(nameOf(page)).toHaveValue("One");
});

test("a card says what the plan needs, how large it is and when it was changed", async ({ page }) => {
  const library = new Library(page);
  await library.open(await sample("shop"), await sample("all-open"));
  await library.show();
  const card = library.card("Shop, production");
  await expect(card).toContainText("3 rules to add");
  await expect(card).toContainText("7 servers");
  await expect(card).toContainText(/Today, \d\d:\d\d/);
  await expect(card.locator(".plan-picture path.blocked")).toHaveCount(1);
  await expect(library.filter("Rules to add").locator(".count")).toHaveText("1");
  await library.filter("Nothing missing").click();
  await expect(library.cards).toHaveCount(1);
  await expect(card).toHaveCount(0);
  await library.filter("All plans").click();
  await card.click();
  await expect(library.details).toContainText("3 rules to add or change.");
  await expect(library.details).toContainText("3 listeners, 7 servers");
});

test("plans are found by their names, their servers and their addresses", async ({ page }) => {
  const library = new Library(page);
  await library.open(served("Alpha", "web-blue", "10.0.0.7"), served("Beta", "web-red", "10.0.0.9"));
  await library.show();
  await expect(library.cards).toHaveCount(2);
  for (const [query, name] of [["ALPHA", "Alpha"], ["web-red", "Beta"], ["0.0.7", "Alpha"]]) {
    await library.search.fill(query);
    await expect(library.cards).toHaveCount(1);
    await expect(library.card(name)).toBeVisible();
  }
  await library.search.fill("nowhere");
  await expect(library.cards).toHaveCount(0);
  await expect(library.root).toContainText("No plan has this");
  // Escape empties the field first; only the next one leads back.
  await page.keyboard.press("Escape");
  await expect(library.search).toHaveValue("");
  await expect(library.cards).toHaveCount(2);
  await page.keyboard.press("Escape");
  await expect(library.root).toHaveCount(0);
});

for (const where of ["on the board", "not on the board"]) {
  test(`a plan that is ${where} is renamed, as a step of its history`, async ({ page }) => {
    const library = new Library(page);
    await library.open(named("One"), named("Two"));
    const [old, other] = where === "on the board" ? ["Two", "One"] : ["One", "Two"];
    await library.show();
    await library.card(old).click();
    await library.more("Rename");
    const field = library.details.getByRole("textbox", { name: "New name of the plan" });
    await expect(field).toBeFocused();
    await field.fill("Three");
    await page.keyboard.press("Enter");
    await expect(library.card("Three")).toBeVisible();
    await expect(library.card(old)).toHaveCount(0);
    await expect(library.card(other)).toBeVisible();
    await expect(library.steps.first()).toContainText("Renamed to Three");
    await library.card("Three").dblclick();
    await expect(nameOf(page)).toHaveValue("Three");
    await page.reload();
    await expect(nameOf(page)).toHaveValue("Three");
    await page.keyboard.press("Control+z");
    await expect(nameOf(page)).toHaveValue(old);
  });
}

test("a plan is duplicated, and the copy goes its own way", async ({ page }) => {
  const library = new Library(page);
  await library.open(await sample("udp-dns"));
  await library.show();
  await library.card("DNS over UDP").click();
  await library.details.getByRole("button", { name: "Duplicate" }).click();
  const copy = library.card("DNS over UDP, a copy");
  await expect(copy).toHaveAttribute("aria-selected", "true");
  await expect(library.details).toContainText("as a copy");
  await expect(copy).toContainText("4 rules to add");
  await copy.dblclick();
  await library.planner.answer.getByRole("button", { name: "Apply all" }).click();
  await expect(library.planner.headline).toHaveText("Nothing to add");
  await library.show();
  await expect(copy).toContainText("Nothing missing");
  await expect(library.card("DNS over UDP")).toContainText("4 rules to add");
});

test("a removed plan is got back with its history, and gone for good only after a question", async ({ page }) => {
  const library = new Library(page);
  await library.open(named("One"), named("Two"));
  await library.show();
  await library.card("Two").click();
  await library.more("Remove");
  await expect(library.planner.notice).toContainText("Two is removed. You can get it back until");
  // Another plan is on the board now.
  await expect(library.card("One")).toContainText("On the board");
  await expect(library.row("Two")).toContainText(/removed on .* kept until /);
  await expect(library.filter("Removed").locator(".count")).toHaveText("1");
  await library.row("Two").getByRole("button", { name: "Get back" }).click();
  await expect(library.card("Two")).toHaveAttribute("aria-selected", "true");
  await expect(library.rows).toHaveCount(0);
  await library.more("Remove");
  await library.row("Two").getByRole("button", { name: "Remove for good" }).click();
  await expect(library.row("Two").getByRole("button", { name: "Keep" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(library.row("Two").getByRole("button", { name: "Remove for good" })).toBeFocused();
  await library.row("Two").getByRole("button", { name: "Remove for good" }).click();
  await library.row("Two").getByRole("button", { name: "Remove for good" }).click();
  await expect(library.rows).toHaveCount(0);
  await expect(library.planner.notice).toContainText("Two is gone for good");
  await page.reload();
  await expect(nameOf(page)).toHaveValue("One");
});

test("the last plan can be removed, and what was removed can be emptied", async ({ page }) => {
  const library = new Library(page);
  await library.open(await sample("udp-dns"));
  await library.show();
  await library.card("DNS over UDP").click();
  await library.more("Remove");
  await expect(library.cards).toHaveCount(0);
  await library.root.getByRole("button", { name: "Empty the removed plans" }).click();
  await library.root.getByRole("button", { name: "Remove for good" }).first().click();
  await expect(library.root).toContainText("No plan is kept yet");
  await page.keyboard.press("Escape");
  await expect(nameOf(page)).toHaveValue("");
  await expect(library.planner.board.locator(".node")).toHaveCount(0);
});

test("a step of the history opens the plan as it was, as a plan of its own", async ({ page }) => {
  const library = new Library(page);
  await library.open({ version: 1, name: "Mine" });
  for (const name of ["VPC", "Load balancer"]) {
    await library.planner.palette.getByRole("button", { name, exact: true }).click();
  }
  await expect(library.planner.node("elb-1")).toBeVisible();
  await library.show();
  await expect(library.steps).toHaveCount(3);
  await expect(library.steps.nth(0)).toContainText("Now");
  await expect(library.steps.nth(2)).toContainText("Kept by an earlier version of this page");
  await library.steps.nth(1).getByRole("button", { name: /^Open/ }).click();
  await expect(library.root).toHaveCount(0);
  await expect(library.planner.node("vpc-1")).toBeVisible();
  await expect(library.planner.node("elb-1")).toHaveCount(0);
  await expect(library.planner.notice).toContainText("This is Mine as it was");
  await library.show();
  await expect(library.cards).toHaveCount(2);
  await expect(library.details).toContainText("an earlier state");
});

test("the library goes into a file and comes back from it, with every history", async ({ page, context }) => {
  const library = new Library(page);
  await library.open(await sample("udp-dns"), named("Two"));
  await nameOf(page).fill("Second");
  await expect(page.getByText("Saved in this browser")).toBeVisible();
  await library.show();
  await library.card("Second").click();
  await expect(library.steps.first()).toContainText("Renamed to Second");
  await expect(library.card("DNS over UDP")).toContainText("4 rules to add");
  const { name, text } = await library.take();
  expect(name).toMatch(/^elb-rule-planner-plans-\d{4}-\d\d-\d\d\.json$/);
  await expect(library.root.locator(".library-storage")).toContainText("Library last exported on");
  // A plan that is there already is not there twice.
  await library.bring(name, text);
  await expect(library.planner.notice).toContainText("were here already");
  await expect(library.cards).toHaveCount(2);
  // Another browser, so to speak.
  const other = new Library(await context.newPage());
  await page.close();
  const session = await context.newCDPSession(other.page);
  await session.send("Storage.clearDataForOrigin", {
    origin: new URL(test.info().project.use.baseURL).origin,
    storageTypes: "all",
  });
  await other.page.goto("./");
  await other.show();
  await expect(other.root).toContainText("No plan is kept yet");
  await other.bring(name, text);
  await expect(other.planner.notice).toContainText("2 plans were imported.");
  await expect(other.cards).toHaveCount(2);
  await other.card("Second").click();
  await expect(other.steps.first()).toContainText("Renamed to Second");
  await expect(other.card("DNS over UDP")).toContainText("4 rules to add");
  await other.card("Second").dblclick();
  await expect(nameOf(other.page)).toHaveValue("Second");
  await other.page.keyboard.press("Control+z");
  await expect(nameOf(other.page)).toHaveValue("Two");
});

for (const [what, text, why] of [
  ["is cut off", '{"library":"elb-rule-planner","version":1,"plans":[', "line 1"],
  ["is of a newer program", '{"library":"elb-rule-planner","version":9,"plans":[]}', "version `9`"],
]) {
  test(`a library that ${what} is refused with the reason, and changes nothing`, async ({ page }) => {
    const library = new Library(page);
    await library.open(named("One"));
    await library.show();
    await library.bring("wrong.json", text);
    await expect(library.planner.notice).toHaveClass(/error/);
    await expect(library.planner.notice).toContainText("wrong.json was not imported");
    await expect(library.planner.notice).toContainText(why);
    await expect(library.cards).toHaveCount(1);
  });
}

test("a library that is dropped on the board is imported", async ({ page }) => {
  const library = new Library(page);
  await library.open(named("One"));
  await library.show();
  await expect(library.cards).toHaveCount(1);
  const { text } = await library.take();
  const record = JSON.parse(text).plans[0];
  record.record.id = "otherplan";
  record.record.name = "Dropped";
  const dropped = JSON.stringify({ ...JSON.parse(text), plans: [record] });
  await page.keyboard.press("Escape");
  const transfer = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "library.json", { type: "application/json" }));
    return data;
  }, dropped);
  await library.planner.board.dispatchEvent("drop", { dataTransfer: transfer });
  await expect(library.card("Dropped")).toBeVisible();
  await expect(library.planner.notice).toContainText("1 plan was imported.");
});

test("a plan that could not be read is kept, saved as it was found, and removed for good when asked", async ({ page }) => {
  const library = new Library(page);
  const broken = "{ this is no plan";
  await library.open(broken);
  await library.show();
  const row = library.rows.first();
  await expect(row).toContainText("Untitled plan");
  await expect(row).toContainText("line 1");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    row.getByRole("button", { name: "Save as a file" }).click(),
  ]);
  expect(await readFile(await download.path(), "utf8")).toBe(broken);
  await row.getByRole("button", { name: "Try again" }).click();
  await expect(library.planner.notice).toContainText("cannot be read");
  await expect(library.filter("Could not be read").locator(".count")).toHaveText("1");
  await row.getByRole("button", { name: "Remove for good" }).click();
  await row.getByRole("button", { name: "Remove for good" }).click();
  await expect(library.rows).toHaveCount(0);
});

test("a plan saved on this page is the plan's own file", async ({ page }) => {
  const library = new Library(page);
  const text = await sample("shop");
  await library.open(text, named("Two"));
  await library.show();
  await library.card("Shop, production").click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    library.details.getByRole("button", { name: "Save as a file" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("shop-production.json");
  expect(JSON.parse(await readFile(await download.path(), "utf8")).name).toBe("Shop, production");
});

test("the keyboard comes into the page and back to where it was, and the board's keys rest", async ({ page }) => {
  const library = new Library(page);
  await library.open(named("One"));
  const button = page.getByRole("button", { name: "Plans", exact: true });
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(library.root.getByRole("heading", { name: "Plans", level: 1 })).toBeFocused();
  // These would add a VPC, and remove everything.
  await page.keyboard.press("v");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await library.root.getByRole("button", { name: "New plan" }).click();
  await expect(page.getByRole("menuitem", { name: "An empty board" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitem", { name: "A sample…" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menuitem")).toHaveCount(0);
  await expect(library.root.getByRole("button", { name: "New plan" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(library.root).toHaveCount(0);
  await expect(button).toBeFocused();
  await expect(library.planner.node("vpc-1")).toHaveCount(0);
});

test("a new plan is begun empty, as a sample, or as a file", async ({ page }) => {
  const library = new Library(page);
  await library.open(named("One"));
  const begin = async (name) => {
    await library.show();
    await library.root.getByRole("button", { name: "New plan" }).click();
    await page.getByRole("menuitem", { name }).click();
  };
  await begin("An empty board");
  await expect(nameOf(page)).toHaveValue("");
  await begin("A sample…");
  await library.planner.dialog.getByRole("button", { name: /DNS over UDP/ }).click();
  await expect(nameOf(page)).toHaveValue("DNS over UDP");
  await library.show();
  await library.root.locator("#library-plan-file").setInputFiles(file("three.json", named("Three")));
  await expect(nameOf(page)).toHaveValue("Three");
});

test("what another window does shows in the list", async ({ page, context }) => {
  const library = new Library(page);
  await library.open(named("One"));
  await library.show();
  await expect(library.card("One")).toBeVisible();
  const other = await context.newPage();
  await other.goto("./");
  await expect(nameOf(other)).toHaveValue("One");
  await nameOf(other).fill("Elsewhere");
  await expect(library.card("Elsewhere")).toContainText("changed in another window");
  await expect(library.details).toContainText("Changed in another window.");
  await expect(library.steps.first()).toContainText("other window");
});

test("a narrow screen shows the list, and the details as a page of their own", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const library = new Library(page);
  await library.open(named("One"), named("Two"));
  await library.show();
  await expect(library.details).toBeHidden();
  await library.card("One").click();
  await expect(library.details).toBeVisible();
  await expect(library.card("One")).toBeHidden();
  const back = library.details.getByRole("button", { name: "Plans" });
  await expect(back).toBeFocused();
  await back.click();
  await expect(library.card("One")).toBeFocused();
  // Escape leads back a page at a time.
  await library.card("Two").click();
  await expect(back).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(library.card("Two")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(library.root).toHaveCount(0);
});

for (const width of [320, 390, 700, 901, 1024, 1440]) {
  test(`nothing is cut off at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    const library = new Library(page);
    await library.open(await sample("shop"), named("A plan with a name that is longer than any card is wide, by far"));
    await library.show();
    await expect(library.cards).toHaveCount(2);
    const wide = await page.evaluate(() =>
      [...document.querySelectorAll(".library-top, .library-side, .library-list, .library-details")]
        .filter((it) => it.scrollWidth > it.clientWidth + 1)
        .map((it) => it.className),
    );
    expect(wide).toEqual([]);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll(".library button, .library input:not([type=file]), .library [role=option]")]
        .map((it) => [it.textContent || it.getAttribute("aria-label"), it.getBoundingClientRect()])
        .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 24))
        .map(([text]) => text),
    );
    expect(small).toEqual([]);
  });
}

for (const theme of ["light", "dark"]) {
  test(`nobody is shut out in the ${theme} theme`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    const library = new Library(page);
    await library.open(await sample("shop"), named("Two"));
    await library.show();
    await library.card("Two").click();
    await library.more("Remove");
    await expect(library.rows.first()).toBeVisible();
    expect(await violations(page, ".library")).toEqual([]);
    await library.root.getByRole("button", { name: "New plan" }).click();
    await expect(page.getByRole("menuitem").first()).toBeVisible();
    expect(await violations(page, ".library")).toEqual([]);
  });
}

test("with full storage the library can be exported, and plans removed for good", async ({ page }) => {
  const library = new Library(page);
  await library.open(named("One"), named("Two"));
  await library.show();
  await library.card("One").click();
  await expect(library.card("Two")).toBeVisible();
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  const { text } = await library.take();
  expect(JSON.parse(text).plans).toHaveLength(2);
  await library.more("Remove");
  await expect(library.details).toContainText("The browser has no room to note that One is removed");
  await library.details.getByRole("button", { name: "Remove for good" }).click();
  await expect(library.card("One")).toHaveCount(0);
  await page.reload();
  await library.show();
  await expect(library.card("Two")).toBeVisible();
  await expect(library.card("One")).toHaveCount(0);
});

test("what a newer version of the page wrote is shown as that and never written over", async ({ page }) => {
  const library = new Library(page);
  await library.open(named("One"));
  await library.show();
  await expect(library.card("One")).toBeVisible();
  /** Reads the record of the newer plan, or writes it first. */
  const newer = (written) =>
    page.evaluate(async (written) => {
      const asked = (request) =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const database = await asked(indexedDB.open("elb-rule-planner"));
      const store = database.transaction("plans", "readwrite").objectStore("plans");
      if (written) await asked(store.put(written, "newer1"));
      const found = await asked(store.get("newer1"));
      database.close();
      return found;
    }, written);
  const record = JSON.stringify({ version: 2, id: "newer1", title: "what this page does not know" });
  await newer(record);
  await page.reload();
  await library.show();
  const row = library.rows.first();
  await expect(row).toContainText("damaged or newer");
  await row.getByRole("button", { name: "Try again" }).click();
  await expect(library.planner.notice).toContainText("cannot be read");
  expect(await newer()).toBe(record);
});
