// The engine in browsers and bundlers: it is loaded once, by `init`.
import load, * as engine from "./engine.js";
import { PlannerError } from "./error.js";

let loading;
let isLoaded = false;

export function init(module) {
  loading ??= load(module === undefined ? undefined : { module_or_path: module }).then(
    () => {
      isLoaded = true;
    },
    (error) => {
      // It can be tried again, perhaps with another address.
      loading = undefined;
      const reason = error instanceof Error ? error.message : "the module is of no known kind";
      const refused = new PlannerError("not_loaded", `the engine could not be loaded: ${reason}`);
      refused.cause = error;
      throw refused;
    },
  );
  return loading;
}

const loaded =
  (call) =>
  (...given) => {
    if (!isLoaded) {
      throw new PlannerError("not_loaded", "the engine is not loaded yet; `await init()` first");
    }
    return call(...given);
  };

export const evaluate = loaded(engine.evaluate);
export const validate = loaded(engine.validate);
export const encodeLink = loaded(engine.encodeLink);
export const decodeLink = loaded(engine.decodeLink);
export const exportPlan = loaded(engine.exportPlan);
export const formats = loaded(engine.formats);
export const version = loaded(engine.version);
export { exportPlan as export, PlannerError };
