import type { ModelEntry, Picture } from "@danfang/domain";
import { modelNamed } from "../model-choice/find-models.ts";

/** The models that a picture was painted with and that are here and may get a picture. */
export function modelsOfPicture({ recipe }: Picture, models: readonly ModelEntry[]): ModelEntry[] {
  const named = (kind: ModelEntry["kind"], refs: readonly { name?: string | undefined; hash?: string | undefined }[]) =>
    refs.flatMap(({ name, hash }) => {
      const found =
        (hash === undefined ? undefined : modelNamed(models, kind, hash)) ??
        (name === undefined ? undefined : modelNamed(models, kind, name));
      return found === undefined || found.isStarter ? [] : [found];
    });
  const found = [
    ...named("checkpoint", recipe.checkpoint === undefined ? [] : [recipe.checkpoint]),
    ...named("lora", recipe.loras ?? []),
    ...named("hypernetwork", recipe.hypernetworks ?? []),
    ...named("embedding", recipe.embeddings ?? []),
  ];
  return [...new Set(found)];
}
