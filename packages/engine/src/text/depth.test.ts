import type { TextEncoder } from "@danfang/weights";
import { expect, it } from "vitest";
import type { Session } from "../runtime/runtime.ts";
import { encodePrompts } from "./conditioner.ts";

const width = 4;
const tokens = [3, 9, 9];

/** Which output of an encoder is asked for. */
async function askedOf(encoder: Pick<TextEncoder, "output" | "depth"> & { layers: number }, clipSkip: number) {
  const asked: string[] = [];
  const session: Session = {
    run: async (_, outputs) => {
      asked.push(...outputs);
      return Object.fromEntries(outputs.map((name) => [name, new Float32Array(tokens.length * width)]));
    },
    close: async () => undefined,
  };
  const layout = { width, layers: encoder.layers, heads: 1, positions: tokens.length, vocabulary: 10 };
  const own = { ...encoder, layout, isPooled: false, padToken: 49407 } as unknown as TextEncoder;
  await encodePrompts(
    {
      checkpoint: { text: [own], conditioning: "text" },
      sessionOf: async () => ({ session, feeds: {} }),
      vectorsOf: async () => undefined,
      suspectsOf: () => ({ scope: own.tensors }),
      clipSkip,
      emphasis: "original",
    },
    [{ chunks: [{ tokens, weights: tokens.map(() => 1) }], isEmptyNegative: false } as never],
  );
  return asked[0];
}

const penultimate = { layer: "penultimate", isNormed: true } as const;
const counted = { layer: "clipSkip", isNormed: true } as const;

it.each([
  ["SD 2.x whole", penultimate, 24, 24, 1, "skip2"],
  ["SD 2.x without the layer that is never used", penultimate, 23, 24, 1, "skip1"],
  ["SD 2.x without two", penultimate, 22, 24, 1, "skip1"],
  ["SD 1.x whole", counted, 12, 12, 1, "skip1"],
  ["SD 1.x whole, clip skip 2", counted, 12, 12, 2, "skip2"],
  ["SD 1.x without its last layer, clip skip 2", counted, 11, 12, 2, "skip1"],
  ["SD 1.x without its last layer, clip skip 3", counted, 11, 12, 3, "skip2"],
  ["SD 1.x, clip skip beyond its layers", counted, 12, 12, 12, "skip12"],
] as const)(
  "%s is conditioned on a layer counted from the whole encoder",
  async (_, output, layers, depth, skip, asked) => {
    expect(await askedOf({ output, layers, depth }, skip)).toBe(asked);
  },
);
