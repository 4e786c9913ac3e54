// A release on a server of its own that can be stopped and given a new version, as happens to the
// real one.
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { cp, mkdtemp, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".wasm": "application/wasm",
};

/** A copy of the release in a folder of its own. */
export const copyOfRelease = async () => {
  const folder = await mkdtemp(join(tmpdir(), "planner-release-"));
  for (const entry of await readdir(dist, { withFileTypes: true })) {
    // The compressed copies and what lies in folders have no part in these tests.
    if (!entry.isFile() || /\.(br|gz)$/.test(entry.name)) continue;
    await cp(join(dist, entry.name), join(folder, entry.name));
  }
  return { folder, remove: () => rm(folder, { recursive: true }) };
};

/**
 * Makes the next version of a release: every file that is named by its content has another name,
 * and the page says so, as after any change. No file of the version before is left.
 */
export const renew = async (folder) => {
  const names = (await readdir(folder)).filter((name) => /-[0-9a-f]{16}(_bg)?\./.test(name));
  const renamed = (name) => name.replace(/-([0-9a-f]{16})/, (_, hash) => `-${[...hash].reverse().join("")}`);
  for (const name of names) await rename(join(folder, name), join(folder, renamed(name)));
  const change = async (name, edit) => {
    const path = join(folder, name);
    await writeFile(path, edit(await readFile(path, "utf8")));
    return createHash("sha256").update(await readFile(path)).digest("base64");
  };
  const worker = await readFile(join(folder, "sw.js"), "utf8");
  const build = worker.match(/BUILD = "([0-9a-f]+)"/)[1];
  const next = [...build].reverse().join("");
  const replace = (text) =>
    names.reduce((rest, name) => rest.replaceAll(name, renamed(name)), text.replaceAll(build, next));
  const page = await change("index.html", replace);
  // The planner's script names the files of its chunks.
  const script = names.map(renamed).find((name) => /^elb-rule-planner-.*\.js$/.test(name));
  const digests = { "index.html": page, [script]: await change(script, replace) };
  const withDigests = (text) =>
    Object.entries(digests).reduce(
      (rest, [name, digest]) =>
        rest.replace(new RegExp(`("${name}": "sha256-)[^"]+`), (_, before) => before + digest),
      text,
    );
  await change("sw.js", (text) => withDigests(replace(text)));
  return next;
};

/** The name of a file that is not there, in the form of those that are named by their content. */
export const HELD = "held-0123456789abcdef.js";

/**
 * Serves a folder below a path, and remembers what it was asked for. Requests for `HELD` are answered
 * once they are let go.
 */
export const serve = async (folder, path = "/") => {
  const asked = [];
  const held = [];
  const answer = async (request, response) => {
    const wanted = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    asked.push(wanted);
    if (wanted.endsWith(HELD)) await new Promise((resolve) => held.push(resolve));
    try {
      if (!wanted.startsWith(path)) throw new Error("elsewhere");
      const below = wanted.slice(path.length) || "index.html";
      const body = await readFile(join(folder, below));
      response.writeHead(200, {
        "content-type": types[extname(below)] ?? "application/octet-stream",
        // Frames without an origin need it.
        "access-control-allow-origin": "*",
        "cache-control": /-[0-9a-f]{16}/.test(below) ? "max-age=31536000, immutable" : "no-cache",
      });
      response.end(body);
    } catch {
      response.writeHead(404, { "content-type": "text/plain" });
      response.end("there is no such file\n");
    }
  };
  let server;
  let port = 0;
  const start = () =>
    new Promise((resolve) => {
      server = createServer(answer).listen(port, "127.0.0.1", () => {
        port = server.address().port;
        resolve();
      });
    });
  const stop = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  await start();
  const letGo = () => held.splice(0).forEach((resolve) => resolve());
  return { asked, letGo, start, stop, url: `http://127.0.0.1:${port}${path}` };
};
