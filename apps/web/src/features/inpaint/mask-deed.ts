import { ownValue } from "@danfang/domain";
import type { MaskTool } from "./use-strokes.ts";

/** What can be done in the mask editor: every one by a key and by a button. */
export type MaskDeed =
  | { readonly do: "take"; readonly tool: MaskTool }
  | { readonly do: "undo" | "redo" | "clear" | "fit" }
  /** The brush grows or shrinks by this factor. */
  | { readonly do: "resize"; readonly by: number };

/** One press of a key makes the brush wider by this. */
const growth = 1.15;

const plainKeys: Readonly<Record<string, MaskDeed>> = {
  "[": { do: "resize", by: 1 / growth },
  "]": { do: "resize", by: growth },
  b: { do: "take", tool: "brush" },
  e: { do: "take", tool: "eraser" },
  h: { do: "take", tool: "hand" },
  "0": { do: "fit" },
};

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

/** What a key means; undefined: nothing here. */
export function deedOfKey({ key: pressed, ctrlKey, metaKey, shiftKey }: Pressed): MaskDeed | undefined {
  const key = pressed.toLowerCase();
  if (!ctrlKey && !metaKey) return ownValue(plainKeys, key);
  if (key === "y" || (key === "z" && shiftKey)) return { do: "redo" };
  return key === "z" ? { do: "undo" } : undefined;
}

/** Widest brush, pixels of the picture. */
export const widestBrush = 400;

/** A brush after a press: another width than before, within what there is. */
export function resized(diameter: number, by: number): number {
  const wanted = Math.round(diameter * by);
  const next = wanted === diameter ? diameter + Math.sign(by - 1) : wanted;
  return Math.min(widestBrush, Math.max(1, next));
}
