import type { Recipe } from "@danfang/domain";
import { defined } from "@danfang/domain";
import { JsonFields, numberOf, plainHash, textOf } from "../json/fields.ts";
import { isList, isObject, type JsonObject } from "../json/parse-json.ts";
import { buildRecipe, extraOf } from "./build-recipe.ts";
import type { RecipeReader } from "./recipe-reader.ts";

/** SwarmUI's JSON. Source: SwarmUI, `docs/Image Metadata Format.md`. */
export const swarmui: RecipeReader = {
  program: "SwarmUI",
  read(texts) {
    const json = texts.objectWhere((one) => isObject(one.sui_image_params));
    if (!json) return undefined;
    const of = new JsonFields(json.sui_image_params as JsonObject);
    const hashOf = hashesOf(json);
    const model = (kind: string, name: string | undefined) => defined({ name, hash: hashOf(kind, name) });
    const version = of.words("swarm_version");
    const strength = of.number("variationseedstrength");
    const variationSeed = of.seed("variationseed");
    const stop = of.whole("clipstopatlayer");
    const refiner = of.name("refinermodel");
    const hires = hiresOf(of);
    const loras = lorasOf(of, (name) => model("loras", name));
    return buildRecipe({
      prompt: of.text("prompt") ?? "",
      negativePrompt: of.text("negativeprompt"),
      steps: of.whole("steps"),
      sampler: of.name("sampler"),
      schedule: of.name("scheduler"),
      cfgScale: of.number("cfgscale"),
      seed: of.seed("seed"),
      variation: variationSeed === undefined || !strength ? undefined : { seed: variationSeed, strength },
      width: of.whole("width"),
      height: of.whole("height"),
      clipSkip: stop === undefined ? undefined : Math.abs(stop),
      denoisingStrength: of.number("initimagecreativity"),
      checkpoint: model("model", of.name("model")),
      vae: model("vae", of.name("vae")),
      loras,
      hires,
      source: version === undefined ? { program: "SwarmUI" } : { program: "SwarmUI", version },
      extra: extraOf({ "Distilled CFG Scale": of.number("fluxguidancescale"), Refiner: refiner }, of.rest()),
    });
  },
};

/** The refiner's pass makes the picture larger, which is what hires fix is. */
function hiresOf(of: JsonFields): Recipe["hires"] | undefined {
  const scale = of.number("refinerupscale");
  if (scale === undefined || scale === 1) return undefined;
  return defined({
    scale,
    upscaler: of.name("refinerupscalemethod"),
    steps: of.whole("refinersteps"),
    denoisingStrength: of.number("refinercontrolpercentage"),
  });
}

function lorasOf(
  of: JsonFields,
  model: (name: string) => NonNullable<Recipe["checkpoint"]>,
): NonNullable<Recipe["loras"]> {
  const [weights, clipWeights] = [of.list("loraweights"), of.list("loratencweights")];
  return of.list("loras").flatMap((one, i) => {
    const name = textOf(one);
    if (!name) return [];
    const weight = numberOf(weights[i]) ?? 1;
    const clipWeight = numberOf(clipWeights[i]) ?? weight;
    return [{ ...model(name), weight, ...(clipWeight === weight ? {} : { clipWeight }) }];
  });
}

/** `sui_models` names files with their extension, parameters without. */
function hashesOf(json: JsonObject): (kind: string, name: string | undefined) => string | undefined {
  const models = isList(json.sui_models) ? json.sui_models.filter(isObject) : [];
  const key = (kind: string, name: string) => `${kind}:${name.replace(/\.(safetensors|ckpt|sft|gguf)$/, "")}`;
  const hashes = new Map(
    models.map(({ name, param, hash }) => [key(String(param), String(name)), plainHash(textOf(hash))] as const),
  );
  return (kind, name) => (name === undefined ? undefined : hashes.get(key(kind, name)));
}
