import { defined, ownValue, type Recipe } from "@danfang/domain";
import { recipeFindings } from "../findings.ts";
import { chosen } from "../json/fields.ts";
import { mostModels } from "../most.ts";
import { splitSampler } from "../names/a1111-sampler-split.ts";
import { drawsItsOwnNoise, programOf } from "../names/programs.ts";
import { samplerNamed } from "../names/sampler-names.ts";
import { parsePythonNumber } from "../python.ts";
import type { Finding, Reading } from "../reading.ts";
import { type FieldValue, parseInfotextFields, text } from "./a1111-fields.ts";
import { hasMoreResources, readResources, unknownResources } from "./a1111-resources.ts";

/** Fields that a recipe has its own places for, beside those read as numbers; every other goes to `extra`. */
const placedFields = [
  "Sampler",
  "Schedule type",
  "Model hash",
  "Model",
  "VAE hash",
  "VAE",
  "Lora hashes",
  "TI hashes",
  "RNG",
  "Lora weights",
  "Version",
  "Hypernet",
  "Hypernet strength",
  "First pass size-1",
  "First pass size-2",
  "Hires upscaler",
];

/**
 * An infotext as a recipe: what AUTOMATIC1111 understands, under our names, with what it did not as findings.
 *
 * Missing settings stay missing, except where the dialect gives their absence a meaning: no `RNG` means the noise of a
 * graphics card ("gpu"), no `Clip skip` means 1. Total: text without settings is a prompt.
 */
export function readA1111(infotext: string): Reading<Recipe> {
  const { value: fields, findings } = parseInfotextFields(infotext);
  const settings = new Settings(fields.settings);
  if (hasMoreResources(fields)) settings.findings.push(recipeFindings.onlyFirst({ what: "loras", most: mostModels }));
  const prompts: Recipe = {
    prompt: fields.prompt,
    ...(fields.negativePrompt ? { negativePrompt: fields.negativePrompt } : {}),
  };
  if (fields.settings.size === 0)
    return { value: { ...prompts, ...readResources(fields) }, findings: [...findings, ...settings.findings] };
  const recipe: Recipe = {
    ...prompts,
    ...settings.whole("steps", "Steps"),
    ...readSampler(settings),
    ...settings.number("cfgScale", "CFG scale"),
    ...settings.seed("seed", "Seed"),
    ...readVariation(settings),
    ...settings.whole("width", "Size-1"),
    ...settings.whole("height", "Size-2"),
    clipSkip: 1,
    ...settings.whole("clipSkip", "Clip skip"),
    ...readHires(settings),
    ...settings.whole("etaNoiseSeedDelta", "ENSD"),
    ...readNoiseSource(settings),
    ...readResources(fields),
    ...readSource(settings),
    ...readExtra(settings, fields.embedded),
  };
  return { value: recipe, findings: [...findings, ...settings.findings, ...unknownResources(fields)] };
}

/** Settings with the names that were asked for, and what was wrong with them. */
class Settings {
  readonly findings: Finding[] = [];
  readonly read = new Set<string>(placedFields);
  readonly values: ReadonlyMap<string, FieldValue>;

  constructor(values: ReadonlyMap<string, FieldValue>) {
    this.values = values;
  }

  text(key: string): string | undefined {
    return text(this.values, key);
  }

  number<K extends string>(name: K, key: string): { [P in K]?: number } {
    return this.#place(name, key, parsePythonNumber);
  }

  whole<K extends string>(name: K, key: string): { [P in K]?: number } {
    return this.#place(name, key, (value) => {
      const parsed = parsePythonNumber(value);
      return Number.isSafeInteger(parsed) ? parsed : undefined;
    });
  }

  seed<K extends string>(name: K, key: string): { [P in K]?: number | string } {
    return this.#place(name, key, (value) => {
      if (!/^-?\d+$/.test(value)) return undefined;
      return Number.isSafeInteger(Number(value)) ? Number(value) : value;
    });
  }

  #place<K extends string, T>(name: K, key: string, parse: (value: string) => T | undefined): { [P in K]?: T } {
    const value = this.text(key);
    if (value === undefined) return {};
    const parsed = parse(value.trim());
    if (parsed !== undefined) {
      this.read.add(key);
      return { [name]: parsed } as { [P in K]?: T };
    }
    this.findings.push(recipeFindings.notANumber({ key, value }));
    return {};
  }
}

