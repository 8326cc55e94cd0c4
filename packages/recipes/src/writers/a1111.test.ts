import { readFileSync } from "node:fs";
import type { Recipe } from "@danfang/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chosen } from "../json/fields.ts";
import { splitSampler } from "../names/a1111-sampler-split.ts";
import { samplerNamed } from "../names/sampler-names.ts";
import { parseInfotext, readRecipe } from "../read-recipe.ts";
import { parseInfotextFields } from "../readers/a1111-fields.ts";
import { anyRecipe } from "../testing/any-recipe.ts";
import { corpus } from "../testing/corpus.ts";
import { writeA1111 } from "./a1111.ts";
import { lostFields } from "./lost-fields.ts";

type Fields = Readonly<Record<string, unknown>>;
/** What AUTOMATIC1111's own parser read out of a text, and out of what we wrote of it; see goldens/writers. */
interface Golden {
  readonly name: string;
  readonly text: string;
  readonly fields: Fields;
  readonly written: string;
  readonly writtenFields: Fields;
}
const goldens: readonly Golden[] = JSON.parse(
  readFileSync(new URL("../../goldens/writers/a1111.json", import.meta.url), "utf8"),
);

/** Old words for what is written anew (`First pass size` is `Hires resize`), and JSON that A1111's parser tears apart. */
const inOtherWords =
  /^(First pass size-[12]|Hypernet( strength)?|Lora weights|Hashes|embed|lora|LORA|urn|Civitai (resources|metadata))$/;

/** Keys whose values are not in the fields of what was written. */
function lostKeys(before: Fields, after: Fields): string[] {
  const sampling = (fields: Fields) => {
    const split = splitSampler(fields.Sampler as string | undefined, fields["Schedule type"] as string | undefined);
    const { sampler = split.sampler } = samplerNamed(split.sampler, undefined).names;
    return `${sampler} ${split.schedule === "automatic" ? "" : split.schedule}`;
  };
  const isSame = (key: string): boolean => {
    const [was, is] = [String(before[key]), String(after[key])];
    switch (key) {
      case "Sampler":
      case "Schedule type":
        return sampling(before) === sampling(after);
      case "Prompt": // networks that were named outside of it are mentioned behind it
        return is === was || /^( ?<(lora|hypernet):[^>]*>)+$/.test(is.slice(was.length));
      case "RNG":
        return /^(cuda|gpu)$/i.test(was) || was === is;
      default:
        return was.toLowerCase() === is.toLowerCase() || (Number(was) === Number(is) && was.trim() !== "");
    }
  };
  const said = Object.keys(before).filter(
    (key) => !inOtherWords.test(key) && chosen(String(before[key])) !== undefined,
  );
  return said.filter((key) => !isSame(key));
}

describe("a text of AUTOMATIC1111's, read and written again", () => {
  it.each(goldens)("says to AUTOMATIC1111's own parser what it said before: $name", (golden) => {
    const { text, findings } = writeA1111(parseInfotext(golden.text).value);
    expect(text).toBe(golden.written);
    expect(findings).toEqual([]);
    expect(lostKeys(golden.fields, golden.writtenFields)).toEqual([]);
  });

  const texts = corpus.filter(({ source }) => typeof source === "string" && /(^|\n)Steps: /.test(source));
  it.each(texts)("loses no field: $program, $name", ({ source }) => {
    const fieldsOf = (text: string): Fields => {
      const { prompt, negativePrompt, settings } = parseInfotextFields(text).value;
      return { Prompt: prompt, "Negative prompt": negativePrompt, ...Object.fromEntries(settings) };
    };
    const { text, findings } = writeA1111(readRecipe(source).value);
    expect(findings).toEqual([]);
    expect(lostKeys(fieldsOf(source as string), fieldsOf(text))).toEqual([]);
  });
});

