import { decodeText } from "@danfang/formats";
import { cliErrors } from "../errors/errors.ts";

/**
 * All of an input's text, without the line break at its end that `echo` adds. Chinese Windows pipes GB18030, PowerShell
 * UTF-16. Errors: `cli/notText` for what is neither, nor UTF-8: no character is guessed.
 */
export async function readText(input: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of input) parts.push(part);
  const decoded = decodeText(Buffer.concat(parts));
  if (decoded === undefined) throw cliErrors.notText({});
  return decoded.text.replace(/\r?\n$/, "");
}

/**
 * The lines of a UTF-8 input as they arrive, so that a program at the other end may wait for each answer. Errors:
 * `cli/notText` at the first line that is none.
 */
export async function* readLines(input: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decode = (bytes: Uint8Array, then: "more" | "end") => {
    try {
      return decoder.decode(bytes, { stream: then === "more" });
    } catch (cause) {
      throw cliErrors.notText({}, cause);
    }
  };
  let rest = "";
  for await (const bytes of input) {
    const lines = (rest + decode(bytes, "more")).split(/\r?\n/);
    rest = lines.pop() ?? "";
    yield* lines;
  }
  rest += decode(new Uint8Array(), "end");
  if (rest !== "") yield rest;
}

/** One text a line, as JSON. Errors: `cli/badJsonLine`. */
export async function* readJsonLines(input: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let line = 0;
  for await (const json of readLines(input)) {
    line++;
    if (json.trim() === "") continue;
    const text = parseJson(json);
    if (typeof text !== "string") throw cliErrors.badJsonLine({ line });
    yield text;
  }
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined; // JSON itself has no undefined, so the caller can tell
  }
}
