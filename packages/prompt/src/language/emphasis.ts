import { breakPieces } from "./break.ts";
import { decimalOf } from "./decimal.ts";
import { pythonDigit, pythonSpace } from "./python-classes.ts";
import type { WeightedText } from "./weighted-text.ts";

/** AUTOMATIC1111's factor of one bracket. */
const bracketFactor = 1.1;
/**
 * Up to this many brackets around a piece, their factors are multiplied innermost first, as the WebUI does, so that the
 * weight has the same bits. Deeper, the product is shared between pieces (time stays linear) and may differ in the last bits.
 */
const exactDepth = 128;

const weightToken = `:${pythonSpace}*([+-]?[.${pythonDigit}]+)${pythonSpace}*\\)`;
const tokens = new RegExp(String.raw`\\[()[\]\\]?|[([]|${weightToken}|[)\]]|[^\\()[\]:]+|:`, "gu");

/** The pieces `start` ≤ p < `end` were inside a bracket worth `factor`; spans are numbered as their brackets close. */
interface Span {
  readonly start: number;
  readonly end: number;
  readonly factor: number;
  readonly order: number;
  readonly square: boolean;
}

/**
 * Attention syntax: `(x)` ×1.1, `[x]` ÷1.1, `(x:1.5)` ×1.5, nesting multiplies, a backslash makes a bracket literal,
 * `BREAK` as a word of its own is a piece of weight -1. Neighbours of equal weight are one piece; there is always one.
 *
 * Total, in time linear in the text. Unclosed brackets reach to the end, unmatched closers are literal.
 * Source: AUTOMATIC1111 `parse_prompt_attention`, matched bit for bit to 128 nested brackets; where that one fails on a
 * weight that is no number, `(a:1.2.3)`, the text is kept as it stands: `a:1.2.3` at 1.1.
 */
export function parseEmphasis(text: string): WeightedText[] {
  const { pieces, spans } = readBrackets(text);
  return mergeEqual(weigh(pieces, spans));
}

function readBrackets(text: string): { pieces: WeightedText[]; spans: Span[] } {
  const pieces: WeightedText[] = [];
  const spans: Span[] = [];
  const open = { round: [] as number[], square: [] as number[] };
  const close = (start: number, factor: number, square: boolean) =>
    spans.push({ start, end: pieces.length, factor, order: spans.length, square });

  for (const match of text.matchAll(tokens)) {
    const token = match[0];
    const weight = match[1] === undefined ? undefined : decimalOf(match[1]);
    if (token.startsWith("\\")) pieces.push([token.slice(1), 1]);
    else if (token === "(") open.round.push(pieces.length);
    else if (token === "[") open.square.push(pieces.length);
    else if (token === "]" && open.square.length > 0) close(open.square.pop()!, 1 / bracketFactor, true);
    else if (token.endsWith(")") && open.round.length > 0) {
      if (match[1] !== undefined && weight === undefined) pieces.push([token.slice(0, -1), 1]); // `:1.2.3`
      close(open.round.pop()!, weight ?? bracketFactor, false);
    } else for (const piece of breakPieces(token)) pieces.push(piece);
  }
  while (open.round.length > 0) close(open.round.pop()!, bracketFactor, false);
  while (open.square.length > 0) close(open.square.pop()!, 1 / bracketFactor, true);
  return { pieces, spans };
}

/** A bracket around the current piece, with the product of its own factor and those of its kind outside it. */
interface Active extends Span {
  readonly product: number;
}

/** Walks backwards, so that brackets of one kind are entered and left like a stack. */
function weigh(pieces: readonly WeightedText[], spans: readonly Span[]): WeightedText[] {
  const weighted = new Array<WeightedText>(pieces.length);
  const round: Active[] = [];
  const square: Active[] = [];
  let next = spans.length - 1;
  let factor = 1;
  for (let p = pieces.length - 1; p >= 0; p--) {
    const before = next;
    const left = leave(round, p) + leave(square, p);
    for (; next >= 0 && spans[next]!.end > p; next--) enter(spans[next]!, round, square, p);
    if (left > 0 || next < before) factor = factorOf(round, square);
    const [text, sign] = pieces[p]!;
    weighted[p] = [text, sign * factor];
  }
  return weighted;
}

function enter(span: Span, round: Active[], square: Active[], p: number): void {
  if (span.start > p) return; // an empty bracket
  const stack = span.square ? square : round;
  stack.push({ ...span, product: span.factor * (stack.at(-1)?.product ?? 1) });
}

/** Drops the brackets that open after piece `p`, and says how many. */
function leave(stack: Active[], p: number): number {
  const before = stack.length;
  while (stack.length > 0 && stack.at(-1)!.start > p) stack.pop();
  return before - stack.length;
}

/** Multiplies in the order in which the brackets close; the top of each stack closes first. */
function factorOf(round: readonly Active[], square: readonly Active[]): number {
  let r = round.length - 1;
  let s = square.length - 1;
  if (r + s + 2 > exactDepth) return (round[r]?.product ?? 1) * (square[s]?.product ?? 1);
  let factor = 1;
  while (r >= 0 || s >= 0) {
    const roundFirst = s < 0 || (r >= 0 && round[r]!.order < square[s]!.order);
    factor *= roundFirst ? round[r--]!.factor : square[s--]!.factor;
  }
  return factor;
}

function mergeEqual(pieces: readonly WeightedText[]): WeightedText[] {
  const merged: [string, number][] = [];
  for (const [text, weight] of pieces) {
    const last = merged.at(-1);
    if (last !== undefined && last[1] === weight) last[0] += text;
    else merged.push([text, weight]);
  }
  return merged.length > 0 ? merged : [["", 1]];
}
