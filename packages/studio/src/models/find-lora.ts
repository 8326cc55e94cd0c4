import type { Ref } from "@danfang/domain";
import type { ListedModel, Models } from "./models.ts";

/** Digits from which on a hash says anything. */
const fewestDigits = 8;
/** Bytes that are read at most to find a file by a hash that nobody has computed yet. */
const mostRead = 2 ** 30;

const isSame = (ours: unknown, theirs: string): boolean => {
  if (typeof ours !== "string") return false;
  const length = Math.min(ours.length, theirs.length);
  return length >= fewestDigits && ours.slice(0, length).toLowerCase() === theirs.slice(0, length).toLowerCase();
};

const bare = (name: string) => name.replace(/\.[^./]+$/, "").toLowerCase();

/**
 * The LoRA that a recipe means: the file of that name, unless it is known to have another hash; else the file of that
 * hash, whatever it is called here; else the one that its trainer called so. Hashes may be of the tensors, as in
 * `Lora hashes`, or of the whole file, as Civitai gives them.
 */
export async function findLora(
  { name, hash }: Ref,
  { list, details, tensorHash }: Pick<Models, "list" | "details" | "tensorHash">,
): Promise<ListedModel | undefined> {
  const all = await list("lora");
  const told = async ({ id }: ListedModel) => {
    const found = await details(id);
    return found?.kind === "lora" ? found : undefined;
  };
  const written = async (model: ListedModel) => {
    const { sshs_model_hash, sshs_legacy_hash } = (await told(model))?.metadata ?? {};
    return [model.hash, sshs_model_hash, sshs_legacy_hash];
  };
  const named = all.find((model) => name && [bare(model.name), bare(model.stem)].includes(bare(name)));
  if (named && (!hash || (await isNotOther(named, hash)))) return named;
  return (hash && (await byHash(hash))) || named || (await byAlias());

  async function isNotOther(model: ListedModel, wanted: string): Promise<boolean> {
    const [, tensors] = await written(model);
    return typeof tensors !== "string" || (await written(model)).some((own) => isSame(own, wanted));
  }

  async function byHash(wanted: string): Promise<ListedModel | undefined> {
    const silent: ListedModel[] = [];
    for (const model of all) {
      const [file, ...inside] = await written(model);
      if ([file, ...inside].some((own) => isSame(own, wanted))) return model;
      if (typeof inside[0] !== "string") silent.push(model);
    }
    if (silent.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) > mostRead) return undefined;
    for (const model of silent) if (isSame(await tensorHash(model.id).catch(() => undefined), wanted)) return model;
    return undefined;
  }

  async function byAlias(): Promise<ListedModel | undefined> {
    for (const model of all) if (name && (await told(model))?.alias === name) return model;
    return undefined;
  }
}
