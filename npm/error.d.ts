/** The kinds of things that can be wrong with what a function is given. */
export type PlannerErrorCode =
  | "empty"
  | "too_long"
  | "too_many"
  | "not_json"
  | "not_data"
  | "not_an_object"
  | "newer"
  | "unfit"
  | "not_text"
  | "link_empty"
  | "link_unknown_codec"
  | "link_cut_off"
  | "link_changed"
  | "link_too_large"
  | "unknown_format"
  | "options"
  | "not_loaded";

/** The error that every function throws where it is given something that it cannot use. */
export class PlannerError extends Error {
  constructor(
    code: PlannerErrorCode,
    message: string,
    path?: string,
    line?: number,
    column?: number,
  );
  readonly name: "PlannerError";
  /** The kind of error, for programs; `message` says it to people, and what to do about it. */
  readonly code: PlannerErrorCode;
  /** The way to what does not fit, such as `subnets[0].cidr`; empty for the plan as a whole. */
  readonly path?: string;
  /** The line, from 1 up, where the plan was given as text. */
  readonly line?: number;
  /** The column, from 1 up, where the plan was given as text. */
  readonly column?: number;
}
