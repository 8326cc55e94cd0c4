import type { Sha256 } from "@danfang/domain";
import type { Hashes } from "@danfang/library";
import type { Database, Row } from "../database/database.ts";

/** Files that hold the same, byte for byte. */
export interface DuplicateGroup {
  readonly sha256: Sha256;
  readonly sizeBytes: number;
  readonly items: readonly { readonly id: string; readonly name: string; readonly path: string }[];
}

/**
 * Files below these roots that hold the same. Only those of one size are read; two paths of one file are one. What goes
 * away meanwhile is left out.
 */
export async function findDuplicates(
  database: Database,
  { hashes, roots, signal }: { hashes: Hashes; roots: readonly string[]; signal: AbortSignal | undefined },
): Promise<DuplicateGroup[]> {
  const alike = `SELECT size_bytes FROM models WHERE is_copy = 0 AND is_absent = 0 AND kind <> ''
    AND root IN (SELECT value FROM json_each(:roots)) GROUP BY size_bytes HAVING count(DISTINCT identity) > 1`;
  const rows = database.all(
    `SELECT id, name, path, size_bytes FROM models WHERE is_copy = 0 AND is_absent = 0 AND kind <> ''
       AND root IN (SELECT value FROM json_each(:roots)) AND size_bytes IN (${alike}) ORDER BY size_bytes DESC, path`,
    { roots: JSON.stringify(roots) },
  );
  const byHash = new Map<string, Row[]>();
  for (const row of rows) {
    const sha256 = await hashes.sha256(String(row.path), signal).catch(() => undefined);
    signal?.throwIfAborted();
    if (sha256 !== undefined) byHash.set(sha256, [...(byHash.get(sha256) ?? []), row]);
  }
  return [...byHash]
    .filter(([, same]) => same.length > 1)
    .map(([sha256, same]) => ({
      sha256,
      sizeBytes: Number(same[0]?.size_bytes),
      items: same.map(({ id, name, path }) => ({ id: String(id), name: String(name), path: String(path) })),
    }));
}