function readSampler(settings: Settings): Pick<Recipe, "sampler" | "schedule"> {
  if (settings.text("Sampler") === undefined && settings.text("Schedule type") === undefined) return {};
  const { sampler, schedule, isUnknown } = splitSampler(settings.text("Sampler"), settings.text("Schedule type"));
  if (isUnknown) {
    const { names, findings } = samplerNamed(sampler, undefined);
    if (findings.length === 0) return { schedule, ...names }; // another program's name for it
    settings.findings.push(recipeFindings.unknownSampler({ sampler, a1111Uses: "DPM++ 2M" }));
  }
  return { sampler, schedule };
}

function readVariation(settings: Settings): Pick<Recipe, "variation"> {
  const { seed } = settings.seed("seed", "Variation seed");
  const { strength } = settings.number("strength", "Variation seed strength");
  return seed === undefined || strength === undefined ? {} : { variation: { seed, strength } };
}

/** With hires fields the denoising strength belongs to the second pass, without them to img2img. */
function readHires(settings: Settings): Pick<Recipe, "hires" | "denoisingStrength"> {
  const upscaler = chosen(settings.text("Hires upscaler"));
  const hires = {
    ...settings.number("scale", "Hires upscale"),
    ...settings.whole("width", "Hires resize-1"),
    ...settings.whole("height", "Hires resize-2"),
    ...settings.whole("steps", "Hires steps"),
    ...defined({ upscaler }),
  };
  const denoising = settings.number("denoisingStrength", "Denoising strength");
  return Object.keys(hires).length ? { hires: { ...hires, ...denoising } } : denoising;
}

const noiseSources: Readonly<Record<string, "cpu" | "gpu" | "nv">> = {
  CPU: "cpu",
  GPU: "gpu",
  NV: "nv",
  CUDA: "gpu", // stable-diffusion.cpp
};

/** ComfyUI draws its noise on the CPU and writes no `RNG`; in the WebUI a missing one means its default, the GPU. */
function readNoiseSource(settings: Settings): Pick<Recipe, "rng"> {
  const written = settings.text("RNG");
  const program = settings.text("App") ?? settings.text("Version") ?? "";
  if (written === undefined) {
    if (drawsItsOwnNoise(program)) return {};
    return { rng: /^ComfyUI\b/.test(program) ? "cpu" : "gpu" };
  }
  const rng = ownValue(noiseSources, written.toUpperCase());
  if (rng) return { rng };
  settings.findings.push(recipeFindings.unknownNoiseSource({ source: written }));
  settings.read.delete("RNG");
  return {};
}

function readSource(settings: Settings): Pick<Recipe, "source"> {
  const version = settings.text("Version");
  const app = settings.text("App");
  if (app !== undefined) {
    settings.read.add("App");
    return { source: { program: app, ...defined({ version }) } };
  }
  if (version === undefined) return {};
  return { source: programOf(version) };
}

function readExtra(settings: Settings, embedded: readonly { key: string; json: unknown }[]): Pick<Recipe, "extra"> {
  const extra = new Map<string, string>();
  for (const key of settings.values.keys()) {
    if (settings.read.has(key)) continue;
    const name = /^(.+)-[12]$/.exec(key)?.[1];
    const [width, height] = [settings.text(`${name}-1`), settings.text(`${name}-2`)];
    if (name !== undefined && width !== undefined && height !== undefined) extra.set(name, `${width}x${height}`);
    else extra.set(key, settings.text(key)!);
  }
  for (const { key, json } of embedded) if (key === "Civitai metadata") extra.set(key, JSON.stringify(json));
  return extra.size ? { extra: Object.fromEntries(extra) } : {};
}
