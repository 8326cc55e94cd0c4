import { describe, expect, it } from "vitest";
import { promptTokens } from "../../../apps/web/src/features/prompt/prompt-tokens.ts";
import { decodeText, readImageText, writeImageText } from "../../../packages/formats/src/index.ts";
import { readTitle } from "../../../packages/library/src/index.ts";
import {
  clipTokenizer,
  parseAxisValues,
  parseComposition,
  parseEmphasis,
  parseExtraNetworks,
  parseSchedule,
  parseStyles,
  readNetworkMentions,
  readPrompt,
  stripComments,
} from "../../../packages/prompt/src/index.ts";
import {
  parseInfotext,
  parseNetworkTags,
  printInfotext,
  readRecipe,
  textOfHtml,
} from "../../../packages/recipes/src/index.ts";

const tokenizer = clipTokenizer();
const settings = "\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 3, ";

/** Everything that reads words of strangers. */
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  emphasis: parseEmphasis,
  networks: (text) => readNetworkMentions(parseExtraNetworks(text).networks),
  composition: parseComposition,
  schedule: (text) => parseSchedule(text, { steps: 4 }),
  comments: stripComments,
  tokens: (text) => tokenizer.encode(text),
  prompt: (text) => readPrompt(text, { tokenizer, steps: 2 }),
  styles: parseStyles,
  "text of an axis": (text) => parseAxisValues(text, "text"),
  "numbers of an axis": (text) => parseAxisValues(text, "number"),
  "whole numbers of an axis": (text) => parseAxisValues(text, "whole"),
  "network tags": parseNetworkTags,
  "recipe, as its prompt": (text) => parseInfotext(text + settings),
  "recipe, as its settings": (text) => parseInfotext(`fox${settings}${text}`),
  "recipe, there and back": (text) => printInfotext(parseInfotext(`${text}${settings}Note: ${text}`).value),
  "recipe of any program": readRecipe,
  "recipe in HTML": (text) => readRecipe(textOfHtml(`<p>${text}<br>${text}</p>`)),
  "recipe in one line": (text) => readRecipe(`fox ${text} Negative prompt: ${text} Steps: 20, Seed: 3, Note: ${text}`),
  "recipe of SwarmUI": (text) =>
    readObject({ sui_image_params: { prompt: text, sampler: text, loras: text, seed: text } }),
  "recipe of Fooocus": (text) =>
    readObject({
      prompt: text,
      base_model: text,
      performance: text,
      resolution: text,
      sampler: text,
      lora_combined_1: text,
    }),
  "recipe of InvokeAI": (text) => readObject({ app_version: text, positive_prompt: text, scheduler: text }),
  "recipe of InvokeAI 2": (text) => readObject({ app_id: "", image: { prompt: text, sampler: text } }),
  "recipe of InvokeAI 1": (text) => readRecipe([{ key: "Dream", text }]),
  "recipe of NovelAI": (text) =>
    readObject({ Software: "NovelAI", Source: text, Comment: { prompt: text, sampler: text } }),
  "recipe of NovelAI, broken": (text) => readObject({ Software: "NovelAI", Comment: `{${text}` }),
  "recipe of Easy Diffusion": (text) => readObject({ use_stable_diffusion_model: text, use_lora_model: `[${text}` }),
  "recipe of Civitai": (text) =>
    readObject({ prompt: text, cfgScale: text, sampler: text, Size: text, hashes: { [text]: text } }),
  "recipe of diffusers": (text) => readObject({ prompt: text, num_inference_steps: text, scheduler: text }),
  "recipe of Tensor.Art": (text) => readObject({ prompt: text, baseModel: { label: text }, ksamplerName: text }),
  "recipe of Stability Matrix": (text) => readObject({ PositivePrompt: text, Sampler: text }),
  "recipe of Mochi Diffusion": (text) => readRecipe(`Include in Image: ${text}; Steps: 20; Seed: 3; Size: 8x8`),
  "recipe of Midjourney": (text) => readRecipe(`fox ${text} --ar 3:2 ${text}`),
  "recipe with labels": (text) => readRecipe(`Prompt: ${text}\nNegative prompt: ${text}\nSteps: 20\n${text}`),
  "recipe of Draw Things": (text) => readObject({ c: text, steps: text, sampler: text, size: text }),
  "recipe of ComfyUI's workflow": (text) =>
    readObject({
      nodes: [
        { id: text, type: "KSampler", inputs: [{ name: text, type: text, link: text }], widgets_values: [text, text] },
        { id: 2, type: text, mode: 4, properties: { proxyWidgets: [[text, text]] }, widgets_values: text },
      ],
      links: [[text, 2, 0, text, 0, text]],
      extra: { groupNodes: { [text]: { nodes: [{ type: text }] } }, ue_links: [{ upstream: text, downstream: text }] },
    }),
  "recipe of ComfyUI": (text) =>
    readObject({
      "1": {
        class_type: "KSampler",
        inputs: { sampler_name: text, latent_image: ["1", 0], positive: ["2", 0], model: ["3", 0] },
      },
      "2": { class_type: "CLIPTextEncode", inputs: { text, clip: ["3", 1] } },
      "3": { class_type: text, inputs: { ckpt_name: text } },
    }),
  "title of a model": readTitle,
  "colours of a prompt": promptTokens,
  "a text file": (text) => decodeText(new TextEncoder().encode(text)),
  "a picture's text": (text) => readImageText(writeImageText(greyPng, "png", text)),
};
const readObject = (json: object) => readRecipe(JSON.stringify(json));
const greyPng = new Uint8Array(
  Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==", "base64"),
);

