import type { ModelEntry, ModelName } from "@danfang/domain";
import { json } from "./answers.ts";
import type { Route } from "./routes.ts";

/** The models that a query means, as far as the page asks here. */
function wantedOf(models: readonly ModelEntry[], query: URLSearchParams): ModelEntry[] {
  const is = (name: string, value: (model: ModelEntry) => boolean | string) => (model: ModelEntry) =>
    !query.has(name) || String(value(model)) === query.get(name);
  const text = (query.get("text") ?? "").toLowerCase();
  const found = models
    .filter(is("kind", ({ kind }) => kind))
    .filter(is("broken", ({ problem }) => problem !== undefined))
    .filter(is("starter", ({ isStarter }) => isStarter))
    .filter(is("family", ({ family }) => family))
    .filter(({ name, family }) => `${name} ${family}`.toLowerCase().includes(text));
  return found.sort((a, b) => Number(a.problem !== undefined) - Number(b.problem !== undefined));
}

function countsOf(models: readonly ModelEntry[], field: "kind" | "family" | "folder") {
  const groups = Map.groupBy(models, (model) => model[field]);
  return [...groups].map(([value, { length: count }]) => ({ value, count }));
}

const isCalled =
  ({ kind, name, hash }: ModelName) =>
  (model: ModelEntry) =>
    model.kind === kind &&
    ([model.name, model.stem, model.name.split("/").at(-1)].some((own) => own?.toLowerCase() === name?.toLowerCase()) ||
      (hash !== undefined && model.hash?.startsWith(hash.slice(0, 10)) === true));

/** Pages, counts and names of models. */
export const modelListRoutes: readonly Route[] = [
  [
    "GET /v1/models/page",
    ({ state, url: { searchParams }, response }) => {
      const all = wantedOf(state.models, searchParams);
      const from = Number(searchParams.get("offset"));
      const items = all.slice(from, from + Number(searchParams.get("limit")));
      json(response, 200, { items, total: all.length, scanning: false });
    },
  ],
  [
    "GET /v1/models/facets",
    ({ state: { models }, url: { searchParams }, response }) => {
      const found = wantedOf(models, searchParams);
      searchParams.delete("kind");
      const flags = { favourite: 0, broken: 0, withoutVae: 0, unused: 0, absent: 0 };
      json(response, 200, {
        ...{ total: found.length, kind: countsOf(wantedOf(models, searchParams), "kind"), flags, tag: [] },
        ...{ family: countsOf(found, "family"), base: countsOf(found, "family"), folder: countsOf(found, "folder") },
      });
    },
  ],
  [
    "POST /v1/models/resolve",
    ({ state: { models }, body, response }) => {
      const { names, text } = JSON.parse(body.toString("utf8")) as { names: ModelName[]; text: string };
      const mentioned = models.filter(({ kind, stem }) => kind === "embedding" && text.includes(stem));
      json(response, 200, { models: names.map((name) => models.find(isCalled(name)) ?? null), mentioned });
    },
  ],
  ["POST /v1/models/scan", ({ response }) => json(response, 200, {})],
  [
    "PATCH /v1/models/(\\w+)",
    ({ state: { models }, parts: [id], response }) =>
      json(
        response,
        200,
        models.find((model) => model.id === id),
      ),
  ],
];
