import { defined, ownValue, type Recipe, type RecipeKind, type RecipePlace, type Ref } from "@danfang/domain";
import { recipeFindings } from "../findings.ts";
import { chosen, plainHash } from "../json/fields.ts";
import { mostModels } from "../most.ts";
import { versionInAir } from "../names/air.ts";
import { parsePythonNumber } from "../python.ts";
import type { Finding } from "../reading.ts";
import type { InfotextFields } from "./a1111-fields.ts";
import { number, text } from "./a1111-fields.ts";
import { hasMoreTags, parseNetworkTags } from "./network-tags.ts";

type Weighted = Ref & { weight?: number; clipWeight?: number };
/** A model that some field names. One without a name can only be the one of its kind. */
type Named = readonly [kind: RecipeKind, model: Weighted];

/** The additional-networks extension has at most this many slots. */
const addNetSlots = 5;

/**
 * Every model an infotext names: in its fields, its hash lists, its JSON and the prompt's own `<lora:…>` tags.
 *
 * Models that are not named at all are missing from the result; none is an empty list.
 */
export function readResources(fields: InfotextFields): Pick<Recipe, RecipePlace> {
  const one = { checkpoint: ownModel(fields, "Model"), vae: ownModel(fields, "VAE") };
  const several = { lora: new Map(), embedding: new Map(), hypernetwork: new Map() } satisfies Record<string, Shelf>;
  const named = [...inTags(fields), ...inHashLists(fields), ...inSlots(fields)];
  for (const [kind, model] of [...named, ...inHashes(fields), ...inCivitaiResources(fields)]) {
    if (kind === "checkpoint" || kind === "vae") one[kind] = { ...one[kind], ...model };
    else put(several[kind], model);
  }
  const { lora: loras, embedding: embeddings, hypernetwork: hypernetworks } = several;
  return {
    ...(isEmpty(one.checkpoint) ? {} : { checkpoint: one.checkpoint }),
    ...(isEmpty(one.vae) ? {} : { vae: one.vae }),
    ...(loras.size ? { loras: [...loras.values()] } : {}),
    ...(embeddings.size ? { embeddings: [...embeddings.values()] } : {}),
    ...(hypernetworks.size ? { hypernetworks: [...hypernetworks.values()] } : {}),
  };
}

/** What Civitai names with a type that nobody knows is told; it is no LoRA. */
export const unknownResources = (fields: InfotextFields): Finding[] =>
  civitaiResourcesIn(embedded(fields, "Civitai resources"))
    .filter((resource) => kindOf(resource) === undefined)
    .map(({ type, name, versionId, air }) =>
      recipeFindings.unknownResource({
        name: name ?? air ?? (versionId === undefined ? undefined : `${versionId}`),
        type,
      }),
    );

/** Models of one kind by name, so that a hash from one field joins the weight from another. */
type Shelf = Map<string, Weighted>;

/** Whether there are models beyond those that are read. */
export function hasMoreResources({ prompt, settings, embedded }: InfotextFields): boolean {
  const lists = ["Lora hashes", "TI hashes", "Lora weights"].map((key) => text(settings, key) ?? "");
  const sizes = embedded.map(({ json }) => (isObject(json) ? Object.keys(json).length : 0));
  return (
    hasMoreTags(prompt) ||
    lists.some((list) => list.split(",", mostModels + 1).length > mostModels) ||
    sizes.some((size) => size > mostModels)
  );
}

function put(shelf: Shelf, model: Weighted): void {
  const key = model.name ?? model.air ?? String(model.versionId);
  shelf.set(key, { ...shelf.get(key), ...model });
}

/** `Model: ink, Model hash: 1f2e…`, `VAE: …`. */
const ownModel = ({ settings }: InfotextFields, key: "Model" | "VAE"): Ref =>
  ref(text(settings, key), text(settings, `${key} hash`));

const inTags = ({ prompt }: InfotextFields): Named[] =>
  parseNetworkTags(prompt).map(({ kind, name, weight, clipWeight }) =>
    kind === "hypernetwork"
      ? ["hypernetwork", { name, weight }]
      : ["lora", { name, weight, ...(clipWeight === weight ? {} : { clipWeight }) }],
  );

/** `Lora hashes`, `TI hashes` and `Lora weights`. */
const inHashLists = ({ settings }: InfotextFields): Named[] => [
  ...parseHashList(text(settings, "Lora hashes")).map((model): Named => ["lora", model]),
  ...parseHashList(text(settings, "TI hashes")).map((model): Named => ["embedding", model]),
  ...parsePairs(text(settings, "Lora weights")).map(([name, written]): Named => {
    const weight = written === undefined ? undefined : parsePythonNumber(written);
    return ["lora", { name, ...defined({ weight }) }];
  }),
];

const inSlots = (fields: InfotextFields): Named[] =>
  [...readNumbered(fields), ...readAddNet(fields)].map((model): Named => ["lora", model]);

/** `Hashes: {"model": h, "lora:ink": h}`; a hash that a field of its own says stays. */
function inHashes(fields: InfotextFields): Named[] {
  return hashesIn(embedded(fields, "Hashes")).flatMap(([key, hash]): Named[] => {
    const [written, name] = splitAtColon(key);
    const kind = ownValue(kinds, written.toLowerCase()); // savers of ComfyUI write LORA
    if (kind === "checkpoint" || kind === "vae") {
      const known = ownModel(fields, kind === "vae" ? "VAE" : "Model").hash;
      return [[kind, { hash: known ?? hash }]];
    }
    return kind && name ? [[kind, { name, hash }]] : [];
  });
}

