/** A text and what is selected in it, UTF-16 offsets. */
export interface Selection {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** What Ctrl+↑ adds to a weight. Source: the WebUI's setting `keyedit_precision_attention`. */
const attentionStep = 0.1;
/** The same inside `<lora:name:1>`. Source: `keyedit_precision_extra`. */
const networkStep = 0.05;

/** Where a word ends. Source: the WebUI's setting `keyedit_delimiters`, and white space. */
const delimiter = /[.,\\/!?%^*;:{}=`~() \r\n\t<>[\]，。；：、（）]/;

/**
 * Gives the selection, or the word or bracket at the cursor, more attention (`direction` 1) or less (-1), as Ctrl+↑ and
 * Ctrl+↓ do in the WebUI: `fox` → `(fox:1.1)`; a weight that comes back to 1 takes its brackets along.
 */
export function changeAttention(selection: Selection, direction: 1 | -1): Selection {
  const span = weightedSpan(selection);
  if (span !== undefined) return changeWeight(selection.text, span, direction);
  const { from, to } = selection.from === selection.to ? wordAt(selection.text, selection.from) : trimmed(selection);
  if (from === to) return selection;
  const inner = selection.text.slice(from, to);
  const replacement = `(${inner}:${printNumber(1 + direction * attentionStep)})`;
  return { text: splice(selection.text, from, to, replacement), from: from + 1, to: from + 1 + inner.length };
}

/** `(inner:weight)` or `<kind:name:weight>` around the selection; offsets of the whole and of its weight. */
interface WeightedSpan {
  readonly start: number;
  readonly end: number;
  readonly weightStart: number;
  readonly weight: number;
  readonly isNetwork: boolean;
}

/** `(…:…)` or `<…:…>` with no bracket of its kind inside, up to its last colon and after it. */
const bracketed = /\(((?:(?:\\.|[^\\():])*:)+)((?:\\.|[^\\():])*)\)|<((?:[^<>:]*:)+)([^<>:]*)>/g;
const weightText = /^\s*([+-]?(?:\d+(?:\.\d+)?|\.\d+))\s*$/;

function weightedSpan({ text, from, to }: Selection): WeightedSpan | undefined {
  for (const span of weightedSpans(text)) {
    const { start, end } = span;
    if (from >= start && to <= end && (from !== to || (from !== start && from !== end))) return span;
  }
  return undefined;
}

function* weightedSpans(text: string): Generator<WeightedSpan> {
  bracketed.lastIndex = 0;
  for (let match = bracketed.exec(text); match; match = bracketed.exec(text)) {
    const [whole, round, roundWeight, network, networkWeight] = match;
    const inner = round ?? network ?? "";
    const digits = weightText.exec(roundWeight ?? networkWeight ?? "")?.[1];
    const start = match.index;
    const isNetwork = network !== undefined;
    if (digits === undefined || (isNetwork && inner === ":"))
      bracketed.lastIndex = start + 1; // perhaps one inside it has a weight
    else {
      const weightStart = start + 1 + inner.length;
      yield { start, end: start + whole.length, weightStart, weight: Number(digits), isNetwork };
      bracketed.lastIndex = start + whole.length;
    }
  }
}

function changeWeight(text: string, span: WeightedSpan, direction: 1 | -1): Selection {
  const weight = span.weight + direction * (span.isNetwork ? networkStep : attentionStep);
  const inner = text.slice(span.start + 1, span.weightStart - 1);
  if (!span.isNetwork && printNumber(weight) === "1")
    return { text: splice(text, span.start, span.end, inner), from: span.start, to: span.start + inner.length };
  const changed = splice(text, span.weightStart, span.end - 1, printNumber(weight));
  return { text: changed, from: span.start + 1, to: span.start + 1 + inner.length };
}

function wordAt(text: string, at: number): { from: number; to: number } {
  let from = at;
  let to = at;
  while (from > 0 && !delimiter.test(text[from - 1] ?? "")) from--;
  while (to < text.length && !delimiter.test(text[to] ?? "")) to++;
  return { from, to };
}

/** The selection without the white space at its ends. */
function trimmed({ text, from, to }: Selection): { from: number; to: number } {
  const chosen = text.slice(from, to);
  const start = from + (chosen.length - chosen.trimStart().length);
  return { from: start, to: Math.max(start, from + chosen.trimEnd().length) };
}

const splice = (text: string, from: number, to: number, put: string) => text.slice(0, from) + put + text.slice(to);

/** Without the dust of binary fractions: 1.2000000000000002 → `1.2`. */
const printNumber = (value: number) => String(Number(value.toFixed(4)));
