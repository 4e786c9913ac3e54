// The engine in Node: it is loaded with this file, and `init` has nothing left to do.
import { readFileSync } from "node:fs";
import { initSync } from "./engine.js";

initSync({ module: readFileSync(new URL("./engine_bg.wasm", import.meta.url)) });

export const init = async () => {};
export {
  evaluate,
  validate,
  encodeLink,
  decodeLink,
  exportPlan,
  exportPlan as export,
  formats,
  version,
} from "./engine.js";
export { PlannerError } from "./error.js";
