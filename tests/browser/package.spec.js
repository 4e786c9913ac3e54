// The engine's package where its users have it: in a bundler's output, on its development server,
// and on a plain page.
import { execFileSync, spawn } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { dist, expect, test } from "./hosts.js";
import { sample } from "./planner.js";

const examples = fileURLToPath(new URL("../../examples/", import.meta.url));

test("the plain page's example works as it stands, under its policy", async ({ page, hosts }) => {
  const home = await mkdtemp(join(tmpdir(), "planner-page-"));
  await cp(join(examples, "page"), home, { recursive: true });
  await cp(join(dist, "npm"), join(home, "elb-rule-planner"), { recursive: true });
  const origin = await hosts.start({ root: `${home}/` });
  await page.goto(origin);
  await expect(page.getByText(/Engine .* is ready/)).toBeVisible();
  await page.getByLabel("Plan").fill(await sample("shop"));
  await expect(page.locator("#answer")).toContainText("sg-web");
  await page.getByLabel("Plan").fill('{"version": 1, "vpcs": 7}');
  await expect(page.locator("#answer")).toContainText("vpcs");
  await rm(home, { recursive: true });
});

test.describe("in a bundler", () => {
  let home;

  test.beforeAll(async () => {
    test.setTimeout(180_000);
    home = await mkdtemp(join(tmpdir(), "planner-vite-"));
    const run = (...words) => execFileSync("npm", words, { cwd: home, encoding: "utf8" });
    await cp(join(examples, "vite"), home, { recursive: true });
    const pack = ["pack", join(dist, "npm"), "--json", "--loglevel=error"];
    const [{ filename }] = JSON.parse(run(...pack));
    run("install", `./${filename}`, "--no-audit", "--no-fund", "--loglevel=error");
    run("run", "build", "--silent");
  });

  test.afterAll(() => rm(home, { recursive: true, force: true }));

  const works = async (page) => {
    await expect(page.locator("#rules li").first()).toContainText("8080-8081");
    await page.getByLabel("Port of the health check").fill("9090");
    await expect(page.locator("#rules")).toContainText("9090");
    await expect(page.locator("#link")).toHaveAttribute("href", /#p=1/);
  };

  test("the built page works below any path", async ({ page, hosts }) => {
    const origin = await hosts.start({ root: `${home}/dist/`, path: "/a/b/" });
    await page.goto(`${origin}/a/b/index.html`);
    await works(page);
  });

  test("the development server serves it", async ({ page }) => {
    const port = await new Promise((done) => {
      const probe = createServer().listen(0, "127.0.0.1", () => {
        const { port } = probe.address();
        probe.close(() => done(port));
      });
    });
    const words = ["--host", "127.0.0.1", "--port", String(port), "--strictPort"];
    const vite = spawn("node", ["node_modules/vite/bin/vite.js", ...words], { cwd: home });
    try {
      await expect
        .poll(async () => (await fetch(`http://127.0.0.1:${port}/`).catch(() => ({}))).status, { timeout: 20_000 })
        .toBe(200);
      await page.goto(`http://127.0.0.1:${port}/`);
      await works(page);
    } finally {
      vite.kill();
    }
  });
});
