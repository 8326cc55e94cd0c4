import { z } from "zod";
import { jsonOf } from "../../database/columns.ts";
import type { Database } from "../../database/database.ts";

/** What is kept of a model, whatever becomes of the list. */
export interface KeptMark {
  readonly isFavourite: boolean;
  readonly notes: string;
  readonly tags: readonly string[];
  readonly uses: number;
  /** Milliseconds since 1970; 0: never. */
  readonly usedAt: number;
}

const nothing: KeptMark = { isFavourite: false, notes: "", tags: [], uses: 0, usedAt: 0 };
const Tags = z.array(z.string());

/** What was ever said of a model, and how often it was painted with. */
export function markOf(database: Database, id: string): KeptMark {
  const row = database.first("SELECT * FROM model_marks WHERE id = ?", id);
  if (!row) return nothing;
  return {
    isFavourite: row.is_favourite === 1,
    notes: typeof row.notes === "string" ? row.notes : "",
    tags: jsonOf(Tags, row.tags) ?? [],
    uses: Number(row.uses) || 0,
    usedAt: Number(row.used_at) || 0,
  };
}
