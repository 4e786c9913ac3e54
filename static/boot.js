// Loads the planner. The script is a file of its own, so that the page needs no inline script.
const script = document.querySelector("script[data-js]");
// From here on this script reports errors. The message in the page is for pages without this script.
document.querySelector(".boot-late")?.remove();
const address = (name) => new URL(script.dataset[name], document.baseURI).href;

const explain = (error) => {
  const message = document.createElement("p");
  message.className = "boot";
  message.setAttribute("role", "alert");
  message.textContent =
    "The planner could not be loaded. Reload the page; if that does not help, the files of the " +
    `site may be incomplete or this browser too old. (${error?.message ?? error})`;
  document.getElementById("app").replaceChildren(message);
};

// A request may never be answered.
const patience = setTimeout(() => {
  const waiting = document.querySelector("#app > .boot[role=status]");
  if (waiting) {
    waiting.textContent =
      "The planner is still loading. The network may be slow; if nothing happens, reload the page.";
  }
}, 10_000);

let isRunning = false;
try {
  const planner = await import(address("js"));
  const response = await fetch(address("wasm"), { credentials: "same-origin" });
  if (!response.ok) throw new Error(`${response.url} answers ${response.status}`);
  // A host may serve the module under a wrong type.
  const isTyped = response.headers.get("content-type")?.startsWith("application/wasm");
  await planner.default({ module_or_path: isTyped ? response : await response.arrayBuffer() });
  isRunning = true;
} catch (error) {
  explain(error);
}
clearTimeout(patience);

// Only a release names this script: files of a development server are never kept. The planner runs
// without it too.
if (isRunning && script.dataset.offline) {
  import(address("offline")).then(
    ({ keepOffline }) => keepOffline(script.dataset.build),
    () => {},
  );
}
