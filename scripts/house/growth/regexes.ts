import { parseAst } from "vitest/node";
import { textOf } from "../workspaces.ts";

/** A regular expression written in a file. */
export interface WrittenRegex {
  readonly place: string;
  readonly regex: RegExp;
}

/** Every regular expression that stands in a file as a literal. */
export function regexesIn(file: string): WrittenRegex[] {
  const text = textOf(file);
  const found: WrittenRegex[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    if (isRegex(node)) {
      const line = text.slice(0, node.start).split("\n").length;
      found.push({ place: `${file}:${line}`, regex: new RegExp(node.regex.pattern, node.regex.flags) });
    }
    for (const inner of Object.values(node)) visit(inner);
  };
  visit(parseAst(text, { lang: file.endsWith("x") ? "tsx" : "ts" }));
  return found;
}

interface RegexNode {
  readonly start: number;
  readonly regex: { readonly pattern: string; readonly flags: string };
}
const isRegex = (node: object): node is RegexNode =>
  "regex" in node && "start" in node && typeof node.regex === "object" && node.regex !== null;
