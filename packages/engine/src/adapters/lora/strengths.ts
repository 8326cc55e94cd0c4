import type { LoraMatch } from "@danfang/weights";
import type { Graph } from "../../graph/graph.ts";
import type { Value } from "../../graph/value.ts";
import { type Feed, float32 } from "../../runtime/runtime.ts";

/** A LoRA that lies over a checkpoint. Which LoRAs, in which order, and how many of their ranks, make the graph. */
export interface LaidLora {
  readonly match: LoraMatch;
  /** Only so many ranks, from the first ("dyn"). Undefined: all. */
  readonly dyn?: number | undefined;
}

/** How strongly it acts. Another strength needs no other graph. */
export interface LoraStrength {
  readonly match: LoraMatch;
  readonly unetWeight: number;
  readonly textWeight: number;
}

const strengthInput = (i: number) => `lora.${i}`;

/** The LoRAs that change a part, in order: they alone are numbered in its graph, so that others do not make it another. */
export const changing = <T extends { readonly match: LoraMatch }>(loras: readonly T[], part: string): T[] =>
  loras.filter(({ match }) => match.matched.some(({ target }) => target.part === part));

/** Inputs of a part's graph that are strengths. `part` is `unet` or the name of a text encoder. */
export const strengthInputNames = (loras: readonly { readonly match: LoraMatch }[], part: string): string[] =>
  changing(loras, part).map((_, i) => strengthInput(i));

/** What the graph of a part is fed for its strengths; LoRAs in the order in which the graph was built. */
export const strengthInputs = (loras: readonly LoraStrength[], part: string): Record<string, Feed> =>
  Object.fromEntries(
    changing(loras, part).map(({ unetWeight, textWeight }, i) => {
      const weight = part === "unet" ? unetWeight : textWeight;
      return [strengthInput(i), float32([1], Float32Array.of(weight))];
    }),
  );

export interface StrengthValues {
  /** Strength of the i-th LoRA, times a constant: [1]. */
  of(i: number, scale: number): Value;
  /** 1, [1], which nobody knows before the graph runs. */
  readonly one: Value;
  /** What was made under a key before, or is made now. */
  once(key: string, make: () => Value): Value;
}

/** The strengths in a graph, each product made once. */
export function strengthValues(g: Graph): StrengthValues {
  const made = new Map<string, Value>();
  const once = (key: string, make: () => Value) => {
    const value = made.get(key) ?? make();
    made.set(key, value);
    return value;
  };
  const input = (i: number): Value => ({ name: strengthInput(i), channels: 1 });
  return {
    once,
    of: (i, scale) => (scale === 1 ? input(i) : once(`${i} ${scale}`, () => g.mul(input(i), g.floats([scale])))),
    get one() {
      return once("one", () => g.add(g.mul(input(0), g.floats([0])), g.floats([1])));
    },
  };
}

/** 1 for ranks that are used, 0 for the others: [rank]. */
export const rankMask = (g: Graph, rank: number, used: number | undefined): Value =>
  g.floats(Array.from({ length: rank }, (_, i) => (used === undefined || i < used ? 1 : 0)));
