import { readRecipe } from "./read-recipe.ts";
import { recipeForms, writeRecipe } from "./writers/write-recipe.ts";

/**
 * How long the worst texts of a megabyte are read and written: `node packages/recipes/src/hostile-texts.bench.ts`. Each is
 * done three times, the best counts; processor time.
 */
const size = 1_000_000;
const many = (piece: string) => piece.repeat(Math.ceil(size / piece.length)).slice(0, size);
const each = (print: (i: number) => string, ends = ""): string => {
  const parts: string[] = [];
  for (let [i, length] = [0, ends.length]; length < size; i++) {
    const part = print(i);
    length += part.length;
    parts.push(part);
  }
  return parts.join("") + ends;
};
const settings = "\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 3, Size: 512x768";
const loraGraph = (count: number) =>
  JSON.stringify({
    0: { class_type: "CheckpointLoaderSimple", inputs: { ckpt_name: "a" } },
    ...Object.fromEntries(
      Array.from({ length: count }, (_, i) => [
        String(i + 1),
        {
          class_type: "LoraLoader",
          inputs: {
            lora_name: `l${i}`,
            strength_model: 1,
            strength_clip: 1,
            model: [String(i), 0],
            clip: [String(i), 1],
          },
        },
      ]),
    ),
    k: {
      class_type: "KSampler",
      inputs: {
        seed: 1,
        steps: 2,
        cfg: 3,
        sampler_name: "euler",
        scheduler: "normal",
        denoise: 1,
        model: [String(count), 0],
        positive: ["p", 0],
        negative: ["p", 0],
        latent_image: ["e", 0],
      },
    },
    p: { class_type: "CLIPTextEncode", inputs: { text: "fox", clip: [String(count), 1] } },
    e: { class_type: "EmptyLatentImage", inputs: { width: 8, height: 8, batch_size: 1 } },
    v: { class_type: "VAEDecode", inputs: { samples: ["k", 0], vae: ["0", 2] } },
    s: { class_type: "SaveImage", inputs: { images: ["v", 0] } },
  });

const texts: Readonly<Record<string, string>> = {
  "one LoRA named again and again": many("<lora:a:1>") + settings,
  "different LoRAs": each((i) => `<lora:l${i}:1>`, settings),
  fields: `fox${settings}, ${each((i) => `Key ${i}: 1, `)}`,
  "LoRA hashes": `fox${settings}, Lora hashes: "${each((i) => `l${i}: 0a1b2c, `)}"`,
  Hashes: `fox${settings}, Hashes: {${each((i) => `"lora:l${i}":"0a1b2c",`)}"model":"0a"}`,
  "Civitai resources": `fox${settings}, Civitai resources: [${each((i) => `{"type":"lora","modelVersionId":${i}},`)}{}]`,
  "[": many("["),
  "(": many("(") + settings,
  "{": many("{"),
  '{"a":': many('{"a":'),
  quotes: many('a: "'),
  escapes: many('\\"'),
  labels: many("Steps: 1\n"),
  lines: many("a\n") + settings,
  "negative prompts": many("Negative prompt: "),
  entities: many("&amp;lt;"),
  commas: many(","),
  colons: many("a: "),
  "settings in one line": many("Steps: 20, Sampler: Euler a, Seed: 3, "),
  Chinese: many("采样器：Euler，步数：20，"),
  spaces: many(" "),
  words: many("fox "),
  "weights of NovelAI": JSON.stringify({ Software: "NovelAI", Description: many("{fox}, "), Comment: "{}" }),
  SwarmUI: JSON.stringify({ sui_image_params: { prompt: many("<segment:face> "), steps: 9 } }),
  "SwarmUI's LoRAs": JSON.stringify({
    sui_image_params: { prompt: "fox", loras: Array.from({ length: 100_000 }, (_, i) => `l${i}`) },
  }),
  "InvokeAI's LoRAs": JSON.stringify({
    generation_mode: "txt2img",
    positive_prompt: "a",
    steps: 3,
    app_version: "3",
    loras: Array.from({ length: 20_000 }, (_, i) => ({ lora: { model_name: `l${i}` }, weight: 1 })),
  }),
  "keys of JSON": `{"prompt":"a","steps":3,${each((i) => `"k${i}":1,`)}"z":1}`,
  "numbers of JSON": `[${many("12345678901234567890,")}1]`,
  "a graph of LoRAs": loraGraph(5_000),
};

const cpu = (work: () => void): number => {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 3; i++) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
};

const chosen = process.argv[2];
process.stdout.write(`ms: read, then written as ${recipeForms.join(", ")}\n`);
for (const [name, text] of Object.entries(texts)) {
  if (chosen !== undefined && !name.includes(chosen)) continue;
  const read = cpu(() => readRecipe(text));
  const { value } = readRecipe(text);
  const written = recipeForms.map((form) => cpu(() => writeRecipe(value, form)));
  process.stdout.write(`${name.padEnd(34)} ${[read, ...written].map((ms) => ms.toFixed(0).padStart(6)).join("")}\n`);
}
