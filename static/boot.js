// Loads the planner. It stands in a file of its own so that the page needs no inline script.
const script = document.querySelector("script[data-js]");
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

try {
  const planner = await import(address("js"));
  const response = await fetch(address("wasm"), { credentials: "same-origin" });
  if (!response.ok) throw new Error(`${response.url} answers ${response.status}`);
  // A host that does not know the type of modules serves a good one all the same.
  const isTyped = response.headers.get("content-type")?.startsWith("application/wasm");
  await planner.default({ module_or_path: isTyped ? response : await response.arrayBuffer() });
  // Only a release has it: what a development server serves is never kept.
  if (script.dataset.offline) {
    const { keepOffline } = await import(address("offline"));
    keepOffline(script.dataset.build);
  }
} catch (error) {
  explain(error);
}
