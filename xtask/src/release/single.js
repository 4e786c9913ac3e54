// Unpacks the module that stands in the page, and starts it.
try {
  const packed = document.getElementById("module");
  const bytes = Uint8Array.from(atob(packed.textContent), (letter) => letter.charCodeAt(0));
  packed.remove();
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  await startPlanner({ module_or_path: await new Response(stream).arrayBuffer() });
} catch (error) {
  const message = document.createElement("p");
  message.className = "boot";
  message.setAttribute("role", "alert");
  message.textContent =
    "The planner could not be started. This browser may be too old, or forbids WebAssembly. " +
    `(${error?.message ?? error})`;
  document.getElementById("app").replaceChildren(message);
}
