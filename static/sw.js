// Keeps the planner working without a network. The release build fills in the two constants.
// Without them, on a development server, the worker removes itself and the files that a release kept.
//
// A cache holds the files of one version and of no other: its name has the version's id in it, and
// each file is taken only if it has the digest that the build wrote down. A new version is loaded
// whole beside the old one and waits until the reader asks for it or has closed every page.

/** The id of this version. */
const BUILD = "";
/** The files to keep: names beside this file, and their digests. */
const FILES = {};

// Other copies of the planner may live on the same host, each in a folder of its own.
const FOLDER = new URL("./", self.location);
const PREFIX = `elb-rule-planner ${FOLDER.pathname} `;
const CACHE = PREFIX + BUILD;

const at = (name) => new URL(name, FOLDER).href;
const PAGE = at("index.html");
const KEPT = new Set(Object.keys(FILES).map(at));
const HASHED = /-[0-9a-f]{8,20}(_bg)?\.\w+$/;

const ownCaches = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX));

/** Fetches a file from the server. It fails unless the file belongs to this version. */
const fetched = async (address, integrity) => {
  const response = await fetch(address, { integrity, cache: "no-cache" });
  if (!response.ok) throw new Error(`${address} answers ${response.status}`);
  // Browsers show no page from an answer that was redirected, and some hosts redirect
  // `index.html`.
  return response.redirected
    ? new Response(await response.blob(), { headers: response.headers })
    : response;
};

const keepAll = async () => {
  try {
    const cache = await caches.open(CACHE);
    await Promise.all(
      Object.entries(FILES).map(async ([name, integrity]) => {
        const answer = fetched(at(name), integrity);
        // Some hosts serve the page under the folder's address alone.
        const found = name === "index.html" ? answer.catch(() => fetched(at("./"), integrity)) : answer;
        await cache.put(at(name), await found);
      }),
    );
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
};

/** The mark in the cache of a version that a reader asked for and that waits to take over. */
const WANTED = at("wanted");

const want = async () => (await caches.open(CACHE)).put(WANTED, new Response());

/**
 * The cache of a newer version that a reader asked for. The browser lets its worker take over only
 * once this one has had nothing to do for a while, which may be longer than anybody waits.
 */
const wanted = async () => {
  for (const name of await ownCaches()) {
    const cache = await caches.open(name);
    if (name !== CACHE && (await cache.match(WANTED))) return cache;
  }
};

const dropCaches = async (dropped) => {
  const names = (await ownCaches()).filter(dropped);
  await Promise.all(names.map((name) => caches.delete(name)));
};

const retire = async () => {
  await dropCaches(() => true);
  await self.registration.unregister();
};

self.addEventListener("install", (event) => {
  event.waitUntil(BUILD ? keepAll() : self.skipWaiting());
});

const takeOver = async () => {
  // From now on this version is older than what may be wanted.
  await (await caches.open(CACHE)).delete(WANTED);
  await self.clients.claim();
};

self.addEventListener("activate", (event) => {
  event.waitUntil(BUILD ? takeOver() : retire());
});

self.addEventListener("message", (event) => {
  const { planner, build } = event.data ?? {};
  const say = (answer) => event.source?.postMessage(answer);
  if (planner === "take over") {
    const makeKnown = () => {
      say({ planner: "wanted" });
      self.skipWaiting();
    };
    event.waitUntil(want().then(makeKnown));
  }
  if (planner !== "started") return;
  const version = async () => say({ planner: "version", build: BUILD, makesWay: Boolean(await wanted()) });
  event.waitUntil(version());
  // Once a page of this version runs, nothing needs the files of older versions. A newer version
  // that is already loaded keeps its own files.
  const isNewest = !self.registration.waiting && !self.registration.installing;
  if (build === BUILD && isNewest) event.waitUntil(dropCaches((name) => name !== CACHE));
});

/** A file from the cache of this version, or of an older version whose page is being loaded. */
const kept = async (address, request) => {
  const names = [CACHE, ...(await ownCaches()).filter((name) => name !== CACHE)];
  for (const name of HASHED.test(address) ? names : [CACHE]) {
    const answer = await (await caches.open(name)).match(address);
    if (answer) return answer;
  }
  return fetch(request);
};

/** The page. In frames of other pages it comes from the server, as long as the server answers. */
const page = async (request) => {
  if (request.destination !== "document") {
    const answer = await fetch(request).catch(() => undefined);
    if (answer) return answer;
  }
  return (await (await wanted())?.match(PAGE)) ?? kept(PAGE, request);
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (!BUILD || request.method !== "GET") return;
  const address = request.url.split(/[?#]/)[0];
  const isPage = address === PAGE || address === at("./");
  if (request.mode === "navigate") {
    if (isPage) event.respondWith(page(request));
    return;
  }
  const inFolder = address.startsWith(FOLDER.href) && !address.slice(FOLDER.href.length).includes("/");
  if (KEPT.has(address) || (inFolder && HASHED.test(address))) {
    event.respondWith(kept(address, request));
  }
});
