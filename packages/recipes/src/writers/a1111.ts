import { defined, type Recipe, type Ref } from "@danfang/domain";
import { mentionOf } from "@danfang/prompt";
import { type InfotextValue, printInfotext, printPlainJson } from "../infotext.ts";
import { isNamedInVersion } from "../names/programs.ts";
import { printPythonNumber } from "../python.ts";
import { readA1111 } from "../readers/a1111.ts";
import { parseNetworkTags } from "../readers/network-tags.ts";
import type { Finding } from "../reading.ts";
import { writersFindings } from "./findings.ts";
import { type IsKept, lostFields, stemOf } from "./lost-fields.ts";
import type { Written } from "./written.ts";

/** Characters of a hash. Source: sd_civitai_extension `gen_hashing`. */
const civitaiHash = 10;

/**
 * A recipe as AUTOMATIC1111 would have written it, and after it what Civitai reads: `Hashes` of the civitai extension, and
 * `Civitai resources` for models that are known by their version or AIR. Networks that another program named outside of
 * the prompt are mentioned in it, where AUTOMATIC1111 looks for them.
 */
export function writeA1111(recipe: Recipe): Written {
  const { extra, unsayable } = sayableExtra(recipe.extra);
  const called = { ...recipe, ...callNetworks(recipe), extra };
  const mentioned = { ...called, prompt: withMentions(called) };
  const line = printInfotext(mentioned, further(mentioned));
  const text = [line, ...civitaiTails(called)].join(", ");
  return { text, findings: [...unsayable, ...findLost(recipe, text)] };
}

/** What AUTOMATIC1111's parser takes for a key: two characters at least, of these. */
const isKey = (key: string): boolean => /^[\p{L}\p{N}_][\p{L}\p{N}_ \-/]+$/u.test(key) && key.trim() === key;

function sayableExtra(extra: Readonly<Record<string, string>> = {}) {
  const [sayable, others] = [true, false].map((isSayable) =>
    Object.entries(extra).filter(([key, value]) => (isKey(key) && key !== value) === isSayable),
  ) as [[string, string][], [string, string][]];
  return {
    extra: Object.fromEntries(sayable),
    unsayable: others.map(([key]) => writersFindings.unsayableKey({ key })),
  };
}

/** AUTOMATIC1111 knows a network by its file's name; one that the prompt mentions stays what it is called there. */
function callNetworks({ prompt = "", loras, hypernetworks }: Recipe): Pick<Recipe, "loras" | "hypernetworks"> {
  const mentioned = new Set(parseNetworkTags(prompt).map(({ name }) => name));
  const called = <T extends Ref>(ref: T): T =>
    ref.name === undefined || mentioned.has(ref.name) || isOfCivitai(ref) ? ref : { ...ref, name: stemOf(ref.name) };
  return defined({ loras: loras?.map(called), hypernetworks: hypernetworks?.map(called) });
}

/** What Civitai calls a model is its title, and no file's name. */
const isOfCivitai = ({ versionId, air }: Ref): boolean => versionId !== undefined || air !== undefined;

/** What is written beyond what a picture of AUTOMATIC1111's own would say. */
function further(recipe: Recipe): Record<string, InfotextValue> {
  const { etaNoiseSeedDelta, rng, source } = recipe;
  return {
    ...(etaNoiseSeedDelta ? { ENSD: etaNoiseSeedDelta } : {}),
    ...(rng === "gpu" && !isDefaultRng(source?.program) ? { RNG: "GPU" } : {}),
    ...(isNamedInVersion(source?.program) ? {} : defined({ App: source?.program, Version: source?.version })),
    ...padding(recipe),
  };
}

const isDefaultRng = (program: string | undefined): boolean =>
  program === undefined || /^(AUTOMATIC1111|Forge|danfang)$/.test(program);

/** Fewer than three settings are taken for a line of the prompt; these two say what their absence means, too. */
function padding({ clipSkip, rng, ...recipe }: Recipe): Record<string, InfotextValue> {
  const bare = printInfotext({ ...recipe, prompt: "", negativePrompt: "" });
  if (bare === "" || bare.split(": ").length > fewestSettings) return {};
  return { "Clip skip": clipSkip ?? 1, RNG: rng === undefined ? "GPU" : rng.toUpperCase() };
}
const fewestSettings = 3;

