import { createKeptStore, type Store } from "../../ui/store.ts";
import { parseStrokes, printStrokes } from "./print-strokes.ts";
import { noStrokes, type StrokeHistory } from "./strokes.ts";

/** Which mask is being drawn: on what picture, from what mask on (an empty text: from none). */
export interface MaskSubject {
  readonly image: string;
  readonly mask: string;
}

/** Masks that are not finished, by their subject; the one that was touched last comes last. */
export type UnfinishedMasks = ReadonlyMap<string, StrokeHistory>;

/** Pictures whose unfinished mask is remembered. */
const mostMasks = 6;
/** Characters that a browser keeps of them; an hour of drawing is about half of it. */
export const mostKept = 1_000_000;

const keyOf = ({ image, mask }: MaskSubject) => `${image} ${mask}`;

export const strokesOf = (masks: UnfinishedMasks, subject: MaskSubject): StrokeHistory =>
  masks.get(keyOf(subject)) ?? noStrokes;

/** With the strokes of one; none of them means that it is finished, or given up. */
export function withStrokesOf(masks: UnfinishedMasks, subject: MaskSubject, history: StrokeHistory): UnfinishedMasks {
  const others = [...masks].filter(([key]) => key !== keyOf(subject));
  const isNothing = history.done.length === 0 && history.undone.length === 0;
  return new Map(isNothing ? others : [...others, [keyOf(subject), history] as const].slice(-mostMasks));
}

/** What a browser keeps: the newest ones, as many as there is room for. */
export function printMasks(masks: UnfinishedMasks): [string, string][] {
  const kept: [string, string][] = [];
  let left = mostKept;
  for (const [key, history] of [...masks].reverse()) {
    const text = printStrokes(history);
    left -= text.length + key.length;
    if (left < 0) break;
    kept.unshift([key, text]);
  }
  return kept;
}

/** What was kept, whatever an older page left there. */
export function restoreMasks(kept: unknown): UnfinishedMasks {
  const pairs = Array.isArray(kept) ? kept.slice(-mostMasks) : [];
  return new Map(
    pairs.flatMap((pair: unknown) => {
      const [key, text] = Array.isArray(pair) ? (pair as unknown[]) : [];
      if (typeof key !== "string" || typeof text !== "string") return [];
      const history = parseStrokes(text);
      return history.done.length + history.undone.length > 0 ? [[key, history] as const] : [];
    }),
  );
}

/** Masks that are drawn and not finished: they outlive closing the editor, a reload, and another start picture. */
export const unfinishedMasks: Store<UnfinishedMasks> = createKeptStore<UnfinishedMasks>(
  "danfang.unfinishedMasks",
  new Map(),
  { restore: restoreMasks, print: printMasks, in: "tab" },
);
