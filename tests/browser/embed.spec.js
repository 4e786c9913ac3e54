// Plans in other pages, on hosts of all kinds.
import { test as base } from "@playwright/test";
import { article, decode, dist, expect, link, serve, test } from "./hosts.js";
import { enter, sample } from "./planner.js";

/** The content of the frame of the page's n-th element. */
const within = (page, at = 0) => page.locator("elb-plan").nth(at).locator("iframe").contentFrame();
const headline = (frame) => frame.getByRole("heading", { level: 2 });
const plan = async (attributes = "", id = "shop") =>
  `<elb-plan plan="${await link(id)}" ${attributes}><a href="/x">Open this plan</a></elb-plan>`;

const STRICT =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; " +
  "connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'";

for (const [name, options] of [
  ["the root of a host", { path: "/" }],
  ["a deep folder", { path: "/docs/v2/tools/planner/" }],
  ["a host that does not know WebAssembly's type", { path: "/", wasm: "application/octet-stream" }],
  ["a host with a strict policy", { path: "/", headers: { "content-security-policy": STRICT } }],
]) {
  test(`a plan is shown from ${name}`, async ({ page, hosts }) => {
    const script = `${options.path}embed.js`;
    const pages = { "/article": article(await plan(), { script }) };
    const policy = "default-src 'none'; script-src 'self'; frame-src 'self'; img-src data:";
    const pageHeaders = { "content-security-policy": policy };
    const origin = await hosts.start({ ...options, pages, pageHeaders });
    await page.goto(`${origin}/article`);
    await expect(headline(within(page))).toHaveText("3 rules to add");
    await expect(within(page).locator(".header, .sidebar, .footer")).toHaveCount(0);
    await expect(page.getByText("Open this plan")).toBeHidden();
  });
}

