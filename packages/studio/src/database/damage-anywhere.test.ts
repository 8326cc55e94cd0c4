import { readFileSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { bytesAtOnce, readDatabasePages, walkBtree } from "@danfang/formats";
import { temporaryFolder } from "@danfang/workbench/testing/temporary-folder";
import fc from "fast-check";
import { expect, it } from "vitest";
import { seedHome } from "../testing/seeded-home.ts";
import { integrityFault } from "./integrity-fault.ts";
import { openDatabase } from "./open-database.ts";

const folder = await temporaryFolder();
const seeded = join(folder, "seeded");
await seedHome(seeded, 40);
const file = new Uint8Array(await readFile(join(seeded, "danfang.sqlite")));
const pageSize = 4096;
const tables = ["jobs", "pictures", "picture_folders", "flags"];
let serial = 0;

/** Each row as it is, by its table and number, with the pages that it lies on. */
const rows = (() => {
  const pages = readDatabasePages(bytesAtOnce(file), undefined);
  const roots = new Map([...walkBtree(pages, 1, "table").rows].map(({ values }) => [values[1], Number(values[3])]));
  return tables.flatMap((table) =>
    [...walkBtree(pages, roots.get(table) ?? 0, "table").rows].map((row) => ({ table, ...row })),
  );
})();

const original = readRows(join(seeded, "danfang.sqlite"));

const span = fc.record({
  at: fc.nat(file.length - 1),
  bytes: fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 8 }),
    fc.uint8Array({ minLength: 100, maxLength: 5000 }),
    fc.integer({ min: 1, max: 5000 }).map((length) => new Uint8Array(length)), // a hole that a disk left
  ),
});

it("whatever bytes are written over it anywhere, it opens, and every row on other pages is kept", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(span, { minLength: 1, maxLength: 4 }), async (spans) => {
      const damaged = file.slice();
      for (const { at, bytes } of spans) damaged.set(bytes.subarray(0, file.length - at), at);
      const isTouched = (page: number) =>
        Buffer.compare(
          damaged.subarray((page - 1) * pageSize, page * pageSize),
          file.subarray((page - 1) * pageSize, page * pageSize),
        ) !== 0;
      fc.pre(!isVersionChanged(damaged));
      const home = join(folder, `home-${++serial}`);
      await mkdir(home);
      const path = join(home, "danfang.sqlite");
      await writeFile(path, damaged);

      const { database, problem } = openDatabase(path);
      const later = integrityFault(path);
      if (later !== undefined) database.mend(later);
      database.close();
      const kept = new Set([...readRows(path).values()].map((row) => JSON.stringify(row)));
      for (const { table, rowid, pages } of rows)
        if (!pages.some(isTouched)) expect(kept).toContain(JSON.stringify(original.get(`${table} ${rowid}`)));
      if (problem) expect(readFileSync(String(problem.facts?.keptAs)).equals(damaged)).toBe(true);
    }),
    { numRuns: 60 },
  );
}, 60_000);

/** What says "a newer Danfang wrote this" is believed, as long as it is believable. */
function isVersionChanged(bytes: Uint8Array): boolean {
  const version = (of: Uint8Array) => new DataView(of.buffer, of.byteOffset).getInt32(60);
  return version(bytes) > version(file) && version(bytes) <= 1000;
}

/** Every row with its table, by table and number. */
function readRows(path: string): Map<string, { readonly table: string }> {
  const database = new DatabaseSync(path, { readOnly: true });
  const found = tables.flatMap((table) =>
    database
      .prepare(`SELECT rowid AS n, * FROM ${table}`)
      .all()
      .map(({ n, ...row }) => [`${table} ${n}`, { table, ...row }] as const),
  );
  database.close();
  return new Map(found);
}
