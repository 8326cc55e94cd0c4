import { type Recipe, type Ref, samplerLabelled } from "@danfang/domain";
import { printPythonNumber } from "./python.ts";
import { printScheduleType } from "./readers/a1111-names.ts";

/** What a field may hold; a field without a value is not written. */
export type InfotextValue = string | number | boolean | undefined;

/** Kept characters of a checkpoint's or VAE's hash, and of one in a list. Source: AUTOMATIC1111 `shorthash`. */
const shortHash = 10;
const listedHash = 12;

/** Fields with a place of their own, in order; those we never fill ourselves may still come in as `extra`. */
const leadingFields = [
  "Steps",
  "Sampler",
  "Schedule type",
  "CFG scale",
  "Image CFG scale",
  "Seed",
  "Face restoration",
  "Size",
  "Model hash",
  "Model",
  "FP8 weight",
  "Cache FP16 weight for LoRA",
  "VAE hash",
  "VAE",
  "Variation seed",
  "Variation seed strength",
  "Seed resize from",
  "Denoising strength",
  "Conditional mask weight",
  "Clip skip",
  "ENSD",
  "Token merging ratio",
  "Token merging ratio hr",
  "Init image hash",
  "RNG",
  "Tiling",
];
const trailingFields = ["Version", "User"];

/**
 * A recipe as AUTOMATIC1111 writes it into a picture: prompt, `Negative prompt: …`, and one line of settings.
 *
 * `extra` holds further fields; one that has a place of its own (`Clip skip`, `Version`) keeps that place and wins.
 * The schedule is the one actually used: under DPM++ 2M, "automatic" prints `Karras`.
 * Source: AUTOMATIC1111 v1.10.1 `create_infotext`; read back by `parseInfotext` and by AUTOMATIC1111 itself.
 */
export function printInfotext(recipe: Recipe, extra: Readonly<Record<string, InfotextValue>> = {}): string {
  const values = new Map<string, InfotextValue>(
    [fieldsOf(recipe), recipe.extra ?? {}, extra].flatMap((part) => Object.entries(part)),
  );
  const placed = new Set([...leadingFields, ...trailingFields]);
  const others = [...values.keys()].filter((key) => !placed.has(key));
  const line = [...leadingFields, ...others, ...trailingFields].flatMap((key) => printField(key, values.get(key)));
  const negative = recipe.negativePrompt ? `\nNegative prompt: ${recipe.negativePrompt}` : "";
  return `${recipe.prompt ?? ""}${negative}\n${line.join(", ")}`.trim();
}

function fieldsOf(recipe: Recipe): Record<string, InfotextValue> {
  const { sampler, schedule, variation, hires, clipSkip, etaNoiseSeedDelta, checkpoint, vae, rng } = recipe;
  const usesEnsd = samplerLabelled(sampler ?? "")?.usesEnsd === true;
  return {
    Steps: recipe.steps,
    Sampler: sampler,
    "Schedule type": schedule === undefined ? undefined : printScheduleType(sampler, schedule),
    "CFG scale": recipe.cfgScale,
    Seed: recipe.seed,
    Size: printSize(recipe.width, recipe.height),
    "Model hash": checkpoint?.hash?.slice(0, shortHash),
    Model: checkpoint?.name,
    "VAE hash": vae?.hash?.slice(0, shortHash),
    VAE: vae?.name,
    "Variation seed": variation?.strength ? variation.seed : undefined,
    "Variation seed strength": variation?.strength || undefined,
    "Denoising strength": hires?.denoisingStrength ?? recipe.denoisingStrength,
    "Clip skip": clipSkip !== undefined && clipSkip > 1 ? clipSkip : undefined,
    ENSD: usesEnsd && etaNoiseSeedDelta ? etaNoiseSeedDelta : undefined,
    RNG: rng === "cpu" ? "CPU" : rng === "nv" ? "NV" : undefined, // "gpu" is what a missing RNG means
    "Hires upscale": hires?.scale,
    "Hires resize": printSize(hires?.width, hires?.height),
    "Hires steps": hires?.steps || undefined,
    "Hires upscaler": hires?.upscaler,
    "TI hashes": printHashes(recipe.embeddings),
    "Lora hashes": printHashes(recipe.loras),
    Version: printVersion(recipe.source),
  };
}

const printSize = (width: number | undefined, height: number | undefined): string | undefined =>
  width === undefined || height === undefined || Math.min(width, height) < 0 ? undefined : `${width}x${height}`;

/** `ink: 0f1e2d3c4b5a, pop: a1b2c3d4e5f6`; a comma or colon in a name would end it early, so they go. */
function printHashes(models: readonly Ref[] | undefined): string | undefined {
  const pairs = (models ?? []).filter(({ name, hash }) => name && hash);
  return (
    pairs.map(({ name, hash }) => `${name?.replace(/[,:]/g, "")}: ${hash?.slice(0, listedHash)}`).join(", ") ||
    undefined
  );
}

/** `v1.10.1` for the WebUI itself, `danfang 0.1.0` for anyone else: not a version AUTOMATIC1111 would act upon. */
function printVersion(source: Recipe["source"]): string | undefined {
  const { program, version } = source ?? {};
  if (program === undefined || program === "AUTOMATIC1111" || program === "Forge") return version;
  return version === undefined ? program : `${program} ${version}`;
}

/** What A1111's parser would end too early, trim, unquote or drop: it is printed as a JSON string. */
const needsQuotes = /[,:\r\n\u0085\u2028\u2029\u00a0\u202f\u200b\u2060\ufeff]|^["\s]|\s$|^$/;
/** What pages and chats put into a text, and readers take out of it or for a line's end: these were meant. */
const unseen = /[\u0085\u2028\u2029\u00a0\u202f\u200b\u2060\ufeff]/g;
export const printPlainJson = (value: unknown): string =>
  JSON.stringify(value).replace(unseen, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** A value equal to its key prints the key alone, as AUTOMATIC1111 does. */
function printField(key: string, value: InfotextValue): string[] {
  if (value === undefined) return [];
  const text = printValue(value);
  if (text === key) return [key];
  return [`${key}: ${needsQuotes.test(text) ? printPlainJson(text) : text}`];
}

function printValue(value: string | number | boolean): string {
  if (typeof value === "number") return printPythonNumber(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  return value;
}
