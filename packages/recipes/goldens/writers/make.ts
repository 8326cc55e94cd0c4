/**
 * Asks AUTOMATIC1111's own parser what it reads out of every infotext of the fixtures, and out of what Danfang writes of it;
 * and ComfyUI itself whether it would run what Danfang writes of every recipe:
 * `node packages/recipes/goldens/writers/make.ts STABLE-DIFFUSION-WEBUI COMFYUI`. See README.md.
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import type { Recipe } from "@danfang/domain";
import { parseInfotext, readRecipe } from "../../src/read-recipe.ts";
import { corpus } from "../../src/testing/corpus.ts";
import { writeA1111 } from "../../src/writers/a1111.ts";
import { writeComfyui } from "../../src/writers/comfyui/comfyui.ts";

const here = (file: string): string => new URL(file, import.meta.url).pathname;
const [webui = "", comfyui = ""] = process.argv.slice(2);

const python = (script: string, args: readonly string[], input: string): unknown =>
  JSON.parse(
    execFileSync("python3", [here(script), ...args], {
      input,
      encoding: "utf8",
      maxBuffer: 2 ** 28,
      stdio: ["pipe", "pipe", "ignore"],
    }),
  );

const texts = corpus.flatMap(({ name, source }) =>
  typeof source === "string" && /(^|\n)Steps: /.test(source) ? [{ name, text: source }] : [],
);
const written = texts.map(({ text }) => writeA1111(parseInfotext(text).value).text);
const fieldsOf = (all: readonly string[]) => python("a1111_fields.py", [webui], JSON.stringify(all)) as object[];
const [fields, writtenFields] = [fieldsOf(texts.map(({ text }) => text)), fieldsOf(written)];
const goldens = texts.map((one, i) => ({
  ...one,
  fields: fields[i],
  written: written[i],
  writtenFields: writtenFields[i],
}));
writeFileSync(here("a1111.json"), `${JSON.stringify(goldens, null, 1)}\n`);

/** One for every kind of node that is written. */
const base: Recipe = { prompt: "an owl", steps: 8, sampler: "Euler", schedule: "karras", seed: 1 };
const kinds: readonly Recipe[] = [
  { ...base, hypernetworks: [{ name: "h", weight: 0.5 }], loras: [{ name: "l", weight: 1 }], clipSkip: 2 },
  ...["align_your_steps", "align_your_steps_GITS", "polyexponential", "turbo"].map((schedule) => ({ ...base, schedule })),
  { ...base, checkpoint: { name: "sdxl" }, vae: { name: "v" } },
  { ...base, extra: { "Distilled CFG Scale": "3.5" } },
  { ...base, denoisingStrength: 0.5, extra: { "Mask blur": "4", "Mask mode": "Inpaint not masked" } },
  { ...base, hires: { scale: 2 } },
  { ...base, hires: { width: 1024, height: 1024 } },
  { ...base, hires: { scale: 2, upscaler: "4x-UltraSharp" } },
];
const recipes = [...kinds, ...corpus.map(({ source }) => readRecipe(source).value)];
const graphs = `[${recipes.map((recipe) => writeComfyui(recipe).text).join(",")}]`;
const answers = python("comfy_validate.py", [comfyui], graphs) as { runs: boolean; nodes: object }[];
const refused = answers.filter(({ runs }) => !runs);
process.stdout.write(`${answers.length} graphs, ${refused.length} that ComfyUI would not run\n`);
for (const { nodes } of refused) process.stdout.write(`${JSON.stringify(nodes)}\n`);
const definitions = python("comfy_validate.py", [comfyui, "--definitions"], graphs);
writeFileSync(here("comfy-nodes.json"), `${JSON.stringify(definitions, null, 1)}\n`);
