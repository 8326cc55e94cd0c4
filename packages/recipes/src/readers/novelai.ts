import type { CarriedTexts } from "../carried-texts.ts";
import { recipeFindings } from "../findings.ts";
import { JsonFields, textOf } from "../json/fields.ts";
import { isObject, type Json, type JsonObject, parseJson } from "../json/parse-json.ts";
import { printA1111Weights } from "../names/novelai-weights.ts";
import { buildRecipe, extraOf } from "./build-recipe.ts";
import type { RecipeReader } from "./recipe-reader.ts";

/** Numbers of NovelAI's own business, and what says the same as another field. */
const ignored = [
  "n_samples",
  "request_type",
  "signed_hash",
  "v4_prompt",
  "v4_negative_prompt",
  "sm_dyn",
  "extra_passthrough_testing",
];

/** NovelAI, versions 1 to 4. Source: NovelAI/novelai-image-metadata and pictures' own fields. */
export const novelai: RecipeReader = {
  program: "NovelAI",
  read(texts) {
    const carried = carriedBy(texts);
    const comment = carried && commentOf(carried);
    if (!comment) return undefined;
    const of = new JsonFields(comment, ignored);
    const old = of.text("prompt") ?? textOf(carried.Description);
    const oldUnwanted = of.text("uc");
    const prompt = captionOf(comment.v4_prompt) ?? old ?? "";
    const unwanted = captionOf(comment.v4_negative_prompt) ?? oldUnwanted ?? "";
    const weighed = { prompt: printA1111Weights(prompt), negativePrompt: printA1111Weights(unwanted) };
    const isChanged = weighed.prompt !== prompt || weighed.negativePrompt !== unwanted;
    const source = textOf(carried.Source);
    return buildRecipe(
      {
        prompt: weighed.prompt,
        negativePrompt: weighed.negativePrompt,
        steps: of.whole("steps"),
        sampler: of.name("sampler"),
        schedule: of.name("noise_schedule"),
        cfgScale: of.number("scale"),
        seed: of.seed("seed"),
        width: of.whole("width"),
        height: of.whole("height"),
        denoisingStrength: of.number("strength"),
        checkpoint: source ? { name: source } : undefined,
        source: { program: "NovelAI" },
        extra: extraOf(of.rest()),
      },
      isChanged ? [recipeFindings.otherEmphasis({})] : [],
    );
  },
};

/** The keywords of a PNG, or one JSON that holds them. */
function carriedBy(texts: CarriedTexts): JsonObject | undefined {
  const isNovelAi = (json: JsonObject) =>
    String(json.Software ?? "").startsWith("NovelAI") && json.Comment !== undefined;
  const keywords = texts.asObject();
  return isNovelAi(keywords) ? keywords : texts.objectWhere(isNovelAi);
}

function commentOf({ Comment }: JsonObject): JsonObject | undefined {
  const json = typeof Comment === "string" ? parseJson(Comment) : Comment;
  return isObject(json) ? json : undefined;
}

/** The base caption and those of the characters, as NovelAI's own box shows them: `base | one | another`. */
function captionOf(json: Json | undefined): string | undefined {
  const caption = isObject(json) ? json.caption : undefined;
  if (!isObject(caption)) return undefined;
  const characters = Array.isArray(caption.char_captions) ? caption.char_captions.filter(isObject) : [];
  const all = [caption.base_caption, ...characters.map((one) => one.char_caption)].map(textOf);
  return all.filter(Boolean).join(" | ") || undefined;
}