test("a plan is shown from another origin, in a sandbox, and several on one page", async ({ page, hosts }) => {
  const planner = await hosts.start({});
  const script = `${planner}/embed.js`;
  const inner =
    (await plan("view=rules")) + (await plan("sandboxed", "udp-dns")) + (await plan("", "all-open"));
  const origin = await hosts.start({ path: "/none/", pages: { "/": article(inner, { script }) } });
  await page.goto(origin);
  await expect(headline(within(page, 0))).toHaveText("3 rules to add");
  await expect(within(page, 0).getByRole("group", { name: "Board" })).toHaveCount(0);
  await page.locator("elb-plan").nth(1).scrollIntoViewIfNeeded();
  await expect(headline(within(page, 1))).toBeVisible();
  await page.locator("elb-plan").nth(2).scrollIntoViewIfNeeded();
  await expect(headline(within(page, 2))).toHaveText(/Nothing|No rule/);
  const frames = page.locator("elb-plan iframe");
  await expect(frames.nth(1)).toHaveAttribute("sandbox", /allow-scripts/);
  await expect(frames.nth(1)).toHaveAttribute("src", /elb-rule-planner\.html#/);
});

test("a plan is read from its address, and where there is none the frame says so", async ({ page, hosts }) => {
  const embeds = ["/plans/shop.json", "/plans/menu.json"]
    .map((src) => `<elb-plan src="${src}"><a href="${src}">The plan</a></elb-plan>`)
    .join("");
  const plans = { "/plans/shop.json": await sample("shop"), "/plans/menu.json": "soup of the day" };
  const origin = await hosts.start({ pages: { "/article": article(embeds), ...plans } });
  await page.goto(`${origin}/article`);
  await expect(headline(within(page))).toHaveText("3 rules to add");
  await page.locator("elb-plan").nth(1).scrollIntoViewIfNeeded();
  await expect(within(page, 1).getByRole("alert")).toContainText("line 1");
});

test("the single file works from a disk, in any page of one", async ({ page, hosts }) => {
  await hosts.start({});
  await page.goto(`file://${dist}elb-rule-planner.html`);
  await expect(page.locator(".headline")).toHaveText("3 rules to add");
  await page.goto(`file://${dist}elb-rule-planner.html#p=${await link("all-open")}&view=both&readonly`);
  await page.reload();
  await expect(page.locator(".embed")).toBeVisible();
});

test("a plan in a hidden part of the page is drawn once it is shown", async ({ page, hosts }) => {
  const inner = `<div id="tab" hidden>${await plan()}</div>`;
  const origin = await hosts.start({ pages: { "/article": article(inner) } });
  await page.goto(`${origin}/article`);
  // Some browsers load a frame while it has no size; this one does when it is told to.
  await page.evaluate(() => (document.querySelector("elb-plan").frame.loading = "eager"));
  await expect(within(page).locator(".embed")).toBeAttached();
  await page.evaluate(() => (document.getElementById("tab").hidden = false));
  await expect(headline(within(page))).toHaveText("3 rules to add");
  await expect
    .poll(async () => (await page.locator("elb-plan iframe").boundingBox()).height)
    .toBeGreaterThan(600);
});

test("the frame is as high as what it shows, or as high as it is told", async ({ page, hosts }) => {
  const inner = (await plan()) + (await plan('height="300px"'));
  const origin = await hosts.start({ pages: { "/article": article(inner) } });
  await page.setViewportSize({ width: 360, height: 800 });
  await page.goto(`${origin}/article`);
  const frames = page.locator("elb-plan iframe");
  await expect(headline(within(page))).toBeVisible();
  const content = within(page).locator(".embed");
  const height = async (locator) => (await locator.boundingBox()).height;
  await expect.poll(async () => Math.abs((await height(frames.first())) - (await height(content)))).toBeLessThan(2);
  expect(await within(page).locator("html").evaluate((it) => it.scrollWidth <= it.clientWidth)).toBe(true);
  expect(await height(frames.nth(1))).toBe(300);
});

test("colours that a page names in its head alone are followed", async ({ page, hosts }) => {
  const head = '<meta name="color-scheme" content="dark">';
  const origin = await hosts.start({ pages: { "/article": article(await plan(), { head }) } });
  await page.goto(`${origin}/article`);
  await expect(within(page).locator("html")).toHaveAttribute("data-theme", "dark");
});

test("theme and language follow the page while it is shown", async ({ page, hosts }) => {
  const origin = await hosts.start({ pages: { "/article": article(await plan()) } });
  await page.goto(`${origin}/article`);
  const root = within(page).locator("html");
  await expect(root).toHaveAttribute("data-theme", "light");
  const dress = (change) => page.evaluate(change);
  for (const [change, theme] of [
    [() => (document.body.dataset.mdColorScheme = "slate"), "dark"],
    [() => (document.body.dataset.mdColorScheme = "default"), "light"],
    [() => delete document.body.dataset.mdColorScheme, "light"],
    [() => document.documentElement.classList.add("navy"), "dark"],
    [() => (document.documentElement.className = ""), "light"],
    [() => (document.documentElement.dataset.theme = "dark"), "dark"],
    [() => (document.documentElement.dataset.theme = "auto"), "light"],
    [() => delete document.documentElement.dataset.theme, "light"],
    [
      () => {
        document.body.style.background = "#111";
        document.documentElement.classList.add("no-word-for-it");
      },
      "dark",
    ],
  ]) {
    await dress(change);
    await expect(root, String(change)).toHaveAttribute("data-theme", theme);
  }
  await dress(() => (document.documentElement.lang = "zz"));
  await expect(headline(within(page))).toHaveText("3 rules to add");
});

test("the page can go on without a reload: the element goes and comes back", async ({ page, hosts }) => {
  const origin = await hosts.start({ pages: { "/article": article(await plan()) } });
  await page.goto(`${origin}/article`);
  await expect(headline(within(page))).toBeVisible();
  await page.evaluate(() => {
    window.kept = document.querySelector("elb-plan");
    window.kept.remove();
    const script = document.createElement("script");
    script.src = "/embed.js";
    document.head.append(script);
  });
  await expect(page.locator("elb-plan")).toHaveCount(0);
  await page.evaluate(() => document.body.append(window.kept));
  await expect(headline(within(page))).toHaveText("3 rules to add");
  const other = await link("all-open");
  await page.evaluate((link) => window.kept.setAttribute("plan", link), other);
  await expect(headline(within(page))).toHaveText(/Nothing|No rule/);
});

test("a reader puts in his own numbers, resets them, and takes them into the planner", async ({ page, hosts }) => {
  const inner = await plan("interactive");
  const origin = await hosts.start({ pages: { "/article": article(inner) } });
  await page.goto(`${origin}/article`);
  const frame = within(page);
  const rules = frame.locator(".embed-rules");
  await enter(frame.getByRole("textbox", { name: "subnet-lb" }), "10.0.200.0/24");
  await expect(rules.getByText("10.0.200.0/24").first()).toBeVisible();
  await enter(frame.getByLabel("Health check of web"), "9999");
  await expect(rules.getByText(/9999/).first()).toBeVisible();
  await enter(frame.getByRole("textbox", { name: "subnet-lb" }), "10.0.200.7/24");
  await expect(frame.getByText("has bits set behind the prefix")).toBeVisible();
  const address = await frame.getByRole("link", { name: "Open in planner" }).getAttribute("href");
  const carried = await decode(address);
  expect(carried.subnets[0].cidr).toBe("10.0.200.0/24");
  await frame.getByRole("button", { name: "Reset" }).click();
  await expect(frame.getByRole("textbox", { name: "subnet-lb" })).toHaveValue("10.0.1.0/24");
  await expect(frame.getByRole("button", { name: "Reset" })).toHaveCount(0);
  // Nothing of it is kept.
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
});

test("messages load, save, export and select", async ({ page, hosts }) => {
  const origin = await hosts.start({ pages: { "/article": article("<elb-plan interactive></elb-plan>") } });
  await page.addInitScript(() => {
    window.heard = [];
    if (window.top === window) addEventListener("message", (event) => window.heard.push(event.data));
  });
  await page.goto(`${origin}/article`);
  const heard = (event) => page.evaluate((event) => window.heard.filter((it) => it.event === event), event);
  const send = (action, more) =>
    page.evaluate(([action, more]) => document.querySelector("elb-plan").send(action, more), [action, more]);
  await expect.poll(async () => (await heard("init")).length).toBe(1);
  await expect(within(page).getByText("There is no plan to show yet.")).toBeVisible();
  // The plan that the visitor has drawn is nobody's business.
  await send("save");
  await send("export", { format: "text" });
  await expect.poll(async () => (await heard("error")).length).toBe(2);
  expect((await heard("rendered")).every((it) => it.findings === undefined)).toBe(true);
  const shop = JSON.parse(await sample("shop"));
  await send("load", { plan: shop });
  await expect(headline(within(page))).toHaveText("3 rules to add");
  await expect.poll(async () => (await heard("rendered")).at(-1).changes).toBe(3);
  await send("save");
  await expect.poll(async () => (await heard("save")).length).toBe(1);
  const [saved] = await heard("save");
  expect(saved.plan.name).toBe(shop.name);
  expect(await decode(saved.link)).toEqual(saved.plan);
  await send("export", { format: "markdown" });
  await expect.poll(async () => (await heard("export"))[0]?.text).toMatch(/sg-web/);
  await send("select", { ids: ["server-1"] });
  await expect.poll(async () => (await heard("select")).at(-1)?.ids).toEqual(["server-1"]);
  // A thing that is named twice is selected once.
  await send("select", { ids: ["server-2", "server-1", "server-2"] });
  await expect.poll(async () => (await heard("select")).at(-1)?.ids).toEqual(["server-2", "server-1"]);
  await enter(within(page).getByLabel("Health check of web"), "9090");
  await expect.poll(async () => (await heard("change")).at(-1)?.plan?.backend_server_groups[0].health_check.port).toBe(9090);
  await send("load", { link: await link("all-open") });
  await expect(headline(within(page))).toHaveText(/Nothing|No rule/);
});

test("hostile messages are answered with an error and change nothing", async ({ page, hosts }) => {
  const origin = await hosts.start({ pages: { "/article": article(await plan()) } });
  await page.addInitScript(() => {
    window.heard = [];
    if (window.top === window) addEventListener("message", (event) => window.heard.push(event.data));
  });
  await page.goto(`${origin}/article`);
  await expect(headline(within(page))).toHaveText("3 rules to add");
  const errors = () => page.evaluate(() => window.heard.filter((it) => it.event === "error").map((it) => it.message));
  const hostile = [
    [{ elbPlan: 2, action: "load", plan: { version: 1 } }, "version `2`"],
    [{ elbPlan: "1", action: "load", plan: { version: 1 } }, "version `1`"],
    [{ elbPlan: 1, action: "evaluate" }, "no action `evaluate`"],
    [{ elbPlan: 1 }, "no action ``"],
    [{ elbPlan: 1, action: "load" }, "nothing to load"],
    [{ elbPlan: 1, action: "load", plan: { version: 99 } }, "version `99`"],
    [{ elbPlan: 1, action: "load", plan: "<script>alert(1)</script>" }, "not JSON"],
    [{ elbPlan: 1, action: "load", link: "1zzzz" }, "the plan cannot be read"],
    [{ elbPlan: 1, action: "export", format: "../../etc" }, "no format"],
    [{ elbPlan: 1, action: "theme", theme: "url(x)" }, "no theme"],
    [{ elbPlan: 1, action: "select", ids: "server-1" }, "has to be a list"],
    [{ elbPlan: 1, action: "select", ids: ["server-999"] }, "nothing with the id `server-999`"],
    [{ elbPlan: 1, action: "x".repeat(68_000_000) }, "longer than"],
  ];
  for (const [at, [message, answer]] of hostile.entries()) {
    await page.evaluate((message) => document.querySelector("elb-plan").frame.contentWindow.postMessage(message, "*"), message);
    await expect.poll(async () => (await errors()).length, JSON.stringify(message).slice(0, 80)).toBe(at + 1);
    expect((await errors())[at]).toContain(answer);
  }
  // Messages that are not the planner's are not answered; a frame beside it is no host.
  await page.evaluate(() => {
    const target = document.querySelector("elb-plan").frame.contentWindow;
    for (const odd of [null, 7, "load", [], { action: "load" }]) target.postMessage(odd, "*");
    const other = document.createElement("iframe");
    document.body.append(other);
    other.contentWindow.setTimeout(() => {}, 0);
    const script = other.contentDocument.createElement("script");
    script.textContent =
      'parent.document.querySelector("elb-plan").frame.contentWindow.postMessage({elbPlan:1,action:"load",plan:{version:1}},"*")';
    other.contentDocument.body.append(script);
  });
  // Messages are heard in the order in which they were sent: once the last one is answered, the
  // ones before it have been heard.
  await page.evaluate(() => document.querySelector("elb-plan").send("the last one"));
  await expect.poll(async () => (await errors()).at(-1)).toContain("no action `the last one`");
  expect(await errors()).toHaveLength(hostile.length + 1);
  await expect(headline(within(page))).toHaveText("3 rules to add");
});

test("a broken link says so and shows nobody's plan", async ({ page, hosts }) => {
  const broken = (await link("shop")).slice(0, -9);
  const inner = `<elb-plan plan="${broken}"></elb-plan>`;
  const origin = await hosts.start({ pages: { "/article": article(inner) } });
  await page.goto(`${origin}/article`);
  await expect(within(page).getByRole("alert")).toContainText("was cut off");
  await expect(within(page).getByRole("group", { name: "Board" })).toHaveCount(0);
});

test("without scripts and on paper the page's own words are there", async ({ page, browser, hosts }) => {
  const origin = await hosts.start({ pages: { "/article": article(await plan()) } });
  await page.goto(`${origin}/article`);
  await expect(headline(within(page))).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(page.getByText("Open this plan")).toBeVisible();
  await expect(page.locator("elb-plan iframe")).toBeHidden();
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const still = await plain.newPage();
  await still.goto(`${origin}/article`);
  await expect(still.getByText("Open this plan")).toBeVisible();
  await plain.close();
});

test("an attribute that is no address is told in the frame, and can be put right", async ({ page, hosts }) => {
  const wrong = ['src="https://["', `plan="${await link("shop")}" base="http://"`, `plan="${await link("shop")}"`];
  const inner = wrong.map((it) => `<elb-plan ${it}>The plan</elb-plan>`).join("");
  const origin = await hosts.start({ pages: { "/article": article(inner) } });
  await page.goto(`${origin}/article`);
  await expect(within(page, 0).getByText("the attribute src is no address")).toBeVisible();
  await page.locator("elb-plan").nth(1).scrollIntoViewIfNeeded();
  await expect(within(page, 1).getByText("the attribute base is no address")).toBeVisible();
  await page.locator("elb-plan").nth(1).evaluate((element) => element.removeAttribute("base"));
  await expect(headline(within(page, 1))).toHaveText("3 rules to add");
  await page.locator("elb-plan").nth(2).scrollIntoViewIfNeeded();
  await expect(headline(within(page, 2))).toHaveText("3 rules to add");
});

base("a view that there is not shows the board and the rules, and is told", async ({ page, context }) => {
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  const inner = ["hologram", "full"].map(
    async (view) => `<elb-plan plan="${await link("shop")}" view="${view}">The plan</elb-plan>`,
  );
  const byHand = `<iframe src="/index.html#p=${await link("shop")}&view=hologram&readonly" height="600"></iframe>`;
  const host = await serve({ pages: { "/article": article((await Promise.all(inner)).join("") + byHand) } });
  await page.goto(`${host.origin}/article`);
  for (const at of [0, 1]) {
    await page.locator("elb-plan").nth(at).scrollIntoViewIfNeeded();
    await expect(headline(within(page, at))).toHaveText("3 rules to add");
    await expect(within(page, at).getByRole("group", { name: "Board" })).toBeVisible();
    await expect(within(page, at).locator(".header, .sidebar, .footer")).toHaveCount(0);
  }
  expect(said.filter((text) => /no view (hologram|full)/.test(text))).toHaveLength(2);
  const frame = page.locator("body > iframe").contentFrame();
  await expect(frame.getByText("There is no view `hologram`")).toBeVisible();
  await expect(frame.locator(".header, .sidebar, .footer")).toHaveCount(0);
  await context.close();
  host.server.closeAllConnections();
  host.server.close();
});
