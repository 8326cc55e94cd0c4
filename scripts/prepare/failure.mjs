/** Something that a person can mend: what is wrong, and what to do next. */
export class Failure extends Error {
  constructor(message, hint, { exitCode = 1 } = {}) {
    super(message);
    this.hint = hint;
    this.exitCode = exitCode;
  }
}