/** Every token of these languages: opened and never closed, closed and never opened, nested, and side by side. */
const units = [
  "(",
  "[",
  ")",
  "]",
  "((",
  "[[",
  "()",
  "[]",
  "(a:1.1)",
  "[a:b:0.5]",
  "[a|",
  "[a:",
  ":1.1)",
  "\\(",
  "\\",
  "<lora:a:",
  "<lora:a",
  "<lora:",
  "<lora:a:1>",
  "<a:b=c:",
  "<",
  ">",
  ":",
  "BREAK ",
  "AND ",
  "a AND b:2 AND ",

  "#",
  "# a\n",
  "\n",
  "\r\n",
  " ",
  "\t",
  ",",
  ", ",
  '"',
  '"a',
  '""',
  "'",
  "a",
  "a ",
  "0",
  "0.",
  "-",
  "_",
  "0-0 (+0) ",
  "&amp;",
  "&",
  "&#",
  "汉",
  "🦊",
  "é",
  "\u0301",
  "\0",
  "\u2028",
  "Ａ",
  "\x1b[",
  "<|startoftext|>",

  "ab: ",
  'ab: "',
  'ab: "\\',
  "ab: 1x1, ",
  "Steps: ",
  "Hashes: {",
  'Hashes: [{"a":',
  "Lora hashes: ",
  "a: b, ",
  "/-",
  "Negative prompt: ",
  "\nNegative prompt:",
  "name,prompt\n",
  "x [01234567] ",
  "{prompt}",
  "|",
];

/** Characters. */
const [short, long] = [4_000, 16_000];
/** Milliseconds for the long one. Less is no trap, however it grows; so most need no second look. */
const quick = 12;
/** Four times the text takes four times as long where work is linear, sixteen times where it is quadratic. */
const steepest = 9;
const tries = 4;

const textOf = (unit: string, length: number) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

/** Milliseconds of this thread alone, the fewest of several tries: others use the machine meanwhile. */
function costOf(read: (text: string) => unknown, text: string, enough: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < tries && least > enough; i++) {
    const before = process.threadCpuUsage();
    read(text);
    const { user, system } = process.threadCpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

/** Steep from the short text to the long one, and from there on: the first step alone may be a matter of memory. */
function isSteep(read: (text: string) => unknown, unit: string): boolean {
  const cost = costOf(read, textOf(unit, long), quick);
  if (cost <= quick || cost / costOf(read, textOf(unit, short), 0) <= steepest) return false;
  return costOf(read, textOf(unit, 4 * long), steepest * cost) / cost > steepest;
}

describe("the time to read a text grows with its length, not with its square:", () => {
  it.each(Object.entries(readers))("%s", (_, read) => {
    expect(units.filter((unit) => isSteep(read, unit))).toEqual([]);
  });
});

it("a reader that looks through the rest of the text at each place is found", () => {
  const quadratic = (text: string) => [...text].filter((_, i) => text.indexOf("never", i) >= 0);
  expect(units.filter((unit) => isSteep(quadratic, unit))).not.toEqual([]);
});
