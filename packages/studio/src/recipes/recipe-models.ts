import type { ModelEntry, Recipe, Ref } from "@danfang/domain";
import { defined } from "@danfang/domain";
import { builtInUpscalers, latentUpscalers } from "@danfang/engine";
import { findUpscalerNamed, readTitle } from "@danfang/library";
import { mentionOf, placedNetworks } from "@danfang/prompt";
import { findLora } from "../models/find-lora.ts";
import type { Models } from "../models/models.ts";

export interface MissingModel {
  readonly kind: ModelEntry["kind"];
  readonly name?: string;
  readonly hash?: string;
  readonly versionId?: number;
  readonly air?: string;
}

/** Where models are looked up. */
export type KnownModels = Pick<Models, "list" | "details" | "tensorHash">;

/** Looks up what a recipe names, and remembers what is not here. */
export interface RecipeModels {
  readonly missing: readonly MissingModel[];
  find(kind: ModelEntry["kind"], ref: Ref | undefined): ModelEntry | undefined;
  /** A checkpoint by its short title, `name [hash]`. */
  checkpoint(title: string | undefined): string | undefined;
  upscaler(name: string | undefined): string | undefined;
  /** Tags for LoRAs that are here and took part, of programs that name them outside of the prompt. */
  readonly unmentioned: string;
  /** A prompt whose LoRAs go by the names that they have here. */
  renamed(prompt: string): string;
}

/** Source: AUTOMATIC1111 v1.10.1, `infotext_pasted` of its Lora extension: what has another name here is renamed. */
export async function openRecipeModels(recipe: Recipe, known: KnownModels): Promise<RecipeModels> {
  const models = await known.list();
  const missing: MissingModel[] = [];
  const miss = (kind: ModelEntry["kind"], { name, hash, versionId, air }: Ref) => {
    const known = Object.entries({ name, hash, versionId, air }).filter(([, value]) => value);
    missing.push({ kind, ...Object.fromEntries(known) });
    return undefined;
  };
  const find: RecipeModels["find"] = (kind, ref) => {
    if (!ref || !(ref.name || ref.hash || ref.versionId || ref.air)) return undefined;
    const meant = models.filter((entry) => entry.kind === kind && isMeant(entry, ref));
    return meant.find((entry) => isNamed(entry, ref)) ?? meant[0] ?? miss(kind, ref); // equal files: the one of that name
  };

  const names = new Map<string, string>();
  const mentioned = new Set(placedNetworks(recipe.prompt ?? "").map(({ name }) => name.text));
  const tags: string[] = [];
  for (const [i, ref] of lorasOf(recipe).entries()) {
    const found = i < mostLooked ? await findLora(ref, known) : undefined;
    if (found && ref.weight && !mentioned.has(ref.name ?? "")) tags.push(tagOf(found.stem, ref));
    if (!found) miss("lora", ref);
    else if (ref.name !== undefined && !isCalled(found, ref.name)) names.set(ref.name, found.stem);
  }
  return {
    missing,
    unmentioned: tags.map((tag) => ` ${tag}`).join(""),
    find,
    checkpoint: (title) => (title ? find("checkpoint", refOf(title))?.name : undefined),
    upscaler(name) {
      if (name === undefined) return undefined;
      const given = [...Object.keys(latentUpscalers), ...Object.keys(builtInUpscalers)];
      const plain = given.find((own) => own.toLowerCase() === name.toLowerCase());
      const files = models.filter(({ kind }) => kind === "upscaler");
      const file = findUpscalerNamed(
        files.map((entry) => ({ ...entry, path: entry.name })),
        name,
      );
      return plain ?? file?.stem ?? miss("upscaler", { name });
    },
    renamed: (prompt) =>
      placedNetworks(prompt).reduceRight((text, { kind, name }) => {
        const own = kind === "lora" ? names.get(name.text) : undefined;
        return own === undefined ? text : text.slice(0, name.from) + own + text.slice(name.to);
      }, prompt),
  };
}

type Lora = NonNullable<Recipe["loras"]>[number];

/** Two weights are the text encoder's and the U-Net's, in that order. */
const tagOf = (name: string, { weight, clipWeight = weight }: Lora): string =>
  mentionOf("lora", name, clipWeight === weight ? String(weight) : `${clipWeight}:${weight}`);

/** LoRAs that are looked for, file by file: far more than any picture has. Those beyond are told as missing. */
const mostLooked = 100;

/** `Lora hashes` drop commas and colons of names: such an entry is that of the prompt's own tag. */
function lorasOf({ loras = [] }: Recipe): Lora[] {
  const listed = (name: string | undefined) => name?.replace(/[,:]/g, "");
  const mentioned = loras.filter(({ weight }) => weight !== undefined);
  const hashes = new Map(loras.toReversed().flatMap(({ name, hash }) => (hash ? [[name, hash] as const] : [])));
  const hashOf = (ref: Ref) => ref.hash ?? hashes.get(listed(ref.name));
  const names = new Set(mentioned.map(({ name }) => listed(name)));
  const others = loras.filter((ref) => ref.weight === undefined && !names.has(ref.name));
  return [
    ...mentioned.map((ref) => {
      const hash = hashOf(ref);
      return { ...ref, ...defined({ hash }) };
    }),
    ...others,
  ];
}

/** Whether prompts find the model by this name, as they look for it. */
const isCalled = ({ name, stem }: ModelEntry, called: string): boolean =>
  [name, name.replace(/\.[^./]+$/, ""), stem].some((own) => own.toLowerCase() === called.toLowerCase());

function refOf(title: string): Ref {
  const read = readTitle(title);
  return read?.name ? { name: read.name, hash: read.hash } : { name: title };
}

/** By its hash where both are known, else by its name. */
function isMeant(entry: ModelEntry, ref: Ref): boolean {
  const [ours, theirs] = [entry.hash?.toLowerCase(), ref.hash?.toLowerCase()];
  if (!ours || !theirs) return isNamed(entry, ref);
  const length = Math.min(ours.length, theirs.length);
  return length >= 8 && ours.slice(0, length) === theirs.slice(0, length);
}

const isNamed = ({ name, stem }: ModelEntry, ref: Ref): boolean =>
  ref.name !== undefined && [name, stem, name.split("/").at(-1)].includes(ref.name);