describe("a recipe as a text of AUTOMATIC1111's", () => {
  it.each(corpus)("is the same recipe: $program, $name", ({ source }) => {
    const { value } = readRecipe(source);
    expect(writeA1111(value).findings).toEqual([]);
  });

  it("is written in its order, and then as Civitai reads it", () => {
    const recipe: Recipe = {
      prompt: "an owl",
      steps: 20,
      sampler: "Euler a",
      schedule: "automatic",
      seed: "18446744073709551615",
      rng: "cpu",
      checkpoint: { name: "xl", hash: "00112233445566778899", versionId: 290640 },
      vae: { name: "mse.pt", hash: "aabbccddeeff0011" },
      loras: [{ name: "styles/ink.safetensors", hash: "0a1b2c3d4e5f6071", weight: 0.8, clipWeight: 0.5 }],
      hypernetworks: [{ name: "gothic", weight: 0.4 }],
      source: { program: "SwarmUI", version: "0.9" },
      extra: { "CFG Rescale": "0.7", Note: ' "quoted" ' },
    };
    expect(writeA1111(recipe)).toEqual({
      text:
        "an owl <lora:ink:0.5:0.8> <hypernet:gothic:0.4>\n" +
        "Steps: 20, Sampler: Euler a, Schedule type: Automatic, Seed: 18446744073709551615, Model hash: 0011223344, " +
        "Model: xl, VAE hash: aabbccddee, VAE: mse.pt, RNG: CPU, " +
        'Lora hashes: "ink: 0a1b2c3d4e5f", CFG Rescale: 0.7, Note: " \\"quoted\\" ", App: SwarmUI, Version: 0.9, ' +
        'Hashes: {"vae":"aabbccddee","lora:ink":"0a1b2c3d4e","model":"0011223344"}, ' +
        'Civitai resources: [{"type":"checkpoint","modelVersionId":290640,"modelName":"xl"}]',
      findings: [],
    });
  });

  it("of one or two settings has a third, or they would be a line of the prompt", () => {
    const { text } = writeA1111({ prompt: "an owl", steps: 20 });
    expect(text).toBe("an owl\nSteps: 20, Clip skip: 1, RNG: GPU");
    expect(writeA1111({ prompt: "an owl" }).text).toBe("an owl");
  });

  const isTame = (text: string | undefined) => !/Negative prompt:|Steps:|Seed:|[<>\n]/.test(text ?? "");
  it("says nothing that the recipe does not, whatever its names and further fields are", () => {
    fc.assert(
      fc.property(anyRecipe, (recipe) => {
        fc.pre(isTame(recipe.prompt) && isTame(recipe.negativePrompt) && recipe.steps !== undefined);
        const { value } = parseInfotext(writeA1111(recipe).text);
        for (const key of ["steps", "seed", "cfgScale", "width", "height"] as const)
          if (value[key] !== undefined) expect(value[key]).toBe(recipe[key]);
        const invented = lostFields({ ...value, prompt: "" }, recipe, () => false).filter((path) =>
          /^extra\./.test(path),
        );
        expect(invented).toEqual([]);
      }),
    );
  });

  it.each<[Recipe, readonly string[]]>([
    [{ steps: 20, hires: { scale: 2, denoisingStrength: 0.4 }, denoisingStrength: 0.6 }, ["denoisingStrength"]],
    [{ steps: 20, loras: [{ hash: "0011223344", weight: 1 }] }, ["loras.0011223344.hash", "loras.0011223344.weight"]],
    [{ steps: 20, hires: { width: 1024 } }, ["hires.width"]],
  ])("of %j says what has no place", (recipe, fields) => {
    expect(writeA1111(recipe).findings.flatMap(({ facts }) => facts?.fields)).toEqual(fields);
  });

  it("has no key that AUTOMATIC1111 would read as another", () => {
    const { text, findings } = writeA1111({ steps: 20, extra: { "a.Seed": "5", x: "1", Fine: "2" } });
    expect(text).not.toMatch(/Seed|x: 1/);
    expect(findings.map(({ code, facts }) => [code, facts?.key])).toEqual([
      ["recipes/unsayableKey", "a.Seed"],
      ["recipes/unsayableKey", "x"],
    ]);
  });
});
