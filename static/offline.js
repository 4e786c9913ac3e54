// Registers the worker that keeps the planner working without a network, and tells the page when a
// new version is ready. The page says so, and reloads only when the reader asks for it.
//
// This file and the planner talk by two events of the window: this file sends
// `planner-new-version`, the planner sends `planner-reload`.

const HOUR = 3_600_000;
const MOMENT = 1_000;

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
    let isReloading = false;

    const greet = (worker) => worker?.postMessage({ planner: "started", build });
    workers.addEventListener("message", ({ data }) => {
      if (data?.planner === "version" && data.build !== build && !data.makesWay) offer();
      // From now on the page is loaded in the new version, whichever worker does it. The new one gets
      // a moment to take over first.
      if (data?.planner === "wanted" && isReloading) setTimeout(() => location.reload(), MOMENT);
    });
    workers.addEventListener("controllerchange", () => {
      if (isReloading) location.reload();
      else greet(workers.controller);
    });

    const address = new URL("sw.js", document.baseURI);
    const registration = await workers.register(address, { updateViaCache: "none" });

    window.addEventListener("planner-reload", () => {
      isReloading = true;
      if (!registration.waiting) return location.reload();
      registration.waiting.postMessage({ planner: "take over" });
      // If the worker does not answer, the page reloads without it.
      setTimeout(() => location.reload(), 4000);
    });

    const watch = (worker) =>
      worker?.addEventListener("statechange", () => {
        if (worker.state === "installed" && registration.active) offer();
      });
    registration.addEventListener("updatefound", () => watch(registration.installing));
    watch(registration.installing);
    // This page may be of the version that waits.
    if (registration.active) greet(registration.waiting);
    greet(workers.controller);

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
