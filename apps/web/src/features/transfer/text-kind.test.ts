import { expect, it } from "vitest";
import { kindOfText, longestText } from "./text-kind.ts";

it.each([
  ["", { kind: "empty" }],
  [" \n\t ", { kind: "empty" }],
  ["fox, snow\nNegative prompt: blurry\nSteps: 20, Sampler: Euler a", { kind: "recipe" }],
  ["fox\nSteps: 20, CFG scale: 7", { kind: "recipe" }],
  ["Negative prompt: blurry", { kind: "recipe" }],
  ["Sampler : DDIM", { kind: "recipe" }],
  ["one paragraph\n   Steps: 9", { kind: "recipe" }],
  ["https://civitai.com/models/7371/rev-animated?modelVersionId=46846", { kind: "address", host: "civitai.com" }],
  ["  www.liblib.art/modelinfo/0a1b \n", { kind: "address", host: "liblib.art" }],
  ["HTTP://user:pass@LocalHost:7860/x", { kind: "address", host: "localhost" }],
  ["see https://civitai.com/models/7371", { kind: "words" }],
  ['{"nodes": [], "links": []}', { kind: "json", program: "ComfyUI" }],
  ['{"3": {"class_type": "KSampler", "inputs": {}}}', { kind: "json", program: "ComfyUI" }],
  ['{"steps": 28}', { kind: "json", program: undefined }],
  ["[1, 2]", { kind: "json", program: undefined }],
  ["[fox:bear:0.5], snow", { kind: "words" }],
  ["{red|blue} fox", { kind: "words" }],
  ["红色的狐狸，雪地", { kind: "words" }],
  ["first steps: a child learns to walk", { kind: "words" }],
  ["a word\n".repeat(41), { kind: "long", lines: 41 }],
  ["x".repeat(20_001), { kind: "long", lines: 1 }],
  ["x".repeat(longestText + 1), { kind: "tooLong", length: longestText + 1 }],
] as const)("%#: %.40j", (text, kind) => {
  expect(kindOfText(text)).toEqual(kind);
});

/** How long something takes, milliseconds, at its quickest. */
function quickest(act: () => void): number {
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    act();
    return performance.now() - start;
  });
  return Math.min(...times);
}
/** Below it a clock tells nothing, milliseconds. */
const grain = 0.5;

it.each(["\n", ", ", " \n", ",\n ", "Steps ", "Sampler\n", "https://a ", "Steps          "])(
  "a text made of %j alone takes ten times as long when it is ten times as long, not a hundred times",
  (part) => {
    const made = (length: number) => `x${part.repeat(length / part.length)}x`;
    const [short, long] = [made(20_000), made(200_000)];
    expect(quickest(() => kindOfText(long))).toBeLessThan(40 * (quickest(() => kindOfText(short)) + grain));
  },
);
