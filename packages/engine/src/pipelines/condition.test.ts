import { chunkPrompt, clipTokenizer } from "@danfang/prompt";
import { expect, it } from "vitest";
import type { Encoded, TokenChunks } from "../orders/encode-order.ts";
import { condition } from "./condition.ts";

/** An encoder that keeps what it is given. */
function openEncoder() {
  const given: TokenChunks[] = [];
  const encoded: Encoded = { context: { shape: [1, 77, 1], data: new Float32Array(77) } };
  const encode = async (_: unknown, prompts: readonly TokenChunks[]) => {
    given.push(...prompts);
    return prompts.map(() => encoded);
  };
  return { given, encode };
}

/** 70 words, a comma, then 20 more: the comma is the 71st token of the first chunk. */
const prompt = `${"cat ".repeat(70)}, ${"dog ".repeat(20)}`.trim();
const tokensOf = (chunks: TokenChunks["chunks"]) => chunks.map(({ tokens }) => tokens);

it.each([undefined, 0, 3, 4, 5, 74])(
  "a full chunk is broken after its comma as the knob says: %s",
  async (commaBacktrack) => {
    const { given, encode } = openEncoder();
    const knobs = commaBacktrack === undefined ? undefined : { commaBacktrack };
    const steps = { steps: 4 };
    await condition(
      { encode },
      { setup: { checkpoint: "x" }, embeddings: [] },
      { prompt, negativePrompt: "", clipSkip: 1, knobs },
      steps,
    );
    const expected = chunkPrompt(
      [[prompt, 1]],
      clipTokenizer(),
      commaBacktrack === undefined ? {} : { commaBacktrack },
    );
    expect(tokensOf(given[0]?.chunks ?? [])).toEqual(tokensOf(expected.chunks));
    const isBroken = commaBacktrack === undefined || commaBacktrack >= 5; // 75 full, the comma among them and four behind
    expect(expected.chunks[0]?.used).toBe(isBroken ? 71 : 75);
  },
);
