import { setImmediate } from "node:timers/promises";
import type { MiddlewareHandler } from "hono";
import { serverErrors } from "../border/errors.ts";
import { isForm } from "./bodies.ts";

/** Deeper than any order; what is nested further makes programs fail that walk through it. */
export const deepestJson = 64;
/** Values of one body: more than the largest grid has. */
export const mostJsonValues = 200_000;

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const openers: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const closers: ReadonlySet<number> = new Set([0x5d, 0x7d]);
/** Bytes of a text that is no picture: the longest generation data, each character escaped. */
const longestWords = 2_000_000;
/** What a picture in base64 is made of, and the end of its text; some programs escape its slashes and break its lines. */
const inBase64 = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number(/[A-Za-z0-9+/=_"\\-]/.test(String.fromCharCode(byte))),
);
/** In base64 every 64th is a slash, and lines are broken after as many. */
const fewestBetweenEscapes = 16;
/** Bytes looked at before others have their turn. */
const stretch = 256 * 1024;

/** What stands between two stretches of a body. */
interface Progress {
  at: number;
  depth: number;
  values: number;
  isText: boolean;
  /** Where the text begins that it is in. */
  from: number;
  escapes: number;
}

/**
 * Refuses JSON that is nested deeper, has more values or longer texts than anything that is asked for here, before it is
 * parsed. Errors: `server/tooNested`, `server/tooManyValues`, `server/textTooLong`.
 */
export const plainJson: MiddlewareHandler = async (c, next) => {
  const isJson = !["GET", "HEAD"].includes(c.req.method) && !isForm(c.req.header("Content-Type"));
  if (isJson) await demandPlain(new Uint8Array(await c.req.arrayBuffer()));
  await next();
};

export async function demandPlain(bytes: Uint8Array): Promise<void> {
  const progress: Progress = { at: 0, depth: 0, values: 1, isText: false, from: 0, escapes: 0 };
  while (progress.at < bytes.length) {
    look(bytes, progress, Math.min(bytes.length, progress.at + stretch));
    if (progress.at < bytes.length) await setImmediate();
  }
}

/** Goes on to `end`, or a little beyond it. */
function look(bytes: Uint8Array, progress: Progress, end: number): void {
  while (progress.at < end) {
    const byte = bytes[progress.at++]!;
    if (progress.isText) {
      const length = progress.at - progress.from;
      if (byte === backslash) progress.escapes++;
      if (length > longestWords && (!inBase64[byte] || progress.escapes * fewestBetweenEscapes > length))
        throw serverErrors.textTooLong({ field: "A text", most: longestWords });
      if (byte === backslash) progress.at++;
      else if (byte === quote) progress.isText = false;
    } else if (byte === quote) {
      progress.isText = true;
      progress.from = progress.at;
      progress.escapes = 0;
    } else if (byte === comma) progress.values++;
    else if (openers.has(byte)) {
      progress.values++;
      if (++progress.depth > deepestJson) throw serverErrors.tooNested({ most: deepestJson });
    } else if (closers.has(byte)) progress.depth--;
    if (progress.values > mostJsonValues) throw serverErrors.tooManyValues({ most: mostJsonValues });
  }
}
