import type { ModelFacets, ModelFilter } from "@danfang/domain";
import { countOf } from "../../database/columns.ts";
import type { Database, Row } from "../../database/database.ts";
import { conditionOf } from "./condition.ts";

/** Values that are told of each field; the rarer ones nobody reads. */
const mostValues = 200;

const columns = ["kind", "family", "base", "folder"] as const;

const countsOf = (rows: readonly Row[]) =>
  rows.map(({ value, count }) => ({ value: String(value), count: countOf(count) })).filter(({ value }) => value !== "");

/** Counts what a filter means by every field; a field of the filter is counted as if it were not asked for. */
export function countFacets(database: Database, filter: ModelFilter, roots: readonly string[]): ModelFacets {
  const meant = conditionOf(filter, roots);
  const byColumn = (column: (typeof columns)[number]) => {
    const { [column]: _, ...others } = filter;
    const { where, values } = conditionOf(others, roots);
    return countsOf(
      database.all(
        `SELECT ${column} AS value, count(*) AS count FROM models WHERE ${where}
         GROUP BY ${column} ORDER BY count DESC, value LIMIT ${mostValues}`,
        values,
      ),
    );
  };
  const byTag = () => {
    const { tag: _, ...others } = filter;
    const { where, values } = conditionOf(others, roots);
    return countsOf(
      database.all(
        `SELECT tag AS value, count(*) AS count FROM model_tags JOIN models USING (number) WHERE ${where}
         GROUP BY tag ORDER BY count DESC, value LIMIT ${mostValues}`,
        values,
      ),
    );
  };
  const { where, values } = conditionOf({ ...filter, absent: undefined }, roots);
  const sums = database.first(
    `SELECT sum(is_favourite = 1) AS favourite, sum(is_broken = 1) AS broken, sum(lacks_vae = 1) AS withoutVae,
       sum(uses = 0) AS unused FROM models WHERE ${where}`,
    values,
  );
  const absent = conditionOf({ ...filter, absent: true }, roots);
  const [favourite, broken, withoutVae, unused] = [sums?.favourite, sums?.broken, sums?.withoutVae, sums?.unused];
  return {
    total: countIn(database, meant),
    kind: byColumn("kind"),
    family: byColumn("family"),
    base: byColumn("base"),
    folder: byColumn("folder"),
    tag: byTag(),
    flags: {
      favourite: countOf(favourite),
      broken: countOf(broken),
      withoutVae: countOf(withoutVae),
      unused: countOf(unused),
      absent: countIn(database, absent),
    },
  };
}

const countIn = (database: Database, { where, values }: ReturnType<typeof conditionOf>): number =>
  countOf(database.first(`SELECT count(*) AS n FROM models WHERE ${where}`, values)?.n);
