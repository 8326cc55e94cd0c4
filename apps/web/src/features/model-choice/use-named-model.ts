import type { ListedKind, ModelEntry } from "@danfang/domain";
import { useQuery } from "@tanstack/react-query";
import { modelQueries } from "../../api/model-queries.ts";

/** The model that a field names: undefined while it is looked up or where nothing is named, null where it is not here. */
export const useNamedModel = (kind: ListedKind, name: string | undefined): ModelEntry | null | undefined =>
  useQuery({ ...modelQueries.named(kind, name ?? ""), enabled: name !== undefined && name !== "" }).data;
