import { ownValue, problemOf } from "@danfang/domain";
import { statusOf } from "../../border/problem.ts";

/** One complaint about a field, as FastAPI words it. */
export interface FieldComplaint {
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly type: string;
}

/** What AUTOMATIC1111 answers with: its handlers raise, FastAPI validates. */
export class A1111Error extends Error {
  readonly status: number;
  readonly body: object;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: object, headers: Readonly<Record<string, string>> = {}) {
    super(JSON.stringify(body));
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** `raise HTTPException(status, detail)` in a handler. */
export const httpException = (status: number, detail: string, headers?: Readonly<Record<string, string>>) =>
  new A1111Error(status, { error: "HTTPException", detail, body: "", errors: "" }, headers);

/** Any other exception in a handler: its class and its words. */
export const exception = (name: string, words: string, status = 500) =>
  new A1111Error(status, { error: name, detail: "", body: "", errors: words });

/** The schema does not fit. */
export const invalid = (detail: readonly FieldComplaint[]) => new A1111Error(422, { detail });

/** What AUTOMATIC1111 can do and we cannot, yet. Said in its shape, and never passed over in silence. */
export const notYet = (what: string, next = "Leave it out to paint without it.") =>
  httpException(501, `${what} is not in this version of Danfang yet. ${next}`.trim());

/** Names that clients look for in `error`. Source: torch raises this one. */
const classNames: Readonly<Record<string, string>> = { "engine/outOfMemory": "OutOfMemoryError" };

/** Whatever was thrown, in AUTOMATIC1111's shape. */
export function a1111Response(error: unknown): Response {
  const { status, body, headers } = translate(error);
  return Response.json(body, { status, headers: { ...headers, "Cache-Control": "no-store" } });
}

function translate(error: unknown): A1111Error {
  if (error instanceof A1111Error) return error;
  const { code, message, hint } = problemOf(error);
  if (code === "internal/unexpected") return exception("RuntimeError", message);
  const words = `${message} ${hint}`;
  switch (code) {
    case "server/unauthorised":
      return httpException(401, message, { "WWW-Authenticate": "Basic" });
    case "server/notJson":
      return invalid([{ loc: ["body"], msg: "value is not a valid dict", type: "type_error.dict" }]);
    case "server/foreignHost":
    case "server/foreignOrigin":
    case "server/tooManyGuesses":
    case "server/tooLarge":
    case "server/tooNested":
    case "server/textTooLong":
    case "server/tooManyValues":
      return httpException(statusOf(error), words);
    default:
      return exception(ownValue(classNames, code) ?? "RuntimeError", words);
  }
}
