// Registers the worker that keeps the planner working without a network, and tells the page when a
// new version is ready. The page says so, and reloads only when the reader asks for it.
//
// This file and the planner talk by two events of the window: this file sends
// `planner-new-version`, the planner sends `planner-reload`.

const HOUR = 3_600_000;

/** The most loads of the page that one wish for the new version may take. */
const TRIES = 3;

/**
 * The wish for a new version: the version that it was made in, and how often the page was loaded for
 * it. The browser lets a new worker take over only once the old one has nothing to do, which may take
 * longer than anybody waits. So the wish outlasts the page.
 */
const wish = {
  key: `elb-rule-planner new version ${new URL("./", document.baseURI).pathname}`,
  read() {
    try {
      return JSON.parse(sessionStorage.getItem(this.key)) ?? undefined;
    } catch {
      return undefined;
    }
  },
  write(value) {
    try {
      if (value) sessionStorage.setItem(this.key, JSON.stringify(value));
      else sessionStorage.removeItem(this.key);
    } catch {
      // Without storage the reader asks once more.
    }
  },
};

/** Offers the new version. The planner may start later, and then reads the mark on the page. */
const offer = () => {
  document.documentElement.dataset.newVersion = "ready";
  window.dispatchEvent(new Event("planner-new-version"));
};

/**
 * Keeps the planner. It does nothing in frames, in files, in pages without an origin, and where the
 * browser forbids workers.
 */
export const keepOffline = async (build) => {
  try {
    if (window.top !== window || !window.isSecureContext) return;
    if (!location.protocol.startsWith("http") || !("serviceWorker" in navigator)) return;
    const workers = navigator.serviceWorker;
    const wished = wish.read();
    // A page of another version is what was wished for.
    let isReloading = wished?.build === build && wished.tries < TRIES;
    if (!isReloading) wish.write(undefined);
    const reload = () => {
      wish.write({ build, tries: (wished?.tries ?? 0) + 1 });
      location.reload();
    };

    const greet = () => workers.controller?.postMessage({ planner: "started", build });
    workers.addEventListener("message", ({ data }) => {
      if (data?.planner !== "version" || data.build === build) return;
      if (isReloading) reload();
      else offer();
    });
    workers.addEventListener("controllerchange", () => {
      if (isReloading) reload();
      else greet();
    });

    const address = new URL("sw.js", document.baseURI);
    const registration = await workers.register(address, { updateViaCache: "none" });

    const takeOver = () => registration.waiting?.postMessage({ planner: "take over" });
    window.addEventListener("planner-reload", () => {
      isReloading = true;
      if (!registration.waiting) return reload();
      takeOver();
      // If the worker does not answer, the page reloads without it.
      setTimeout(reload, 4000);
    });
    if (isReloading) {
      takeOver();
      // A wish that nothing answers is forgotten: later on nobody expects the page to reload.
      setTimeout(() => {
        isReloading = false;
        wish.write(undefined);
      }, 30_000);
    }

    const watch = (worker) =>
      worker?.addEventListener("statechange", () => {
        if (worker.state === "installed" && registration.active) offer();
      });
    registration.addEventListener("updatefound", () => watch(registration.installing));
    watch(registration.installing);
    if (registration.waiting && registration.active) offer();
    greet();

    let asked = Date.now();
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState !== "visible" || Date.now() - asked < HOUR) return;
      asked = Date.now();
      // Without a network there is no new version.
      registration.update().catch(() => {});
    });
  } catch {
    // The planner works without being kept.
  }
};
