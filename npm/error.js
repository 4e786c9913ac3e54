/** The error that every function throws where it is given something that it cannot use. */
export class PlannerError extends Error {
  constructor(code, message, path, line, column) {
    super(message);
    this.name = "PlannerError";
    this.code = code;
    if (path !== undefined) this.path = path;
    if (line !== undefined) this.line = line;
    if (column !== undefined) this.column = column;
  }
}
