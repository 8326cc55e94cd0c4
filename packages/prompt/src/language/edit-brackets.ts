import { pythonSpace } from "./python-classes.ts";

/** Pieces `start` ≤ i < `end`. */
export type PieceRange = readonly [start: number, end: number];

/** A bracket of which one branch is read at each step; it begins at a piece `[` and ends with the piece `]` at `close`. */
export type Choice =
  | {
      readonly kind: "edit";
      readonly before: PieceRange;
      readonly after: PieceRange;
      readonly when: string;
      readonly close: number;
    }
  | { readonly kind: "alternate"; readonly options: readonly PieceRange[]; readonly close: number };

/** A text in pieces: brackets, colons and bars by themselves, plain text between them. */
export interface EditedText {
  readonly pieces: readonly string[];
  /** By the piece that opens them. */
  readonly choices: ReadonlyMap<number, Choice>;
}

const pieceOf = /[[\]():|]|\\[^\n]|[^\\[\]():|]+|\\/gu;
const whenOf = new RegExp(
  String.raw`^${pythonSpace}*([+-]?(?:\d+[eE][+-]?\d+|(?:\d+\.\d*|\.\d+)(?:[eE][+-]?\d+)?|\d+))${pythonSpace}*$`,
  "u",
);

/** A bracket that is still open, with the colons and bars seen directly in it. */
interface OpenBracket {
  readonly at: number;
  readonly bracket: string;
  readonly marks: number[];
  bars: number;
}

/**
 * Which square brackets of a text change with the step: `[from:to:when]`, `[to:when]` and `[a|b|…]`, nested in any way.
 *
 * A bracket that does not close, or holds too many colons, is text, and so is every bracket around it. `undefined` for a
 * text that has no reading at all: one with a bar outside of `[a|b]`, or a backslash at a line's end. Linear in the text.
 * Source: the grammar in AUTOMATIC1111's `prompt_parser.py`. Where that grammar can be read in several ways (a stray
 * bracket right beside a good one, `[a:b:3])`) the WebUI takes any of them, differently from one start to the next;
 * here every bracket that can change does.
 */
export function readEdits(text: string): EditedText | undefined {
  const pieces = text.match(pieceOf) ?? [];
  const choices = new Map<number, Choice>();
  let open: OpenBracket[] = [];
  const hasBar = () => open.some(({ bars }) => bars > 0);

  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i]!;
    const around = open.at(-1);
    if (piece === "\\") return undefined;
    if (piece === "|" && around === undefined) return undefined;
    if (piece === "(" || piece === "[") open.push({ at: i, bracket: piece, marks: [], bars: 0 });
    else if (piece === ":" || piece === "|") {
      around?.marks.push(i);
      if (around !== undefined && piece === "|") around.bars++;
    } else if (piece === ")" || piece === "]") {
      const closed = around && closeBracket(around, pieces, i);
      if (around !== undefined && typeof closed === "object") choices.set(around.at, closed);
      if (closed !== undefined) open.pop();
      else if (hasBar()) return undefined;
      else open = [];
    }
  }
  return hasBar() ? undefined : { pieces, choices };
}

/** What the bracket that `pieces[close]` closes is; `undefined` if it is none. */
function closeBracket(open: OpenBracket, pieces: readonly string[], close: number): Choice | "text" | undefined {
  const { at, bracket, marks, bars } = open;
  if ((bracket === "(") !== (pieces[close] === ")")) return undefined;
  if (bracket === "(") return bars === 0 && marks.length <= 1 ? "text" : undefined;
  if (marks.length === 0) return "text";
  const ends = [...marks, close];
  const segment = (i: number): PieceRange => [(i > 0 ? ends[i - 1]! : at) + 1, ends[i]!];
  if (bars === marks.length) return { kind: "alternate", options: ends.map((_, i) => segment(i)), close };
  if (bars > 0 || marks.length > 2) return undefined;

  const [start, end] = segment(marks.length);
  const when = end - start === 1 ? whenOf.exec(pieces[start]!)?.[1] : undefined;
  if (when === undefined) return undefined;
  const before: PieceRange = marks.length === 2 ? segment(0) : [at, at];
  return { kind: "edit", before, after: segment(marks.length - 1), when, close };
}
