import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseBatchNetworks, parseExtraNetworks } from "./extra-networks.ts";
import { readNetworkMentions } from "./network-mentions.ts";

const mentions = (text: string) => readNetworkMentions(parseExtraNetworks(text).networks);

describe("parseExtraNetworks", () => {
  it("gives back what was put in, in order, and the text around it", () => {
    const name = fc.stringMatching(/^[a-z_0-9]+$/);
    const network = fc.tuple(name, fc.array(fc.stringMatching(/^[a-z0-9. _]+$/), { minLength: 1, maxLength: 4 }));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.stringMatching(/^[a-z, ]*$/), network)), (pieces) => {
        const text = pieces.map(([words, [type, args]]) => `${words}<${type}:${args.join(":")}>`).join("");
        const parsed = parseExtraNetworks(text);
        expect(parsed.text).toBe(pieces.map(([words]) => words).join(""));
        expect(parsed.networks.map(({ type, args }) => [type, args])).toEqual(pieces.map(([, n]) => n));
      }),
    );
  });

  it("uses the first prompt's networks for the whole batch, and takes out all", () => {
    const { texts, networks } = parseBatchNetworks(["a <lora:x>", "b <lora:y>"]);
    expect(texts).toEqual(["a ", "b "]);
    expect(networks.map(({ args }) => args)).toEqual([["x"]]);
    expect(parseBatchNetworks(["", "<lora:y>"]).networks).toEqual([]);
  });

  it.each([
    ["openings", "<a:".repeat(3e5)],
    ["openings with one end", `${"<a:".repeat(3e5)}>`],
    ["names without end", `<${"a".repeat(1e6)}`],
    ["angle brackets", "<".repeat(1e6)],
    ["empty ones", "<a:>".repeat(2e5)],
  ])("reads a great many %s in time", { timeout: 10_000 }, (_, text) => {
    expect(parseExtraNetworks(text).networks.length).toBeLessThan(2);
  });
});

describe("readNetworkMentions", () => {
  it("gives the U-Net the text encoder's weight unless told otherwise", () => {
    expect(mentions("<lora:a><lyco:b:0.5><lora:c:0.5:te=0.3:dyn=8><lora:d:1:0.25:16>").loras).toEqual([
      { name: "a", textWeight: 1, unetWeight: 1 },
      { name: "c", textWeight: 0.3, unetWeight: 0.3, dyn: 8 },
      { name: "d", textWeight: 1, unetWeight: 0.25, dyn: 16 },
      { name: "b", textWeight: 0.5, unetWeight: 0.5 },
    ]);
    expect(mentions("<hypernet:h><hypernet:i:-0.5>").hypernetworks).toEqual([
      { name: "h", weight: 1 },
      { name: "i", weight: -0.5 },
    ]);
  });

  it("applies a LoRA that is mentioned twice twice, with the last weights", () => {
    expect(mentions("<lora:a:0.1><lora:a:0.7>").loras.map(({ unetWeight }) => unetWeight)).toEqual([0.7, 0.7]);
  });

  it("says what it cannot read, and uses the rest", () => {
    const { loras, findings } = mentions("<lora:a:much><lora:b><lora:te=1><foo:c><lora:d:1:1:8.5><lora:e:>");
    expect(loras.map(({ name }) => name)).toEqual(["b"]);
    expect(findings).toEqual([
      { code: "prompt/networkArgumentNotANumber", type: "lora", name: "a", argument: "much" },
      { code: "prompt/networkWithoutName", type: "lora" },
      { code: "prompt/networkArgumentNotANumber", type: "lora", name: "d", argument: "8.5" },
      { code: "prompt/networkArgumentNotANumber", type: "lora", name: "e", argument: "" },
      { code: "prompt/unknownNetworkType", type: "foo" },
    ]);
  });
});
