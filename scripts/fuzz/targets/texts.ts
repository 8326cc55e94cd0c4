import { writeFile } from "node:fs/promises";
import { decodeText } from "../../../packages/formats/src/index.ts";
import {
  parseStyleSheet,
  parseStyles,
  printStyleSheet,
  stylesIn,
  withStyle,
} from "../../../packages/prompt/src/index.ts";
import { parseInfotext, parseInfotextFields, readRecipe, textOfHtml } from "../../../packages/recipes/src/index.ts";
import { damages } from "../../../packages/recipes/src/testing/damages.ts";
import { namedTexts } from "../../../packages/recipes/src/testing/infotexts.ts";
import { readLdmYaml } from "../../../packages/weights/src/ldm-config.ts";
import { mutateText } from "../mutate-text.ts";
import type { Target } from "./target.ts";

const infotexts = namedTexts("webui.txt");

const styles = [
  "name,prompt,negative_prompt\r\nfilm,film look,digital\r\n",
  '\ufeffname,prompt,negative_prompt\n"bokeh, soft","photo of {prompt}, ""bokeh""",\n#group,,\nink,"ink\nwash",colour\n',
  "name,text\nold,a style of old\n",
];

/** Texts that people write and copy. */
export const textTargets: readonly Target[] = [
  {
    name: "recipe",
    seeds: ["packages/recipes/fixtures/*.json", "starter/golden/*.json"],
    mutate: mutateText,
    read: async (bytes) => {
      const text = new TextDecoder().decode(bytes);
      return [parseInfotext(text), parseInfotextFields(text)];
    },
  },
  {
    name: "recipe-of-any-program",
    seeds: ["packages/recipes/fixtures/programs/*.json"],
    mutate: mutateText,
    read: async (bytes) => {
      const text = new TextDecoder().decode(bytes);
      return readRecipe(text);
    },
  },
  {
    name: "recipe-on-its-way",
    seeds: [],
    mutate: mutateText,
    invent: (r) => new TextEncoder().encode(r.pick(damages).does(r.pick(infotexts).text)),
    read: async (bytes) => {
      const text = new TextDecoder().decode(bytes);
      const again = readRecipe(textOfHtml(`<p>${text}</p>`));
      return [readRecipe(text), again];
    },
  },
  {
    name: "styles",
    seeds: [],
    mutate: mutateText,
    invent: (r) => new TextEncoder().encode(r.pick(styles)),
    async read(bytes) {
      const text = decodeText(bytes)?.text;
      const sheet = text === undefined ? undefined : parseStyleSheet(text);
      if (sheet?.is !== "sheet") return; // refused: nothing is saved into such a file
      const added = { name: "added", prompt: "a, b", negativePrompt: "" };
      const before = stylesIn(sheet.sheet).filter(({ name }) => name !== added.name);
      const after = parseStyles(printStyleSheet(withStyle(sheet.sheet, added.name, added)));
      if (after.length !== before.length + 1)
        throw new Error(`of ${before.length} styles and a new one, ${after.length} were read back`);
    },
  },
  {
    name: "yaml",
    seeds: ["packages/engine/goldens/networks/*.yaml", "starter/models/Stable-diffusion/*.yaml"],
    mutate: mutateText,
    async read(bytes, scratch) {
      await writeFile(`${scratch}.yaml`, bytes);
      await readLdmYaml(`${scratch}.safetensors`);
    },
  },
];
