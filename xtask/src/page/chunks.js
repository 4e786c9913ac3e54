// Of a host that serves modules under a wrong type, the whole file is taken first.
const fileOf = FETCH;
const instantiated = async (answer, imports) => {
  const response = await answer;
  if (!response.ok) throw new Error(`${response.url} answers ${response.status}`);
  const isTyped = response.headers.get("content-type")?.startsWith("application/wasm");
  return isTyped
    ? WebAssembly.instantiateStreaming(response, imports)
    : WebAssembly.instantiate(await response.arrayBuffer(), imports);
};
