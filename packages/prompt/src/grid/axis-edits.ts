import { type Seed, seedAfter } from "@danfang/domain";
export interface PromptPair {
  readonly prompt: string;
  readonly negativePrompt: string;
}

/**
 * "Prompt S/R": the axis' first value, wherever it stands in prompt and negative prompt, replaced by this one. Undefined
 * where it stands in neither. Source: AUTOMATIC1111 `xyz_grid.apply_prompt`.
 */
export function searchAndReplace(pair: PromptPair, first: string, value: string): PromptPair | undefined {
  if (!pair.prompt.includes(first) && !pair.negativePrompt.includes(first)) return undefined;
  return {
    prompt: pair.prompt.replaceAll(first, () => value),
    negativePrompt: pair.negativePrompt.replaceAll(first, () => value),
  };
}

/**
 * "Prompt order": the words of an axis, put into the places where they stand, in this order. Words that are missing do
 * as much harm as in the source: AUTOMATIC1111 `xyz_grid.apply_order`.
 */
export function reorderWords(prompt: string, order: readonly string[]): string {
  const found = order.map((word) => ({ word, at: prompt.indexOf(word) })).sort((a, b) => a.at - b.at);
  let rest = prompt;
  let done = "";
  for (const [i, { word }] of found.entries()) {
    const at = rest.indexOf(word);
    done += rest.slice(0, at) + order[i];
    rest = rest.slice(at + word.length);
  }
  return done + rest;
}

/** How many values there are along each axis, or which of them is meant. */
export interface Along {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

export type AxisName = keyof Along;

/** Axes from the outermost loop to the innermost: what is dear to change is changed least. Source: `Script.run`. */
export function loopOrder({ x, y, z }: Along): readonly [AxisName, AxisName, AxisName] {
  if (x > y && x > z) return y > z ? ["x", "y", "z"] : ["x", "z", "y"];
  if (y > x && y > z) return x > z ? ["y", "x", "z"] : ["y", "z", "x"];
  if (z > x && z > y) return x > y ? ["z", "x", "y"] : ["z", "y", "x"];
  return ["z", "y", "x"];
}

/** The seed of a cell where seeds are to vary along some axes. Source: `Script.run`. */
export function seedOfCell(seed: Seed, at: Along, sizes: Along, varies: Readonly<Record<AxisName, boolean>>): Seed {
  const across = varies.x ? sizes.x : 1;
  const down = varies.y ? sizes.y : 1;
  const steps = (varies.x ? at.x : 0) + (varies.y ? at.y * across : 0) + (varies.z ? at.z * across * down : 0);
  return seedAfter(seed, steps);
}
