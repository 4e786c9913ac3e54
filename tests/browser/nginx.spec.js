// The release behind a real nginx, with the very configuration that the documentation gives.
import { test as base, expect } from "@playwright/test";
import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { copyFile, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

// Not `NGINX`: under that name nginx looks for sockets that it is to take over.
const nginx = process.env.NGINX_PROGRAM;
const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
const shown = fileURLToPath(new URL("../../docs/site/hosting/nginx.conf", import.meta.url));

// A release that was built without Python has no documentation.
const hasDocs = existsSync(join(dist, "docs"));

const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

const test = base.extend({
  host: [
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), "planner-nginx-"));
      const port = await freePort();
      // The list of types that came with it: of the system, or beside the program.
      const own = join(nginx, "../../../etc/nginx/mime.types");
      await copyFile(own, join(folder, "mime.types"));
      const locations = (await readFile(shown, "utf8")).replaceAll("/srv/planner/", dist);
      const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
      await writeFile(
        join(folder, "nginx.conf"),
        `${process.getuid() === 0 ? "user root;\n" : ""}daemon off; worker_processes 1; pid ${folder}/pid;
        error_log ${folder}/error.log;
        events {}
        http {
          access_log off; default_type application/octet-stream;
          ${paths.map((path) => `${path}_temp_path ${folder}/${path};`).join(" ")}
          server { listen 127.0.0.1:${port}; ${locations} }
        }`,
      );
      const arguments_ = ["-p", folder, "-c", join(folder, "nginx.conf"), "-e", join(folder, "error.log")];
      await promisify(execFile)(nginx, ["-t", ...arguments_]);
      const server = spawn(nginx, arguments_, { stdio: "inherit" });
      const url = `http://127.0.0.1:${port}`;
      await expect.poll(() => fetch(url).then(() => true, () => false)).toBe(true);
      await use(url);
      server.kill("SIGQUIT");
      await new Promise((resolve) => server.once("exit", resolve));
      await rm(folder, { recursive: true });
    },
    { scope: "worker" },
  ],
});

test.skip(!nginx, "there is no nginx here");
test.describe.configure({ mode: "serial" });

/** The answer of the host, compressed as it comes. */
const get = (url, headers = {}) =>
  new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    })
      .on("error", reject)
      .end();
  });

const named = async (pattern) => (await readdir(dist)).find((name) => pattern.test(name));

test("pages, scripts and the module have their media types", async ({ host }) => {
  const types = {
    "": /^text\/html; charset=utf-8$/,
    "index.html": /^text\/html; charset=utf-8$/,
    "sw.js": /^(text|application)\/javascript/,
    "manifest.webmanifest": /^application\/manifest\+json/,
    "icon-192.png": /^image\/png$/,
    "docs/index.html": /^text\/html; charset=utf-8$/,
    "docs/search/search_index.json": /^application\/json/,
    [await named(/_bg\.wasm$/)]: /^application\/wasm$/,
    [await named(/^planner-.*\.css$/)]: /^text\/css/,
    [await named(/^icon-.*\.svg$/)]: /^image\/svg\+xml/,
  };
  for (const [path, type] of Object.entries(types)) {
    if (!hasDocs && path.startsWith("docs/")) continue;
    const { status, headers } = await get(`${host}/tools/planner/${path}`);
    expect([path, status]).toEqual([path, 200]);
    expect(headers["content-type"], path).toMatch(type);
    expect(headers["x-content-type-options"], path).toBe("nosniff");
  }
});

test("what is named by its content may be kept for ever, all else is asked for anew", async ({ host }) => {
  for (const name of (await readdir(dist)).filter((name) => /^[^.]+\.(js|css|wasm|html|png|webmanifest|svg)$/.test(name))) {
    const { headers } = await get(`${host}/tools/planner/${name}`);
    const isHashed = /-[0-9a-f]{16}(_bg)?\./.test(name);
    const expected = isHashed ? "max-age=31536000, immutable" : "no-cache";
    expect([name, headers["cache-control"]]).toEqual([name, expected]);
  }
  const { headers } = await get(`${host}/tools/planner/`);
  expect(headers["cache-control"]).toBe("no-cache");
});

test("the compressed copies are what is sent", async ({ host }) => {
  for (const name of [await named(/_bg\.wasm$/), "index.html", "sw.js", "docs/index.html"]) {
    if (!hasDocs && name.startsWith("docs/")) continue;
    const zipped = await get(`${host}/tools/planner/${name}`, { "accept-encoding": "gzip" });
    expect(zipped.headers["content-encoding"], name).toBe("gzip");
    expect(zipped.headers.vary, name).toBe("Accept-Encoding");
    expect(zipped.body.equals(await readFile(join(dist, `${name}.gz`))), name).toBe(true);
    const plain = await get(`${host}/tools/planner/${name}`);
    expect(plain.headers["content-encoding"]).toBeUndefined();
    expect(plain.body.equals(await readFile(join(dist, name))), name).toBe(true);
  }
});

test("the policy comes as a header too", async ({ host }) => {
  const html = await readFile(join(dist, "index.html"), "utf8");
  const policy = html.match(/Content-Security-Policy" content="([^"]+)"/)[1];
  for (const path of ["", "index.html", "sw.js"]) {
    const { headers } = await get(`${host}/tools/planner/${path}`);
    expect(headers["content-security-policy"], path).toBe(policy);
  }
});

test("an address that does not exist leads back to the planner, from any depth", async ({ host, page }) => {
  for (const path of ["nothing", "no/such/page.html", "docs/clauses/nothing.html", "nothing-0123456789abcdef.js"]) {
    const answer = await page.goto(`${host}/tools/planner/${path}`);
    expect([path, answer.status()]).toEqual([path, 404]);
    await expect(page.getByRole("heading", { name: "There is no such page" })).toBeVisible();
    const link = page.getByRole("link", { name: "Open the planner" });
    await expect(link).toHaveAttribute("href", `${host}/tools/planner/`);
  }
  await page.getByRole("link", { name: "Open the planner" }).click();
  await expect(page.getByRole("textbox", { name: "Name of the plan" })).toBeVisible();
});

test("the planner and the documentation run below a path, with a quiet console", async ({ host, page }) => {
  const noise = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) noise.push(message.text());
  });
  page.on("pageerror", (error) => noise.push(String(error)));
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(`${host}/tools/planner`)) {
      noise.push(request.url());
    }
  });
  await page.goto(`${host}/tools/planner`);
  await expect(page.getByRole("textbox", { name: "Name of the plan" })).toBeVisible();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await expect(page.getByText("answered in")).toBeVisible();
  const pages = { unhealthy: "My backend is unhealthy", "clauses/table4": "Table 4" };
  for (const [name, title] of Object.entries(hasDocs ? pages : {})) {
    await page.goto(`${host}/tools/planner/docs/${name}.html`);
    await expect(page.getByRole("heading", { level: 1 })).toContainText(title);
  }
  expect(noise).toEqual([]);
});
