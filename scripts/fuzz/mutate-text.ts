import type { Mutation } from "./mutations.ts";
import type { Random } from "./random.ts";

/** What texts of this field are cut at. */
const tokens = /[\s,:;"'{}[\]()<>|\\#&*!-]|[^\s,:;"'{}[\]()<>|\\#&*!-]+/g;

const pieces = [
  "\r",
  "\n",
  "\n\n",
  "\t",
  "\0",
  "\ufeff",
  "\ud800",
  "\u202e",
  "😀",
  "，",
  "：",
  '"',
  '""',
  "\\",
  "\\\\",
  "\\u0000",
  "\\ud800",
  "{",
  "}",
  "[",
  "]",
  "[[",
  "(((",
  ")",
  "<",
  ">",
  ",",
  ", ",
  ":",
  ": ",
  "Steps: 20",
  "Seed: 1e999",
  "Size: -1x99999999999",
  "Negative prompt:",
  "Lora hashes: ",
  "Hashes: {",
  "NaN",
  "-0",
  "1e999",
  "0x10",
  "null",
  "__proto__",
  "constructor",
  "<lora:a:1>",
  "&a ",
  "*a",
  "!!binary ",
  "!!js/function ",
  "---\n",
  "? ",
  "- ",
  "%TAG ! tag:\n",
  "{prompt}",
  "name,prompt",
];

/** Characters. */
const longest = 1_000_000;
const many = (r: Random, piece: string) =>
  piece.repeat(1 + r.below(Math.min(r.pick([3, 100, 20_000]), longest / Math.max(1, piece.length))));

/** Words, brackets, quotes and separators gone, doubled, swapped, repeated without end, or from another text. */
export const mutateText: Mutation = (bytes, r, others) => {
  const decoder = new TextDecoder();
  let parts: string[] = decoder.decode(bytes).match(tokens) ?? [];
  for (let n = 1 + r.below(6); n > 0; n--) {
    const [at, to] = [r.below(parts.length + 1), r.below(parts.length + 1)].sort((a, b) => a - b) as [number, number];
    switch (r.below(7)) {
      case 0:
        parts.splice(at, 1 + r.below(5));
        break;
      case 1:
        parts.splice(at, 0, r.pick(pieces));
        break;
      case 2:
        parts.splice(at, 0, many(r, r.pick(pieces)));
        break;
      case 3:
        parts = [...parts.slice(0, to), ...parts.slice(at)];
        break;
      case 4:
        parts.splice(at, 1, many(r, parts[at] ?? " "));
        break;
      case 5: {
        const other: string[] = decoder.decode(r.pick(others)).match(tokens) ?? [];
        const from = r.below(other.length + 1);
        parts.splice(at, r.below(20), ...other.slice(from, from + r.below(40)));
        break;
      }
      default:
        parts = [...parts.slice(at, to), ...parts.slice(0, at), ...parts.slice(to)];
    }
  }
  return new TextEncoder().encode(parts.join("").slice(0, longest));
};
