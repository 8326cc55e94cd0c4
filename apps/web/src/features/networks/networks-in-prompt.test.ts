import { expect, it } from "vitest";
import { networksIn, withNetwork, withoutNetwork, withStrength } from "./networks-in-prompt.ts";

const known = ["EasyNegative", "blue-ink"];
const seen = (prompt: string) => networksIn(prompt, known).map(({ kind, name, strength }) => [kind, name, strength]);

it("finds networks by their tags and embeddings by their names", () => {
  expect(
    seen("fox <lora:ink:0.8>, (blue-ink:1.2), <hypernet:graphite> easynegative, blue-inks <lora:a:te=0.5:unet=1>"),
  ).toEqual([
    ["lora", "ink", 0.8],
    ["embedding", "blue-ink", 1.2],
    ["hypernetwork", "graphite", 1],
    ["embedding", "EasyNegative", 1],
    ["lora", "a", 0.5],
  ]);
});

it.each([
  ["a <lora:ink:0.8>, b", "a <lora:ink:0.65>, b"],
  ["<hypernet:graphite>", "<hypernet:graphite:0.65>"],
  ["<lora:a:0.5:1:dyn=8>", "<lora:a:0.65:1:dyn=8>"],
  ["<lora:a:te=0.5:unet=1>", "<lora:a:te=0.65:unet=1>"],
  ["x, easynegative", "x, (easynegative:0.65)"],
  ["(blue-ink:1.2), y", "(blue-ink:0.65), y"],
])("turns the strength in %s and nothing else", (prompt, turned) => {
  const [network] = networksIn(prompt, known);
  const after = withStrength(prompt, network!, 0.65);
  expect(after).toBe(turned);
  expect(networksIn(after, known)).toMatchObject([{ name: network!.name, strength: 0.65 }]);
});

it("takes an embedding's brackets away with the strength 1", () => {
  const prompt = "(blue-ink:1.2), y";
  expect(withStrength(prompt, networksIn(prompt, known)[0]!, 1)).toBe("blue-ink, y");
});

it("takes a network out with its comma, and puts it back at the end", () => {
  const prompt = "fox, <lora:ink:1>, snow";
  expect(withoutNetwork(prompt, networksIn(prompt, [])[0]!)).toBe("fox, snow");
  expect(withNetwork("fox, snow,", "lora", "ink")).toBe("fox, snow, <lora:ink:1>");
  expect(withNetwork("", "embedding", "blue-ink")).toBe("blue-ink");
});
