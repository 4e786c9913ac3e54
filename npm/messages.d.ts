// The messages between the planner in a frame and the page around it; `docs/embedding.md` of the
// project says what each does.
import type { FormatId, Plan } from "./engine.js";

/**
 * A message that a page sends to the planner in a frame, by
 * `frame.contentWindow.postMessage(message, "*")`.
 */
export type HostMessage = { elbPlan: 1 } & (
  | {
      /** Shows a plan, or the plan of a link, in the place of the one that is shown. */
      action: "load";
      /** A plan as data or as JSON text. */
      plan?: Plan | string;
      /** A planning link, or what stands behind its `#p=`. */
      link?: string;
    }
  | {
      /** Asks for the plan as it stands; answered with `save`. */
      action: "save";
    }
  | {
      /** Asks for the rules in a format; answered with `export`. */
      action: "export";
      format: FormatId;
    }
  | {
      /** Dresses the planner like the page. */
      action: "theme";
      theme?: "light" | "dark";
      /** A language tag; one that the planner does not speak changes nothing. */
      lang?: string;
    }
  | {
      /** Selects drawn things, by their ids. */
      action: "select";
      ids: string[];
    }
);

/** The numbers of things to see. It is left out while no plan was given to show. */
export interface Counts {
  changes?: number;
  findings?: number;
  proved?: boolean;
}

/** A message that the planner in a frame sends to the page around it. */
export type PlannerMessage = { elbPlan: 1 } & (
  | {
      /** The planner listens. */
      event: "init";
      /** The version of the planner. */
      version: string;
    }
  | ({
      /** The view was drawn, or its size has changed. */
      event: "rendered";
      /** The height that it needs, in CSS pixels. */
      height: number;
    } & Counts)
  | ({
      /** The reader has changed the plan. */
      event: "change";
      /** The plan, for a page that has loaded one by a message. */
      plan?: Plan;
      link?: string;
    } & Counts)
  | { event: "save"; plan: Plan; link: string }
  | { event: "export"; format: FormatId; text: string }
  | { event: "select"; ids: string[] }
  | {
      /** A message was not understood, and nothing was changed. */
      event: "error";
      message: string;
    }
);