/** The prompt with a mention of each network that has a name and a weight and is not in it. */
function withMentions({ prompt = "", loras = [], hypernetworks = [] }: Recipe): string {
  const there = new Set(parseNetworkTags(prompt).map(({ kind, name }) => `${kind}:${name}`));
  const mentions = [
    ...loras
      .filter((ref) => !isOfCivitai(ref))
      .map(({ name, weight, clipWeight }) => ({ kind: "lora", name, weight, clipWeight }) as const),
    ...hypernetworks.map(
      ({ name, weight }) => ({ kind: "hypernetwork", name, weight, clipWeight: undefined }) as const,
    ),
  ].flatMap(({ kind, name, weight, clipWeight = weight }) => {
    if (name === undefined || !canBeMentioned(name) || weight === undefined || there.has(`${kind}:${name}`)) return [];
    const unet = printPythonNumber(weight);
    const both = clipWeight === weight ? unet : `${printPythonNumber(clipWeight ?? weight)}:${unet}`;
    return [mentionOf(kind, name, both)];
  });
  return [prompt, ...mentions].filter((part) => part !== "").join(" ");
}

/** A name that would end its mention or the line early cannot be said in one. */
const canBeMentioned = (name: string): boolean => !/[:<>\r\n\u0085\u2028\u2029]/.test(name);

function civitaiTails(recipe: Recipe): string[] {
  const hashes = hashesOf(recipe);
  const resources = resourcesOf(recipe);
  return [
    ...(Object.keys(hashes).length > 0 ? [`Hashes: ${printPlainJson(hashes)}`] : []),
    ...(resources.length > 0 ? [`Civitai resources: ${printPlainJson(resources)}`] : []),
  ];
}

function hashesOf({ vae, embeddings = [], loras = [], hypernetworks = [], checkpoint }: Recipe) {
  const named = (kind: string, refs: readonly Ref[]): [string, string | undefined][] =>
    refs.flatMap(({ name, hash }) => (name === undefined ? [] : [[`${kind}:${name.replace(/[,:]/g, "")}`, hash]]));
  const pairs: readonly [string, string | undefined][] = [
    ["vae", vae?.hash],
    ...named("embed", embeddings),
    ...named("lora", loras),
    ...named("hypernet", hypernetworks),
    ["model", checkpoint?.hash],
  ];
  return Object.fromEntries(pairs.flatMap(([key, hash]) => (hash ? [[key, hash.slice(0, civitaiHash)]] : [])));
}

/** Models whose version or AIR is known. Source: Civitai's on-site generator. */
function resourcesOf({ checkpoint, vae, loras = [], embeddings = [], hypernetworks = [] }: Recipe) {
  const weighted: readonly (readonly [string, Ref & { weight?: number | undefined }])[] = [
    ...(checkpoint ? [["checkpoint", checkpoint] as const] : []),
    ...(vae ? [["vae", vae] as const] : []),
    ...loras.map((ref) => ["lora", ref] as const),
    ...embeddings.map((ref) => ["embed", ref] as const),
    ...hypernetworks.map((ref) => ["hypernet", ref] as const),
  ];
  return weighted
    .filter(([, { versionId, air }]) => versionId !== undefined || air !== undefined)
    .map(([type, { name, versionId, air, weight }]) =>
      defined({ type, weight, modelVersionId: versionId, modelName: name, air }),
    );
}

function findLost(recipe: Recipe, text: string): readonly Finding[] {
  const { value } = readA1111(text);
  const extra = Object.keys(recipe.extra ?? {});
  const paths = lostFields(recipe, value, isKept).filter(
    (path) => !extra.some((key) => path === `extra.${key}` && !isKey(key)),
  );
  return paths.length === 0 ? [] : [writersFindings.notWritten({ program: "AUTOMATIC1111", fields: paths })];
}

/** What is said in other words, or by its absence. */
const isKept: IsKept = (path, written, read) => {
  if (path.endsWith(".clipWeight")) return read === undefined;
  if (/(^|\.)hash$/.test(path)) return typeof read === "string" && String(written).startsWith(read);
  if (/(^|\.)name$/.test(path)) return typeof read === "string" && stemOf(String(written)) === stemOf(read);
  switch (path) {
    case "prompt":
    case "negativePrompt":
      return words(written) === words(read).slice(0, words(written).length);
    case "schedule":
      return written === "automatic" && read !== undefined;
    case "etaNoiseSeedDelta":
    case "denoisingStrength":
      return (written === 0 || written === 1) && read === undefined;
    default:
      return false;
  }
};
/** Lines are trimmed one by one. */
const words = (text: unknown): string =>
  String(text ?? "")
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .trim();
