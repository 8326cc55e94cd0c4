import { describe, expect, it } from "vitest";
import type { Encoded, TokenChunks } from "../orders/encode-order.ts";
import type { ModelSetup } from "../orders/model-setup.ts";
import { keepEncodedPrompts } from "./encoded-prompts.ts";

const prompt = (token: number): TokenChunks => ({ chunks: [{ tokens: [token], weights: [1] }] });
const encodedAs = ({ chunks }: TokenChunks): Encoded => ({
  context: { shape: [1, 1, 1], data: Float32Array.of(chunks[0]!.tokens[0]!) },
});
const setup: ModelSetup = { checkpoint: "a", loras: [{ file: "ink", name: "ink", unetWeight: 1, textWeight: 0.5 }] };
const options = { clipSkip: 1 };

function counted() {
  const asked: number[][] = [];
  const encode = async (unknown: readonly TokenChunks[]) => {
    asked.push(unknown.map(({ chunks }) => chunks[0]!.tokens[0]!));
    return unknown.map(encodedAs);
  };
  return { asked, encode };
}

describe("prompts that were encoded", () => {
  it("are encoded once, also where one stands twice, and come in the order asked for", async () => {
    const cache = keepEncodedPrompts();
    const { asked, encode } = counted();
    const values = async (...tokens: number[]) =>
      (await cache.all(setup, tokens.map(prompt), options, encode)).map(({ context }) => context.data[0]);
    expect(await values(3, 5, 3)).toEqual([3, 5, 3]);
    expect(await values(7, 5)).toEqual([7, 5]);
    expect(asked).toEqual([[3, 5], [7]]);
  });

  it.each<[string, ModelSetup, object]>([
    ["checkpoint", { ...setup, checkpoint: "b" }, options],
    ["strength in the text encoder", { ...setup, loras: [{ ...setup.loras![0]!, textWeight: 0.6 }] }, options],
    ["embedding", { ...setup, embeddings: [{ name: "ink", file: "ink.pt" }] }, options],
    ["clip skip", setup, { clipSkip: 2 }],
    ["emphasis", setup, { clipSkip: 1, emphasis: "noNorm" }],
  ])("are encoded anew for another %s", async (_, changed, changedOptions) => {
    const cache = keepEncodedPrompts();
    const { asked, encode } = counted();
    await cache.all(setup, [prompt(3)], options, encode);
    await cache.all(changed, [prompt(3)], { ...options, ...changedOptions }, encode);
    expect(asked).toEqual([[3], [3]]);
  });

  it("serve another strength in the UNet", async () => {
    const cache = keepEncodedPrompts();
    const { asked, encode } = counted();
    await cache.all(setup, [prompt(3)], options, encode);
    await cache.all({ ...setup, loras: [{ ...setup.loras![0]!, unetWeight: 0.2 }] }, [prompt(3)], options, encode);
    expect(asked).toEqual([[3]]);
  });

  it("are forgotten, the least recently asked for first, when they become many", async () => {
    const cache = keepEncodedPrompts();
    const { asked, encode } = counted();
    for (let token = 0; token < 100; token++) await cache.all(setup, [prompt(token), prompt(0)], options, encode);
    await cache.all(setup, [prompt(0), prompt(1), prompt(99)], options, encode);
    expect(asked.at(-1)).toEqual([1]);
  });
});
