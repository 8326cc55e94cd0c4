import type { ModelEntry } from "@danfang/domain";

/** What a model is found by, in lower case; ten thousand of them are searched at every key. */
const searched = new WeakMap<ModelEntry, string>();
function searchedText(model: ModelEntry): string {
  const known = searched.get(model);
  if (known !== undefined) return known;
  const { name, family, folder, hash = "", triggerWords = [] } = model;
  const text = `${name} ${family} ${folder} ${hash} ${triggerWords.join(" ")}`.toLowerCase();
  searched.set(model, text);
  return text;
}

/** The models of a kind that match every word of `text` in name, family, folder, hash or trigger words. */
export function findModels(models: readonly ModelEntry[], kind: ModelEntry["kind"], text = ""): ModelEntry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return models.filter((model) => model.kind === kind && words.every((word) => searchedText(model).includes(word)));
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
