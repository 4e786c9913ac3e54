// Plans in the sites of documentation generators, as their readers see them.
import { test as base, expect } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const built = (process.env.GENERATORS ?? "").split(" ").filter(Boolean);
const planner = fileURLToPath(new URL("../../dist/", import.meta.url));
const sites = fileURLToPath(new URL("../../target/generators/", import.meta.url));
const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
  ".png": "image/png",
};

/** The site's own means to choose the dark theme, if there are any. */
const dark = {
  mkdocs: (page) => page.locator("label[for=__palette_1]").click(),
  sphinx: async (page) => {
    // The button goes from the system's theme over one to the other.
    const button = page.locator(".theme-toggle:visible").first();
    for (let step = 0; step < 3; step += 1) {
      if ((await page.locator("body").getAttribute("data-theme")) === "dark") return;
      await button.click();
    }
  },
  mdbook: async (page) => {
    await page.locator("#mdbook-theme-toggle, #theme-toggle").first().click();
    await page.locator("#mdbook-theme-navy, #navy").first().click();
  },
  docusaurus: async (page) => {
    const button = page.locator("button[class*=toggleButton]").first();
    for (let step = 0; step < 3; step += 1) {
      if ((await page.locator("html").getAttribute("data-theme-choice")) === "dark") return;
      await button.click();
    }
  },
  vitepress: (page) => page.locator(".VPSwitchAppearance:visible").first().click(),
};

const test = base.extend({
  serve: async ({}, use) => {
    const servers = [];
    await use(async (name) => {
      const server = createServer(async (request, response) => {
        const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
        // Browsers ask for it by themselves where a site names no icon.
        if (path === "/favicon.ico") return response.writeHead(204).end();
        const file = path.startsWith("/planner/")
          ? join(planner, path.slice("/planner/".length) || "index.html")
          : join(sites, name, "site", path.endsWith("/") ? `${path}index.html` : path);
        try {
          const body = await readFile(file);
          response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" });
          response.end(body);
        } catch {
          response.writeHead(404).end();
        }
      });
      await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
      servers.push(server);
      return `http://127.0.0.1:${server.address().port}/`;
    });
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
  },
});

const brightness = (frame) =>
  frame.locator("body").evaluate((body) => {
    const [red, green, blue] = getComputedStyle(body).backgroundColor.match(/[\d.]+/g).map(Number);
    return (red + green + blue) / 3;
  });

for (const name of built) {
  test(`${name}: the plan is shown, in the site's theme, with a quiet console`, async ({ page, serve }) => {
    const noise = [];
    const url = await serve(name);
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) noise.push(message.text());
    });
    page.on("pageerror", (error) => noise.push(String(error)));
    page.on("request", (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(url)) noise.push(request.url());
    });
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(url);
    const frame = page.locator("elb-plan").frameLocator("iframe");
    await expect(frame.getByText(/3 rules to add/).first()).toBeVisible({ timeout: 15_000 });
    await expect.poll(() => brightness(frame)).toBeGreaterThan(200);
    if (dark[name]) await dark[name](page);
    else await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(() => brightness(frame)).toBeLessThan(60);
    // The element is wide enough to be read and takes the height of what is in it.
    const { width, height } = await page.locator("elb-plan").boundingBox();
    expect(width).toBeGreaterThan(300);
    expect(height).toBeGreaterThan(150);
    expect(noise).toEqual([]);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` });
  });

  test(`${name}: without scripts the link is there`, async ({ browser, serve }) => {
    const page = await browser.newPage({ javaScriptEnabled: false });
    await page.goto(await serve(name));
    const link = page.getByRole("link", { name: "Open this plan in the planner" });
    await expect(link).toBeVisible();
    expect(await link.getAttribute("href")).toMatch(/#p=1/);
    await page.close();
  });
}

test("there is a generator to try", () => {
  test.skip(built.length === 0, "the sites are built by the step `generators`");
  expect(built.length).toBeGreaterThan(0);
});
