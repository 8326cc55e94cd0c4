import { basename } from "node:path";
import type { ModelFile } from "@danfang/library";
import type { Database, Row } from "../../database/database.ts";

const suffixOrder = [".ckpt", ".pt", ".safetensors"];

/** A row as a file that may be named. */
export const fileOf = ({ path, name, kind }: Row): ModelFile => {
  const full = String(path);
  const isFolder = kind === "checkpoint" && !/\.(safetensors|ckpt)$/i.test(full);
  const last = basename(full);
  const file = { path: full, name: String(name), stem: isFolder ? last : last.replace(/\.[^.]+$/, "") };
  return isFolder ? { ...file, isFolder } : file;
};

/** VAEs of the index by file name, in the order of {@link listVaes}: of each root beside checkpoints first, by suffix. */
export function vaesIn(database: Database, roots: readonly string[]): ReadonlyMap<string, ModelFile> {
  const listed = new Map<string, ModelFile>();
  for (const root of roots) {
    const rows = database.all(
      "SELECT path, name, kind, place FROM models WHERE root = ? AND kind = 'vae' AND is_absent = 0 ORDER BY place, sort",
      root,
    );
    for (const isBeside of [true, false])
      for (const suffix of suffixOrder)
        for (const row of rows)
          if (Number(row.place) < 0 === isBeside && String(row.path).endsWith(suffix))
            listed.set(basename(String(row.path)), fileOf(row));
  }
  return listed;
}
