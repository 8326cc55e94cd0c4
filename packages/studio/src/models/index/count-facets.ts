import type { ModelFacets, ModelFilter } from "@danfang/domain";
import { countOf } from "../../database/columns.ts";
import type { Database, Row } from "../../database/database.ts";
import { conditionOf } from "./condition.ts";
import { revisionOf } from "./revision.ts";

/** Values that are told of each field; the rarer ones nobody reads. */
const mostValues = 200;

const columns = ["kind", "family", "base", "folder"] as const;
type Column = (typeof columns)[number];
type Counts = ModelFacets["kind"];

/** Counts what a filter means by every field; a field of the filter is counted as if it were not asked for. */
export function countFacets(database: Database, filter: ModelFilter, roots: readonly string[]): ModelFacets {
  const groups = groupsOf(database, filter, roots);
  const flags = groupsOf(database, { ...filter, absent: undefined }, roots, groups);
  const count = (column: Column): Counts => {
    const { [column]: wanted, ...others } = filter;
    return topOf(wanted === undefined ? groups : groupsOf(database, others, roots), column);
  };
  const having = (column: string) => sumOf(flags.filter((row) => row[column] === 1));
  return {
    total: sumOf(groups),
    kind: count("kind"),
    family: count("family"),
    base: count("base"),
    folder: count("folder"),
    tag: countTags(database, filter, roots),
    flags: {
      favourite: having("favourite"),
      broken: having("broken"),
      withoutVae: having("without_vae"),
      unused: having("unused"),
      absent: sumOf(groupsOf(database, { ...filter, absent: true }, roots)),
    },
  };
}

/** One pass over the index: how many there are of each combination. `known`: of the same filter, if it is. */
function groupsOf(database: Database, filter: ModelFilter, roots: readonly string[], known?: readonly Row[]) {
  if (known && filter.absent === undefined) return known;
  const { where, values } = conditionOf(filter, roots);
  return database.all(
    `SELECT kind, family, base, folder, is_favourite = 1 AS favourite, is_broken = 1 AS broken,
       lacks_vae = 1 AS without_vae, uses = 0 AS unused, count(*) AS count
     FROM models WHERE ${where} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8`,
    values,
  );
}

const sumOf = (groups: readonly Row[]): number => groups.reduce((sum, { count }) => sum + countOf(count), 0);

/** The values of a column with the most models, the most first. */
function topOf(groups: readonly Row[], column: Column): Counts {
  const counts = new Map<string, number>();
  for (const { [column]: value, count } of groups)
    counts.set(String(value), (counts.get(String(value)) ?? 0) + countOf(count));
  return [...counts]
    .filter(([value]) => value !== "")
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .slice(0, mostValues)
    .map(([value, count]) => ({ value, count }));
}

function countTags(database: Database, { tag: _, ...others }: ModelFilter, roots: readonly string[]): Counts {
  const { where, values } = conditionOf(others, roots);
  const rows = database.all(
    `SELECT tag AS value, count(*) AS count FROM model_tags WHERE number IN (SELECT number FROM models WHERE ${where})
     GROUP BY tag ORDER BY count DESC, value LIMIT ${mostValues}`,
    values,
  );
  return rows.map(({ value, count }) => ({ value: String(value), count: countOf(count) }));
}

/** Filters whose counts are remembered. */
const mostKept = 50;

/** {@link countFacets}, counted once for as long as the index stays as it is. */
export function rememberFacets(database: Database): (filter: ModelFilter, roots: readonly string[]) => ModelFacets {
  const kept = new Map<string, ModelFacets>();
  let revision = "";
  return (filter, roots) => {
    const now = revisionOf(database);
    if (now !== revision || kept.size >= mostKept) kept.clear();
    revision = now;
    const key = JSON.stringify([filter, roots]);
    const facets = kept.get(key) ?? countFacets(database, filter, roots);
    kept.set(key, facets);
    return facets;
  };
}
