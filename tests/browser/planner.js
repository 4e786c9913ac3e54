// The page as a person sees it: the board, what is on it, and the answer beside it.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect } from "./fixtures.js";

/** The key under which earlier versions kept the plan between visits; what is found there is taken over. */
export const KEPT = "elb-rule-planner.plan";

const samples = new URL("../../static/samples/", import.meta.url);

/** The numbers from one to `count`. */
export const numbers = (count) => Array.from({ length: count }, (_, at) => at + 1);

/** The text of a sample that the planner ships. */
export const sample = (id) => readFile(fileURLToPath(new URL(`${id}.json`, samples)), "utf8");

/** A plan as a file that can be put into a file field. */
export const file = (name, content) => ({
  name,
  mimeType: "application/json",
  buffer: Buffer.from(typeof content === "string" ? content : JSON.stringify(content)),
});

/** A plan with so many servers that it takes some time until all is done that belongs to a drawing. */
export const crowd = (name, count, called = (at) => `s${at}`) => ({
  version: 1,
  name,
  vpcs: [{ id: "vpc-1", name: "v", cidr: "10.0.0.0/8" }],
  subnets: [{ id: "subnet-1", name: "s", cidr: "10.0.0.0/16", vpc: "vpc-1" }],
  servers: Array.from({ length: count }, (_, at) => ({ id: `server-${at + 1}`, name: called(at), subnet: "subnet-1" })),
});

/** Everything that is in a store of the page's database, by its keys. To be run in the page. */
export async function stored(name) {
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open("elb-rule-planner");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  try {
    const store = database.transaction(name).objectStore(name);
    const all = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const [keys, texts] = await Promise.all([all(store.getAllKeys()), all(store.getAll())]);
    return Object.fromEntries(keys.map((key, at) => [key, texts[at]]));
  } finally {
    database.close();
  }
}

/** The newest state of the plan that this tab shows, once nothing is left to be written. */
async function keptText() {
  const saved = document.querySelector(".saved");
  const id = sessionStorage.getItem("elb-rule-planner.shown");
  if (!id || (saved && saved.dataset.unwritten !== "0")) return undefined;
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open("elb-rule-planner");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const get = (store, key) =>
    new Promise((resolve, reject) => {
      const request = database.transaction(store).objectStore(store).get(key);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  try {
    const record = await get("plans", id);
    if (!record) return undefined;
    return await get("texts", `${id}/${String(JSON.parse(record).last).padStart(16, "0")}`);
  } finally {
    database.close();
  }
}

/** Waits until the page has done everything that follows from what was done to it: two frames are
 * drawn, and the browser says that nothing is left to do. Behind a touch it may never say so. */
export const settled = (page) =>
  page.evaluate(
    () =>
      new Promise((done) => {
        requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(() => done(), { timeout: 5_000 })));
      }),
  );

/** Types a value into a field and enters it. */
export async function enter(field, value) {
  await field.fill(value);
  await field.press("Enter");
}

/** Picks an entry of a list that adds. */
export async function pick(button, name) {
  await button.click();
  await button.page().getByRole("listbox").getByRole("option", { name, exact: true }).click();
}

export class Planner {
  constructor(page) {
    this.page = page;
    this.board = page.getByRole("group", { name: "Board", exact: true });
    this.palette = page.locator(".palette");
    this.answer = page.getByRole("complementary");
    this.headline = this.answer.getByRole("heading", { level: 2 });
    this.changes = this.answer.getByRole("article");
    this.notice = page.locator(".notice");
    this.dialog = page.getByRole("dialog");
    this.proof = page.locator(".proof");
  }

  /** Opens the page; `plan` is the plan of an earlier visit, an empty one where left out. It is
   * found where earlier versions of the page kept it. */
  async open(plan = { version: 1 }) {
    const text = typeof plan === "string" ? plan : JSON.stringify(plan);
    await this.page.addInitScript(
      ([key, kept]) => {
        // Only the first load finds it: a reload sees what the page itself kept.
        if (sessionStorage.getItem("begun")) return;
        sessionStorage.setItem("begun", "yes");
        localStorage.setItem(key, kept);
      },
      [KEPT, text],
    );
    await this.page.goto("./");
    await expect(this.board).toBeVisible();
    // Nothing on it can take the focus before it knows its size.
    await expect(this.board.locator(".unfitted")).toHaveCount(0);
  }

  /** The node with an id, such as `server-1`. */
  node(id) {
    return this.board.locator(`[id="node-${id}"]`);
  }

