import { defined, type ModelEntry, type Picture, refsIn, writtenKinds } from "@danfang/domain";
import { api } from "../../api/client.ts";

/** The models that a picture was painted with and that are here and may get a picture. */
export async function modelsOfPicture({ recipe }: Picture): Promise<ModelEntry[]> {
  const names = (["checkpoint", ...writtenKinds] as const).flatMap((kind) =>
    refsIn(recipe, kind).map(({ name, hash }) => ({ kind, ...defined({ name, hash }) })),
  );
  if (names.length === 0) return [];
  const { models } = await api.resolveModels(names);
  const found = new Map(models.flatMap((model) => (model && !model.isStarter ? [[model.id, model] as const] : [])));
  return [...found.values()];
}
