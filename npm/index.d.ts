export type * from "./engine.js";
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
export { PlannerError, type PlannerErrorCode } from "./error.js";

/**
 * Loads the engine, once; call it before anything else. In Node it is loaded already, and
 * nothing is left to do.
 *
 * @param module Where the module is, or the module itself; `engine_bg.wasm` beside this file
 *   where left out.
 * @throws {PlannerError} The module cannot be loaded, or is none. It can be tried again.
 */
export function init(
  module?: string | URL | Request | Response | BufferSource | WebAssembly.Module,
): Promise<void>;
export type { Counts, HostMessage, PlannerMessage } from "./messages.js";
