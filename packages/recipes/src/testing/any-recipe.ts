import { type Recipe, samplerFacts, scheduleFacts } from "@danfang/domain";
import fc from "fast-check";

const word = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.constantFrom(
    "a, b",
    'says "x": y',
    "Steps: 5",
    "Negative prompt: z",
    "Seed: 7, Size: 8x8",
    "__proto__",
    "v",
    "a\u2028Seed: 7, Size: 8x8",
    "\ufeffb\u00a0c",
  ),
);
const words = fc.array(word, { maxLength: 4 }).map((parts) => parts.join(" "));
const hash = fc.stringMatching(/^[0-9a-f]{8,64}$/);
const partly = <T extends object>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(shape, { requiredKeys: [] });
const ref = { name: word, hash, versionId: fc.nat(), air: fc.constant("urn:air:sdxl:lora:civitai:1@2") };
/** JSON and infotexts have one zero. */
const numbers = (least: number, most: number) => fc.double({ min: least, max: most, noNaN: true }).map((x) => x + 0);
const weight = numbers(-20, 20);
const seed = fc.oneof(
  fc.integer({ min: -9, max: 2 ** 53 - 1 }),
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 70n }).map(String),
);
const whole = fc.integer({ min: -5, max: 100_000 });
const number = numbers(-5, 500);

/** Any recipe that the schema has, hostile ones among them. */
export const anyRecipe = partly({
  prompt: words,
  negativePrompt: words,
  steps: whole,
  sampler: fc.oneof(fc.constantFrom<string>(...samplerFacts.map(({ label }) => label)), word),
  schedule: fc.oneof(fc.constantFrom<string>(...scheduleFacts.map(({ name }) => name)), word),
  cfgScale: number,
  seed,
  variation: fc.record({ seed, strength: number }),
  width: whole,
  height: whole,
  clipSkip: whole,
  denoisingStrength: number,
  etaNoiseSeedDelta: whole,
  rng: fc.constantFrom("cpu", "gpu", "nv"),
  checkpoint: partly(ref),
  vae: partly(ref),
  loras: fc.array(partly({ ...ref, weight, clipWeight: weight }), { maxLength: 3 }),
  embeddings: fc.array(partly(ref), { maxLength: 2 }),
  hypernetworks: fc.array(partly({ ...ref, weight }), { maxLength: 2 }),
  hires: partly({
    scale: number,
    width: whole,
    height: whole,
    steps: whole,
    upscaler: word,
    denoisingStrength: number,
  }),
  source: partly({ program: word, version: word }),
  extra: fc.dictionary(word, words, { maxKeys: 4 }),
}) as fc.Arbitrary<Recipe>;
