// Hosts of all kinds for the planner: a server of its own for each, with what is served by rules.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { test as base, expect } from "@playwright/test";
import { sample } from "./planner.js";

export const dist = fileURLToPath(new URL("../../dist/", import.meta.url));

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** A server: `root` is what it serves, `pages` are texts by path, `path` is where the planner is, `headers` go with it. */
export async function serve({ root = dist, pages = {}, path = "/", headers = {}, pageHeaders = {}, wasm } = {}) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    if (pages[pathname] !== undefined) {
      response.writeHead(200, { "content-type": types[".html"], ...pageHeaders });
      return response.end(pages[pathname]);
    }
    try {
      if (!pathname.startsWith(path)) throw new Error("elsewhere");
      const file = pathname.slice(path.length) || "index.html";
      const body = await readFile(root + file);
      const type = (extname(file) === ".wasm" && wasm) || types[extname(file)];
      response.writeHead(200, { "content-type": type ?? "application/octet-stream", ...headers });
      response.end(body);
    } catch {
      response.writeHead(404, { "content-type": "text/plain" });
      response.end("there is no such file\n");
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { server, origin: `http://127.0.0.1:${server.address().port}` };
}

/** The engine's package for Node, which makes the links. */
const engine = import(new URL("../../dist/npm/node.js", import.meta.url));

export const link = async (id) => (await engine).encodeLink(await sample(id));
export const decode = async (text) => (await engine).decodeLink(text);

/** A page as an author writes it, with something in it. */
export const article = (inner, { script = "/embed.js", head = "", lang = "en" } = {}) =>
  `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Article</title>` +
  `<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">${head}` +
  `<script src="${script}" defer></script></head><body><h1>An article</h1>${inner}</body></html>`;

export const test = base.extend({
  /** Starts hosts, which end with the test, and knows them as friends. */
  hosts: async ({ context }, use) => {
    const started = [];
    const noise = [];
    const strangers = [];
    context.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) noise.push(message.text());
    });
    context.on("weberror", (error) => noise.push(String(error.error())));
    context.on("request", (request) => {
      const url = request.url();
      const own = ["data:", "blob:", "file:", "about:"].some((scheme) => url.startsWith(scheme));
      if (!own && !started.some(({ origin }) => url.startsWith(origin))) strangers.push(url);
    });
    await use({
      start: async (options) => {
        const host = await serve(options);
        started.push(host);
        return host.origin;
      },
    });
    for (const { server } of started) {
      server.closeAllConnections();
      server.close();
    }
    expect(noise, "the console stays empty").toEqual([]);
    expect(strangers, "nothing is asked of any other host").toEqual([]);
  },
});

export { expect };
