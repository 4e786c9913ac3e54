// Starts the planner once more, in a worker of the page, where it answers plans and draws nothing.
// The page names the planner's files in the name of this worker.
const files = new URLSearchParams(self.name);
try {
  const { default: start } = await import(files.get("js"));
  const response = await fetch(files.get("wasm"), { credentials: "same-origin" });
  if (!response.ok) throw new Error(`${response.url} answers ${response.status}`);
  // A host may serve the module under a wrong type.
  const isTyped = response.headers.get("content-type")?.startsWith("application/wasm");
  await start({ module_or_path: isTyped ? response : await response.arrayBuffer() });
} catch (error) {
  // Browsers do not tell the page of this. It does not understand an empty message, and answers by
  // itself.
  self.postMessage("");
  throw error;
}
