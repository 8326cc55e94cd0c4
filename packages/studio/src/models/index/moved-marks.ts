import { createHash } from "node:crypto";
import { open, stat } from "node:fs/promises";
import type { Database, Row } from "../../database/database.ts";
import { whenFree } from "../../database/when-free.ts";
import type { FoundModel } from "./model-rows.ts";

/** Bytes at a file's beginning that tell it from others of its size and time: its header, or most of it. */
const headBytes = 64 * 1024;

/** SHA-256 of a file's beginning, hex; undefined for one that cannot be read. */
export async function headOf(path: string): Promise<string | undefined> {
  const file = await open(path).catch(() => undefined);
  if (!file) return undefined;
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(headBytes), 0, headBytes, 0);
    return createHash("sha256").update(buffer.subarray(0, bytesRead)).digest("hex");
  } catch {
    return undefined; // its marks stay where they are
  } finally {
    await file.close();
  }
}

/**
 * Hands what is kept of a model that was moved on to where it is now: the old file is gone, and the new one has its size and
 * time, and its inode or its beginning. Before the found ones are put into the index.
 */
export async function followMoved(database: Database, found: readonly FoundModel[]): Promise<void> {
  for (const model of found) {
    const from = model.entry && (await markMovedTo(database, model));
    const to = model.entry?.id;
    if (from === undefined || to === undefined) continue;
    await whenFree(database, () =>
      database.run("UPDATE OR IGNORE model_marks SET id = ?, path = ? WHERE id = ?", to, model.path, from),
    );
  }
}

/** The mark that a file which has none brings along, if it does. */
async function markMovedTo(database: Database, model: FoundModel): Promise<string | undefined> {
  const rows = database.all(
    `SELECT id, path, identity, head FROM model_marks WHERE size_bytes = ? AND modified_at = ? AND path <> ?
       AND NOT EXISTS (SELECT 1 FROM model_marks WHERE id = ?)`,
    model.size,
    model.modified,
    model.path,
    model.entry?.id ?? "",
  );
  for (const row of rows)
    if ((await isSameFile(row, model)) && !(await stat(String(row.path)).catch(() => undefined))) return String(row.id);
  return undefined;
}

const isSameFile = async ({ identity, head }: Row, model: FoundModel): Promise<boolean> =>
  (identity !== "" && identity === model.identity) || (head !== null && head === (await headOf(model.path)));