  /** The node that a screen reader reads with some words. */
  thing(name) {
    return this.board.getByRole("button", { name });
  }

  /** The handle of a listener or a group, from which connections are drawn. */
  handle(id) {
    return this.board.locator(`[data-end="${id}"] .dot`);
  }

  /** The lines between things, by their verdict. */
  lines(verdict) {
    return this.board.locator(`.wire .strand.${verdict}:not(.rest)`);
  }

  tab(name) {
    return this.answer.getByRole("tab", { name, exact: true });
  }

  /** The plan of this tab as the page keeps it for the next visit, once all of it is written. */
  async plan() {
    let text;
    await expect
      .poll(async () => {
        text = await this.page.evaluate(keptText);
        return text !== undefined;
      })
      .toBe(true);
    return JSON.parse(text);
  }

  /** Waits until the kept plan passes a test, and returns what the test returned. */
  async planHas(read, wanted) {
    const found = async () => {
      const plan = await this.plan();
      try {
        return read(plan);
      } catch (error) {
        // Lists that are empty are left out of a plan: what is asked for is not there yet.
        if (error instanceof TypeError) return error.message;
        throw error;
      }
    };
    await expect.poll(found).toEqual(wanted);
  }

  /** The middle of what is drawn, in the window. */
  async middle(locator) {
    const box = await locator.boundingBox();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  /** A place on a container's ground: so far right of and below its corner, in pixels. */
  async inside(locator, dx, dy) {
    const box = await locator.boundingBox();
    return { x: box.x + dx, y: box.y + dy };
  }

  /** The part of a card that no badge and no handle covers. */
  async grip(locator) {
    return this.inside(locator, 30, 16);
  }

  /** Drags with the mouse as a hand does it, by way of a place in between. */
  async drag(from, to, { keep = false } = {}) {
    const { mouse } = this.page;
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
    await mouse.move(to.x, to.y, { steps: 4 });
    if (!keep) await mouse.up();
  }

  /** Drags something from the palette to a place. */
  async carry(name, to) {
    const item = this.palette.getByRole("button", { name, exact: true });
    await this.drag(await this.middle(item), to);
  }

  /** Draws a VPC, two subnets, a load balancer in the left one and a server in the right one. */
  async drawNetwork() {
    await this.carry("VPC", { x: 290, y: 110 });
    const vpc = this.node("vpc-1");
    await this.carry("Subnet", await this.inside(vpc, 72, 80));
    await this.carry("Subnet", await this.inside(vpc, 520, 80));
    await this.carry("Load balancer", await this.middle(this.node("subnet-1")));
    await this.carry("Server", await this.middle(this.node("subnet-2")));
  }

  /** Draws a group and connects it with the listener before it and the server behind it. */
  async connect() {
    await this.carry("Backend server group", { x: 600, y: 400 });
    await this.drag(
      await this.middle(this.handle("listener-1")),
      await this.middle(this.node("bsg-1")),
    );
    await this.drag(
      await this.middle(this.handle("bsg-1")),
      await this.middle(this.node("server-1")),
    );
  }

  /** Opens the form of something by a double click. */
  async form(id) {
    const { x, y } = await this.grip(this.node(id));
    await this.page.mouse.dblclick(x, y);
    await expect(this.answer.getByRole("textbox", { name: "Name", exact: true })).toBeVisible();
  }

  /** Shows the form of something in a plan that may not be changed. */
  async shownForm(id) {
    const { x, y } = await this.grip(this.node(id));
    await this.page.mouse.dblclick(x, y);
    await expect(this.answer.locator(".inspector-header code")).toHaveText(id);
  }

  /** Opens a plan as a file, by the field behind 'A file of yours'. */
  async openFile(name, content) {
    await this.page.locator("#open-file").setInputFiles(file(name, content));
  }

  /** Gives a command by its name. */
  async command(name) {
    await this.page.keyboard.press("Control+k");
    const field = this.dialog.getByRole("combobox");
    await field.fill(name);
    await this.dialog.getByRole("option", { name }).first().click();
    await expect(this.dialog).toHaveCount(0);
  }

  /** The first two lines of each change. */
  async rows() {
    const rows = [];
    for (const change of await this.changes.all()) {
      const line = await change.locator(".change-line code").innerText();
      const row = await change.locator(".change-row").innerText();
      const chips = await change.locator(".change-line .chip").allInnerTexts();
      rows.push([...chips, line, row].join(" | "));
    }
    return rows;
  }
}
