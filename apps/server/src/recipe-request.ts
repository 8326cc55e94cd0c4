import { GenerationRequest, type ModelEntry, type Recipe, type Ref } from "@danfang/domain";

export interface MissingModel {
  readonly kind: ModelEntry["kind"];
  readonly name?: string;
  readonly hash?: string;
}

/** What a recipe asks of this studio: the fields that can be ordered here, and the models that are not here. */
export interface RecipeOrder {
  readonly request: Partial<GenerationRequest>;
  readonly missing: readonly MissingModel[];
}

/**
 * Turns a recipe into an order, as far as it goes. A field beyond what can be ordered is left out rather than changed;
 * a model is found by its hash, else by its name.
 */
export function orderOf(recipe: Recipe, models: readonly ModelEntry[]): RecipeOrder {
  const missing: MissingModel[] = [];
  const find = (kind: ModelEntry["kind"], ref: Ref | undefined): ModelEntry | undefined => {
    if (!ref?.name && !ref?.hash) return undefined;
    const model = models.find((entry) => entry.kind === kind && isNamed(entry, ref));
    if (!model)
      missing.push({ kind, ...(ref.name ? { name: ref.name } : {}), ...(ref.hash ? { hash: ref.hash } : {}) });
    return model;
  };
  const [checkpoint, vae] = [find("checkpoint", recipe.checkpoint), find("vae", recipe.vae)];
  for (const lora of recipe.loras ?? []) find("lora", lora);
  for (const embedding of recipe.embeddings ?? []) find("embedding", embedding);
  for (const hypernetwork of recipe.hypernetworks ?? []) find("hypernetwork", hypernetwork);
  const { prompt, negativePrompt, steps, sampler, schedule, cfgScale, seed, width, height } = recipe;
  const wanted = {
    ...{ prompt, negativePrompt, steps, sampler, schedule, cfgScale, seed, width, height },
    clipSkip: recipe.clipSkip,
    etaNoiseSeedDelta: recipe.etaNoiseSeedDelta,
    // The WebUI's "GPU" is what an NVIDIA card draws, and that is what `nv` gives bit for bit.
    rng: recipe.rng === "gpu" ? "nv" : recipe.rng,
    checkpoint: checkpoint?.name,
    vae: vae?.name,
  };
  const request = Object.entries(wanted).filter(([name, value]) => {
    const field = GenerationRequest.shape[name as keyof typeof GenerationRequest.shape];
    return value !== undefined && field.safeParse(value).success;
  });
  return { request: Object.fromEntries(request), missing };
}

function isNamed({ name, stem, hash }: ModelEntry, ref: Ref): boolean {
  const [ours, theirs] = [hash?.toLowerCase(), ref.hash?.toLowerCase()];
  if (ours && theirs) {
    const length = Math.min(ours.length, theirs.length);
    return length >= 8 && ours.slice(0, length) === theirs.slice(0, length);
  }
  return ref.name !== undefined && [name, stem, name.split("/").at(-1)].includes(ref.name);
}
