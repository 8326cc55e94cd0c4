import { listedKinds, type ModelFilter } from "@danfang/domain";
import { starterRoot } from "@danfang/workbench";
import { matchOf, queryTokens } from "../../gallery/search-tokens.ts";

/** Which rows of `models` are meant. */
export interface Condition {
  readonly where: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** How each flag stands in a row. */
const flagTerms = {
  favourite: "is_favourite = 1",
  broken: "is_broken = 1",
  withoutVae: "lacks_vae = 1",
  unused: "uses = 0",
  absent: "is_absent = 1",
} as const;

/** Neither what is kept without being listed, nor a picture that is no embedding. */
const isListed = `kind IN (${listedKinds.map((kind) => `'${kind}'`).join(", ")})`;

const columns = ["kind", "family", "base", "folder"] as const;

/** "Stable Diffusion 1.x, miniature" is of the family "Stable Diffusion 1.x"; upscalers go with everything. */
const fitting = `(kind = 'upscaler' OR family IN ('', 'unknown')
  OR substr(family, 1, instr(family || ',', ',') - 1) = substr(:fits, 1, instr(:fits || ',', ',') - 1))`;

/** Whether no file that holds the same came before it. */
const isFirstOfEqual = `NOT EXISTS (SELECT 1 FROM models AS other WHERE other.sha256 = models.sha256
  AND other.kind = models.kind AND other.is_copy = 0 AND other.is_absent = 0 AND other.number < models.number
  AND other.root IN (SELECT value FROM json_each(:roots)))`;

/** Listed models below these roots that a filter means, each file once. */
export function conditionOf(filter: ModelFilter, roots: readonly string[]): Condition {
  const values: Record<string, string | number> = { roots: JSON.stringify(roots) };
  const terms = ["is_copy = 0", "root IN (SELECT value FROM json_each(:roots))"];
  terms.push(isListed);
  if (filter.absent === undefined) terms.push("is_absent = 0");
  for (const column of columns) {
    const value = filter[column];
    if (value === undefined) continue;
    terms.push(`${column} = :${column}`);
    Object.assign(values, { [column]: value });
  }
  for (const [flag, term] of Object.entries(flagTerms)) {
    const wanted = filter[flag as keyof typeof flagTerms];
    if (wanted !== undefined) terms.push(wanted ? term : `NOT (${term})`);
  }
  if (filter.starter !== undefined) {
    terms.push(filter.starter ? "root = :starter" : "root <> :starter");
    values.starter = starterRoot;
  }
  if (filter.once && !filter.text?.trim()) terms.push(isFirstOfEqual);
  if (filter.fits !== undefined) {
    terms.push(fitting);
    values.fits = filter.fits;
  }
  if (filter.tag !== undefined) {
    terms.push("number IN (SELECT number FROM model_tags WHERE tag = :tag)");
    values.tag = filter.tag;
  }
  const tokens = queryTokens(filter.text ?? "");
  if (tokens.length > 0) {
    terms.push("number IN (SELECT rowid FROM model_search WHERE model_search MATCH :match)");
    values.match = matchOf(tokens);
  }
  return { where: terms.join(" AND "), values };
}