/** Weights stand only beside networks: an embedding's is in the prompt. */
const inCivitaiResources = (fields: InfotextFields): Named[] =>
  civitaiResourcesIn(embedded(fields, "Civitai resources")).flatMap((resource): Named[] => {
    const { name, versionId, air, weight } = resource;
    const kind = kindOf(resource);
    const isWeighted = kind === "lora" || kind === "hypernetwork";
    return kind ? [[kind, defined({ name, versionId, air, weight: isWeighted ? weight : undefined })]] : [];
  });

/** `name: hash, name2: hash` → references; a part without a colon is a name whose hash nobody wrote down. */
const parseHashList = (list: string | undefined): Ref[] => parsePairs(list).map(([name, hash]) => ref(name, hash));

const parsePairs = (list: string | undefined): [string, string | undefined][] =>
  (list ?? "")
    .split(",", mostModels)
    .map((part) => splitAtColon(part))
    .filter(([name]) => name !== "");

/** `Lora_0 Model name: ink.safetensors, Lora_0 Strength model: 0.6`. Source: ComfyUI-SaveImageWithMetaData. */
function readNumbered({ settings }: InfotextFields): Weighted[] {
  const loras: Weighted[] = [];
  for (let slot = 0; text(settings, `Lora_${slot} Model name`) !== undefined; slot++) {
    const weight = number(settings, `Lora_${slot} Strength model`);
    const clipWeight = number(settings, `Lora_${slot} Strength clip`);
    loras.push({
      ...ref(text(settings, `Lora_${slot} Model name`), text(settings, `Lora_${slot} Model hash`)),
      ...defined({ weight, clipWeight: clipWeight === weight ? undefined : clipWeight }),
    });
  }
  return loras;
}

function readAddNet({ settings }: InfotextFields): Weighted[] {
  const loras: Weighted[] = [];
  for (let slot = 1; slot <= addNetSlots; slot++) {
    const model = text(settings, `AddNet Model ${slot}`);
    if (model === undefined || text(settings, `AddNet Module ${slot}`) !== "LoRA") continue;
    const { name = model, hash } = /^(?<name>.*)\((?<hash>[0-9a-f]+)\)$/i.exec(model)?.groups ?? {};
    const weight = number(settings, `AddNet Weight A ${slot}`) ?? number(settings, `AddNet Weight ${slot}`);
    const clipWeight = number(settings, `AddNet Weight B ${slot}`);
    loras.push({
      ...ref(name, hash),
      ...defined({ weight }),
      ...(clipWeight === weight ? {} : defined({ clipWeight })),
    });
  }
  return loras;
}

const embedded = (fields: InfotextFields, key: string): unknown =>
  fields.embedded.find((candidate) => candidate.key === key)?.json;

/** `{"vae": h, "model": h, "lora:NAME": h, "embed:NAME": h, "hypernet:NAME": h}`. Source: sd_civitai_extension gen_hashing. */
const hashesIn = (json: unknown): [string, string][] =>
  Object.entries(isObject(json) ? json : {})
    .slice(0, mostModels)
    .flatMap(([key, hash]) => (typeof hash === "string" ? [[key, plainHash(hash) ?? ""]] : []));

/** Kinds by the names that Civitai and programs that print hashes have for them. */
const kinds: Readonly<Record<string, RecipeKind>> = {
  checkpoint: "checkpoint",
  model: "checkpoint",
  vae: "vae",
  lora: "lora",
  lyco: "lora",
  lycoris: "lora",
  locon: "lora",
  loha: "lora",
  dora: "lora",
  embed: "embedding",
  embedding: "embedding",
  textualinversion: "embedding",
  hypernetwork: "hypernetwork",
  hypernet: "hypernetwork",
};

/** By its type, which old pictures print as a whole class, `ImageJobNetworkParams { …, Type = lora }`, else by its AIR. */
function kindOf({ type, air }: CivitaiResource) {
  const written = (type === undefined ? undefined : (/\bType = (\w+)/.exec(type)?.[1] ?? type)) ?? air?.split(":")[3];
  return written === undefined ? undefined : ownValue(kinds, written.trim().toLowerCase());
}

interface CivitaiResource {
  readonly type?: string;
  readonly name?: string;
  readonly weight?: number;
  readonly versionId?: number;
  readonly air?: string;
}

/** Source: Civitai's on-site generator; older pictures name a resource by `air` alone. What has the wrong type is left out. */
const civitaiResourcesIn = (json: unknown): CivitaiResource[] =>
  (Array.isArray(json) ? json : [])
    .slice(0, mostModels)
    .filter(isObject)
    .map((resource) =>
      defined({
        type: stringOf(resource.type),
        name: stringOf(resource.modelName),
        weight: numberOf(resource.weight),
        versionId: Number.isSafeInteger(resource.modelVersionId)
          ? numberOf(resource.modelVersionId)
          : versionInAir(stringOf(resource.air)),
        air: stringOf(resource.air),
      }),
    );

const isObject = (json: unknown): json is Record<string, unknown> => typeof json === "object" && json !== null;
const stringOf = (json: unknown): string | undefined => (typeof json === "string" ? json : undefined);
const numberOf = (json: unknown): number | undefined => (typeof json === "number" ? json : undefined);

const ref = (name: string | undefined, hash: string | undefined): Ref =>
  defined({ name: chosen(name), hash: plainHash(hash) });
const isEmpty = (model: Ref): boolean => Object.keys(model).length === 0;

function splitAtColon(text: string): [string, string | undefined] {
  const colon = text.indexOf(":");
  return colon < 0 ? [text.trim(), undefined] : [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
}
