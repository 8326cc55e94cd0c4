import { expect, it } from "vitest";
import { parseNetworkTags } from "./network-tags.ts";

const weights = (prompt: string) =>
  parseNetworkTags(prompt).map(({ name, weight, clipWeight }) => [name, clipWeight, weight]);

it("gives the text encoder 1 and the UNet the text encoder's weight, unless they are written", () => {
  expect(weights("<lora:a> <lora:b:0.7> <lora:c:0.45:0.2> <lyco:d:0.3:unet=0.6> <lora:e:0.5:te=0.9>")).toEqual([
    ["a", 1, 1],
    ["b", 0.7, 0.7],
    ["c", 0.45, 0.2],
    ["d", 0.3, 0.6],
    ["e", 0.9, 0.9],
  ]);
});

it("lets the last mention of a network win, and keeps loras and hypernetworks of one name apart", () => {
  expect(parseNetworkTags("<lora:a:0.7><hypernet:a:0.6><lora:a:0.2> <wildcard:x>")).toEqual([
    { kind: "lora", name: "a", weight: 0.2, clipWeight: 0.2 },
    { kind: "hypernetwork", name: "a", weight: 0.6, clipWeight: 0.6 },
  ]);
});

it("takes no kind that every object has a name for", () => {
  expect(parseNetworkTags("<constructor:ink:1> <toString:ink> <__proto__:ink>")).toEqual([]);
});
