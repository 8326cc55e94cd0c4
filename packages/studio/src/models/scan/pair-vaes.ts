import { basename } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { ModelEntry } from "@danfang/domain";
import { type ModelFile, pairVae } from "@danfang/library";
import type { Database } from "../../database/database.ts";
import { whenFree } from "../../database/when-free.ts";
import { changeEntry, listedOf } from "../index/model-rows.ts";
import type { ListedModel } from "../models.ts";

/** What `Automatic` means for a checkpoint now. */
export function automaticVaeOf(
  path: string,
  { isVaeBaked = false, vaeChoice: choice }: Pick<ListedModel, "isVaeBaked" | "vaeChoice">,
  vaes: ReadonlyMap<string, ModelFile>,
): NonNullable<ModelEntry["automaticVae"]> {
  const { vae, why } = pairVae({ path, isVaeBaked, choice }, vaes, { selected: "Automatic", overrides: false });
  return vae === undefined ? { why } : { name: basename(vae), why };
}

/** Checkpoints looked at between breaths. */
const atOnce = 200;

/** Pairs every checkpoint anew, after VAEs came or went; gives how many changed. */
export async function pairAgain(database: Database, vaes: ReadonlyMap<string, ModelFile>): Promise<number> {
  let changed = 0;
  for (let last = 0; ; ) {
    const rows = database.all(
      `SELECT number, path, entry FROM models JOIN model_entries USING (number)
       WHERE kind = 'checkpoint' AND number > ? ORDER BY number LIMIT ${atOnce}`,
      last,
    );
    if (rows.length === 0) return changed;
    for (const row of rows) {
      last = Number(row.number);
      const entry = listedOf(row);
      const path = String(row.path);
      if (!entry || entry.isVaeBaked === undefined) continue;
      const now = automaticVaeOf(path, entry, vaes);
      if (now.name === entry.automaticVae?.name && now.why === entry.automaticVae?.why) continue;
      await whenFree(database, () => changeEntry(database, path, (before) => ({ ...before, automaticVae: now })));
      changed++;
    }
    await setImmediate();
  }
}
