import type { ModelEntry } from "@danfang/domain";
import { api, type ModelMark } from "../../api/client.ts";
import { queryClient } from "../../api/queries.ts";
import { sayProblem } from "../../ui/toasts.ts";

/** Keeps what its owner says of a model, and shows it wherever it stands. */
export async function markModel({ id }: Pick<ModelEntry, "id">, mark: ModelMark): Promise<void> {
  try {
    await api.markModel(id, mark);
  } catch (error) {
    sayProblem(error);
  }
  await queryClient.invalidateQueries({ queryKey: ["models"] });
}
