import fc from "fast-check";
import { expect, it } from "vitest";
import { parseExtraNetworks } from "./extra-networks.ts";
import { readNetworkMentions } from "./network-mentions.ts";
import { mentionOf, placedNetworks } from "./placed-networks.ts";

const painted = (text: string) => readNetworkMentions(parseExtraNetworks(text).networks);

const number = fc.constantFrom("1", "0.5", " 0.25", "-2", ".75");
const named = fc.tuple(fc.constantFrom("te", "unet"), number).map(([key, value]) => `${key}=${value}`);
const tag = fc
  .tuple(fc.constantFrom("lora", "lyco"), fc.array(fc.oneof(number, named), { maxLength: 5 }))
  .map(([type, args]) => `<${[type, "ink", ...args].join(":")}>`);

it("a strength that is turned where it stands is the one that is painted with, whatever else is written", () => {
  fc.assert(
    fc.property(fc.constantFrom("", "a fox, "), tag, (before, written) => {
      const text = `${before}${written}, snow`;
      const [{ strength, ...network }] = placedNetworks(text) as [ReturnType<typeof placedNetworks>[number]];
      expect(text.slice(network.from, network.to)).toBe(written);
      expect(text.slice(network.name.from, network.name.to)).toBe("ink");
      expect(painted(text).loras[0]?.textWeight ?? strength.value).toBe(strength.value);
      const put = strength.from === strength.to ? ":0.65" : "0.65";
      const turned = text.slice(0, strength.from) + put + text.slice(strength.to);
      expect(placedNetworks(turned)[0]?.strength.value).toBe(0.65);
      if (painted(turned).loras[0]) expect(painted(turned).loras[0]?.textWeight).toBe(0.65);
    }),
  );
});

it.each([
  ["lora", "<lora:ink:1>"],
  ["hypernetwork", "<hypernet:ink:1>"],
] as const)("a %s is written as it is read", (kind, written) => {
  expect(mentionOf(kind, "ink")).toBe(written);
  expect(placedNetworks(written)).toMatchObject([{ kind, name: { text: "ink" }, strength: { value: 1 } }]);
});

it("an embedding is written by its name alone", () => {
  expect(mentionOf("embedding", "ink")).toBe("ink");
});

it("what painting does not take for a network is none: other cases of a type, types that nobody knows, no name", () => {
  expect(placedNetworks("<LoRA:a:1> <foo:b:1> <lora:te=1>")).toEqual([]);
});
