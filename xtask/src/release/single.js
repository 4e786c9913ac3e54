// Unpacks the module that stands in the page, and starts it. Its chunks are unpacked when they are
// asked for.
function unpacked(id) {
  const packed = document.getElementById(id);
  const bytes = Uint8Array.from(atob(packed.textContent), (letter) => letter.charCodeAt(0));
  packed.remove();
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(stream, { headers: { "content-type": "application/wasm" } });
}
try {
  await startPlanner({ module_or_path: unpacked("module") });
} catch (error) {
  const message = document.createElement("p");
  message.className = "boot";
  message.setAttribute("role", "alert");
  message.textContent =
    "The planner could not be started. This browser may be too old, or forbids WebAssembly. " +
    `(${error?.message ?? error})`;
  document.getElementById("app").replaceChildren(message);
}
