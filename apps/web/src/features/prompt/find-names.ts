import type { WrittenKind } from "@danfang/domain";
import { modelQueries } from "../../api/model-queries.ts";
import { queryClient } from "../../api/queries.ts";
import { askedOf, type CompletionName, type WantedName } from "./completions.ts";

/** The networks here that may complete what is wanted: favourites and the last used first. A studio that is away has none. */
export async function findNames(wanted: WantedName): Promise<CompletionName[]> {
  const { kinds, text } = askedOf(wanted);
  const found = await Promise.allSettled(kinds.map((kind) => stemsOf(kind, text)));
  return found.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
}

async function stemsOf(kind: WrittenKind, text: string): Promise<CompletionName[]> {
  const wish = { kind, broken: false, sort: "handy" as const, ...(text === "" ? {} : { text }) };
  const { items } = await queryClient.fetchQuery(modelQueries.page(wish, 0));
  return items.map(({ stem }) => ({ kind, stem }));
}
