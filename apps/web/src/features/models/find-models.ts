import type { ModelEntry } from "@danfang/domain";

/** The models of a kind that match every word of `text` in name, family, folder or hash. */
export function findModels(models: readonly ModelEntry[], kind: ModelEntry["kind"], text = ""): ModelEntry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return models.filter((model) => {
    if (model.kind !== kind) return false;
    const searched = `${model.name} ${model.family} ${model.folder} ${model.hash ?? ""}`.toLowerCase();
    return words.every((word) => searched.includes(word));
  });
}

/** The model that a draft or a recipe means: by name, stem or the beginning of a hash. */
export function modelNamed(
  models: readonly ModelEntry[],
  kind: ModelEntry["kind"],
  name: string,
): ModelEntry | undefined {
  const ofKind = models.filter((model) => model.kind === kind);
  return (
    ofKind.find((model) => model.name === name || model.id === name) ??
    ofKind.find((model) => model.stem === name) ??
    ofKind.find((model) => model.hash !== undefined && name.length >= 8 && name.toLowerCase().startsWith(model.hash))
  );
}
