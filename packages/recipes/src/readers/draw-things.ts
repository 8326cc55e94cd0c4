import { defined } from "@danfang/domain";
import { chosen, JsonFields, numberOf, textOf } from "../json/fields.ts";
import { isObject } from "../json/parse-json.ts";
import { buildRecipe, extraOf } from "./build-recipe.ts";
import type { RecipeReader } from "./recipe-reader.ts";

/** Draw Things: JSON in the XMP `exif:UserComment`, with short keys of its own. */
export const drawThings: RecipeReader = {
  program: "Draw Things",
  read(texts) {
    const json = texts.objectWhere(
      (one) =>
        typeof one.c === "string" && ["scale", "steps", "seed_mode", "v2"].some((key) => Object.hasOwn(one, key)),
    );
    if (!json) return undefined;
    const of = new JsonFields(json);
    const all = new JsonFields(of.object("v2") ?? {});
    const size = sizeOf(of.text("size"));
    const first = all.flag("hiresFix")
      ? defined({ width: all.whole("hiresFixWidth"), height: all.whole("hiresFixHeight") })
      : {};
    const isTwice = Object.keys(first).length === 2;
    return buildRecipe({
      prompt: of.text("c") ?? "",
      negativePrompt: of.text("uc"),
      steps: of.whole("steps"),
      sampler: of.name("sampler"),
      cfgScale: of.number("scale"),
      seed: of.seed("seed"),
      ...(isTwice ? first : size),
      clipSkip: all.whole("clipSkip"),
      denoisingStrength: of.number("strength"),
      checkpoint: defined({ name: of.name("model") }),
      loras: of
        .list("lora")
        .filter(isObject)
        .flatMap(({ model, file, weight }) => {
          const name = chosen(textOf(model) ?? textOf(file));
          return name === undefined ? [] : [{ name, ...defined({ weight: numberOf(weight) }) }];
        }),
      hires: isTwice ? { ...size, ...defined({ denoisingStrength: all.number("hiresFixStrength") }) } : undefined,
      source: { program: "Draw Things" },
      extra: extraOf(of.rest()),
    });
  },
};

function sizeOf(text: string | undefined): { width?: number; height?: number } {
  const [, width, height] = /^(\d{1,9})x(\d{1,9})$/.exec(text?.trim() ?? "") ?? [];
  return width === undefined ? {} : { width: Number(width), height: Number(height) };
}
