import { defined, type ListedKind, ownValue, type Recipe } from "@danfang/domain";
import type { CarriedTexts } from "../carried-texts.ts";
import { chosen, JsonFields, numberOf, plainHash, textOf } from "../json/fields.ts";
import { isObject, type JsonObject, parseJson } from "../json/parse-json.ts";
import { versionInAir } from "../names/air.ts";
import { buildRecipe, extraOf } from "./build-recipe.ts";
import type { RecipeReader } from "./recipe-reader.ts";

/** What says the same as another field, or nothing about the picture. */
const ignored = [
  "resources",
  "civitaiResources",
  "additionalResources",
  "hashes",
  "modelIds",
  "modelVersionIds",
  "versionIds",
  "quantity",
  "comfy",
  "Size",
  "draft",
  "workflow",
];

/**
 * Civitai's data as its site copies it, answers it and keeps it in pictures of its own generator.
 *
 * Source: civitai `src/utils/metadata`, its public API `/images` (`meta`), and `extraMetadata` of its own graphs.
 */
export const civitai: RecipeReader = {
  program: "Civitai",
  read(texts) {
    const json = carriedBy(texts);
    if (!json) return undefined;
    const of = new JsonFields(json, ignored);
    const [width, height] = sizeOf(json);
    const { checkpoint, vae, loras, embeddings } = resourcesOf(json);
    return buildRecipe({
      prompt: of.text("prompt") ?? "",
      negativePrompt: of.text("negativePrompt"),
      steps: of.whole("steps"),
      sampler: of.name("sampler"),
      schedule: of.name("scheduler", "Schedule type"),
      cfgScale: of.number("cfgScale"),
      seed: of.seed("seed"),
      width: of.whole("width") ?? width,
      height: of.whole("height") ?? height,
      clipSkip: of.whole("clipSkip", "Clip skip"),
      denoisingStrength: of.number("denoise", "Denoising strength"),
      checkpoint: defined({ name: of.name("Model"), hash: of.hash("Model hash"), ...checkpoint }),
      vae: defined({ name: of.name("VAE"), hash: of.hash("VAE hash"), ...vae }),
      loras,
      embeddings,
      source: { program: "Civitai" },
      extra: extraOf(of.rest()),
    });
  },
};

const marks = ["civitaiResources", "additionalResources", "resources", "hashes", "cfgScale", "Model hash"];

/** Its data itself, below `meta` as its API answers, or as text below `extraMetadata` beside its graph. */
function carriedBy(texts: CarriedTexts): JsonObject | undefined {
  const isMeant = (json: JsonObject) =>
    typeof json.prompt === "string" && marks.some((mark) => Object.hasOwn(json, mark));
  const inside = (json: JsonObject): JsonObject | undefined => {
    const extra = textOf(json.extraMetadata);
    const found = [json, json.meta, extra === undefined ? undefined : parseJson(extra)];
    return found.find((one): one is JsonObject => isObject(one) && isMeant(one));
  };
  const holder = texts.objectWhere((json) => inside(json) !== undefined);
  return holder && inside(holder);
}

function sizeOf(json: JsonObject): readonly (number | undefined)[] {
  const [, width, height] = /^(\d{1,9})x(\d{1,9})$/.exec(textOf(json.Size) ?? "") ?? [];
  return [width, height].map((side) => (side === undefined ? undefined : Number(side)));
}

type Found = NonNullable<Recipe["loras"]>[number];
interface Resources {
  checkpoint: Found;
  vae: Found;
  readonly loras: Found[];
  readonly embeddings: Found[];
}

const kinds: Readonly<Record<string, ListedKind>> = {
  checkpoint: "checkpoint",
  model: "checkpoint",
  vae: "vae",
  lora: "lora",
  locon: "lora",
  lycoris: "lora",
  dora: "lora",
  embed: "embedding",
  embedding: "embedding",
  textualinversion: "embedding",
};

function resourcesOf(json: JsonObject): Resources {
  const found: Resources = { checkpoint: {}, vae: {}, loras: [], embeddings: [] };
  const hashes = isObject(json.hashes) ? json.hashes : {};
  const hashOf = (kind: string, name: string | undefined) =>
    plainHash(textOf(ownValue(hashes, name === undefined ? kind : `${kind}:${name}`)));
  found.checkpoint = defined({ hash: hashOf("model", undefined) });
  found.vae = defined({ hash: hashOf("vae", undefined) });
  for (const list of [json.resources, json.civitaiResources, json.additionalResources])
    for (const one of Array.isArray(list) ? list.filter(isObject) : []) put(found, one, hashOf);
  for (const [key, hash] of Object.entries(hashes)) {
    const [kind = "", name] = /^([a-z]+):(.+)$/is.exec(key)?.slice(1) ?? [];
    const shelf = shelfOf(found, ownValue(kinds, kind.toLowerCase()));
    if (name !== undefined && shelf && !shelf.some((one) => one.name === name))
      shelf.push(defined({ name, hash: plainHash(textOf(hash)) }));
  }
  return found;
}

const shelfOf = (found: Resources, kind: string | undefined) =>
  kind === "lora" ? found.loras : kind === "embedding" ? found.embeddings : undefined;

function put(
  found: Resources,
  one: JsonObject,
  hashOf: (kind: string, name: string | undefined) => string | undefined,
): void {
  const kind = ownValue(kinds, (textOf(one.type) ?? "").toLowerCase());
  const name = chosen(textOf(one.name) ?? textOf(one.modelName));
  const versionId = numberOf(one.modelVersionId) ?? versionInAir(textOf(one.air));
  const about = defined({
    name,
    hash: plainHash(textOf(one.hash)),
    versionId: Number.isSafeInteger(versionId) ? versionId : undefined,
    air: textOf(one.air),
  });
  const weight = defined({ weight: numberOf(one.weight ?? one.strength ?? null) });
  if (kind === "checkpoint") found.checkpoint = { ...found.checkpoint, ...about };
  else if (kind === "vae") found.vae = { ...found.vae, ...about };
  else
    shelfOf(found, kind)?.push({
      ...defined({ hash: name === undefined ? undefined : hashOf(kind === "lora" ? "lora" : "embed", name) }),
      ...about,
      ...(kind === "lora" ? weight : {}),
    });
}
