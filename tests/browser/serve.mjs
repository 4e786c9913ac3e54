// A static server for the tests: the release site as a plain host would serve it, and with
// PLANNER_COMPRESSED as one that sends the compressed copies.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../dist/", import.meta.url));
const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

createServer(async (request, response) => {
  const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
  try {
    const file = join(root, path.endsWith("/") ? `${path}index.html` : path);
    const packed = process.env.PLANNER_COMPRESSED ? await readFile(`${file}.br`).catch(() => undefined) : undefined;
    const encoding = packed && { "content-encoding": "br" };
    const body = packed ?? (await readFile(file));
    response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream", ...encoding });
    response.end(body);
  } catch {
    response.writeHead(404, { "content-type": "text/plain" });
    response.end("there is no such file\n");
  }
}).listen(Number(process.env.PORT ?? 4173), "127.0.0.1");
