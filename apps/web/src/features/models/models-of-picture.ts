import { type ModelEntry, type Picture, type Ref, refsIn, writtenKinds } from "@danfang/domain";
import { modelNamed } from "../model-choice/find-models.ts";

/** The models that a picture was painted with and that are here and may get a picture. */
export function modelsOfPicture({ recipe }: Picture, models: readonly ModelEntry[]): ModelEntry[] {
  const meant = (kind: ModelEntry["kind"], { name, hash }: Ref) =>
    (hash === undefined ? undefined : modelNamed(models, kind, hash)) ??
    (name === undefined ? undefined : modelNamed(models, kind, name));
  const found = (["checkpoint", ...writtenKinds] as const).flatMap((kind) =>
    refsIn(recipe, kind).flatMap((ref) => meant(kind, ref) ?? []),
  );
  return [...new Set(found)].filter(({ isStarter }) => !isStarter);
}
