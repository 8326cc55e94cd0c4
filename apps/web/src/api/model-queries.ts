import type { ListedKind, ModelEntry, ModelFilter, ModelName, ModelSort } from "@danfang/domain";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "./client.ts";

/** Which models are wanted, and in what order. */
export interface ModelWish extends ModelFilter {
  readonly sort?: ModelSort;
}

/** Models asked for at once by the wall. */
export const modelPageSize = 60;
/** Of a kind of which there are few, all; of another so many are offered without searching. */
export const mostOffered = 500;
/** How long a page of models that is no longer drawn is kept, milliseconds. */
const pageKept = 20_000;

/** What is asked of the models; never for all of them. A change of any asks again for what is shown. */
export const modelQueries = {
  page: (wish: ModelWish, page: number) =>
    queryOptions({
      queryKey: ["models", "page", wish, page],
      queryFn: ({ signal }) => api.modelPage({ ...wish, offset: page * modelPageSize, limit: modelPageSize }, signal),
      gcTime: pageKept,
    }),
  facets: (filter: ModelFilter) =>
    queryOptions({
      queryKey: ["models", "facets", filter],
      queryFn: ({ signal }) => api.modelFacets(filter, signal),
      placeholderData: keepPreviousData,
    }),
  /** Those of a kind that can be used, as far as they are offered without searching. */
  usable: (kind: ListedKind, text = "") =>
    queryOptions({
      queryKey: ["models", "usable", kind, text],
      queryFn: ({ signal }) => usableOf(kind, text, signal),
    }),
  /** What a name means; null: nothing here. */
  named: (kind: ListedKind, name: string) =>
    queryOptions({ queryKey: ["models", "named", kind, name], queryFn: () => resolveSoon({ kind, name }) }),
  /** Embeddings whose names a text holds. */
  mentioned: (text: string) =>
    queryOptions({
      queryKey: ["models", "mentioned", text],
      queryFn: () => api.resolveModels([], text).then(({ mentioned }) => mentioned),
      placeholderData: keepPreviousData,
      gcTime: pageKept,
    }),
  /** What comes with Danfang. */
  starter: queryOptions({
    queryKey: ["models", "starter"],
    queryFn: () => api.modelPage({ starter: true, limit: modelPageSize }).then(({ items }) => items),
  }),
  /** The first real checkpoint that can be used, and how many there are. */
  firstReal: queryOptions({
    queryKey: ["models", "first real"],
    queryFn: () => api.modelPage({ kind: "checkpoint", broken: false, starter: false, limit: 1 }),
  }),
} as const;

async function usableOf(kind: ListedKind, text: string, signal: AbortSignal): Promise<ModelEntry[]> {
  const wish = { kind, broken: false, limit: mostOffered, ...(text === "" ? {} : { text }) };
  return (await api.modelPage(wish, signal)).items;
}

interface Asked {
  readonly name: ModelName;
  readonly answer: PromiseWithResolvers<ModelEntry | null>;
}
let waiting: Asked[] = [];

/** Looks a name up together with all others that are asked for in the same turn. */
function resolveSoon(name: ModelName): Promise<ModelEntry | null> {
  const answer = Promise.withResolvers<ModelEntry | null>();
  if (waiting.length === 0) setTimeout(() => void resolveWaiting(), 0);
  waiting.push({ name, answer });
  return answer.promise;
}

async function resolveWaiting(): Promise<void> {
  const asked = waiting;
  waiting = [];
  try {
    const { models } = await api.resolveModels(asked.map(({ name }) => name));
    for (const [i, { answer }] of asked.entries()) answer.resolve(models[i] ?? null);
  } catch (error) {
    for (const { answer } of asked) answer.reject(error);
  }
}
