import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { gzipSync } from "node:zlib";
import { migrations } from "../../src/database/migrations.ts";

/**
 * `node make.ts`: makes `N.sqlite.gz` for every version of the database that has none yet. Those that are there are never
 * made again: they are what a studio of that version left on somebody's disk.
 */
const folder = import.meta.dirname;

const time = Date.UTC(2025, 2, 9, 14, 30);
const request = (prompt: string, more: object = {}) =>
  JSON.stringify({
    ...{ prompt, negativePrompt: "lowres", vae: "auto", steps: 20, sampler: "Euler a", schedule: "automatic" },
    ...{ cfgScale: 7, seed: 42, clipSkip: 1, batchSize: 1, batchCount: 1, rng: "cpu", etaNoiseSeedDelta: 0, ...more },
  });
const problem = JSON.stringify({ code: "engine/badSize", message: "Too small.", hint: "Choose larger.", facts: { width: 7 } });
const entry = (stem: string) =>
  JSON.stringify({
    ...{ id: "0123456789abcdef", kind: "lora", name: `${stem}.safetensors`, stem, folder: "/models/Lora" },
    ...{ sizeBytes: 99, isStarter: false, family: "SD 1.x", precision: "fp16" },
  });

type Rows = readonly Readonly<Record<string, string | number | null>>[];

/** What stands in every version's tables; `since` are columns and tables that came later. */
const rows: Readonly<Record<string, Rows>> = {
  jobs: ["queued", "running", "done", "failed", "cancelled"].map((state, i) => ({
    ...{ id: `job-${state}`, request: request(`${state} 水墨 castle`, i === 2 ? { hires: { scale: 2 } } : {}) },
    ...{ seed: 42 + i, source: i % 2 === 0 ? "studio" : "sdapi", keep: 1, state, priority: i - 2, position: i + 1 },
    ...{ attempts: state === "queued" ? 0 : 1, steps: 20, step: state === "done" ? 20 : 3 },
    pictures: state === "done" ? '["sheet","cell","plain"]' : "[]",
    problem: state === "failed" ? problem : null,
    created_at: time + i,
    started_at: state === "queued" ? null : time + 100,
    finished_at: ["done", "failed", "cancelled"].includes(state) ? time + 1000 * i : null,
  })),
  flags: [{ name: "paused", value: "yes" }],
  owners: [{ name: "painter", token: "t", host: "long gone", pid: 99, started: "1", heartbeat: time }],
  pictures: ["cell", "sheet", "plain", "favourite", "binned"].map((id, i) => ({
    ...{ number: (time + 60_000 * i) * 1000, id, job_id: i < 3 ? "job-done" : null, path: `/pictures/${id}.png` },
    ...{ width: 512, height: 768, size_bytes: 400_000 + i, modified_at: time, checkpoint: "ink", sampler: "Euler a" },
    ...{ favourite: Number(id === "favourite"), has_timeline: 0, is_ours: 1, created_at: time + 60_000 * i },
    deleted_at: id === "binned" ? time + 9_000_000 : null,
  })),
  picture_details: ["cell", "sheet", "plain", "favourite", "binned"].map((id, i) => ({
    number: (time + 60_000 * i) * 1000,
    recipe: JSON.stringify({
      ...{ prompt: `${id} castle`, seed: 42 + i, steps: 20, sampler: "Euler a", checkpoint: { name: "ink" } },
      ...(id === "sheet" ? { extra: { Script: "X/Y/Z plot" } } : {}),
    }),
    infotext: `${id} castle\nSteps: 20, Sampler: Euler a, Seed: ${42 + i}`,
  })),
  picture_search: ["cell", "sheet", "plain", "favourite"].map((_, i) => ({
    rowid: (time + 60_000 * i) * 1000,
    tokens: "cas ast stl tle",
  })),
  pending_pictures: [
    {
      ...{ id: "promised", path: "/pictures/promised.png", job_id: "job-running", job_index: 0 },
      picture: JSON.stringify({
        ...{ id: "promised", jobId: "job-running", path: "/pictures/promised.png", width: 8, height: 8, sizeBytes: 0 },
        ...{ modifiedAt: time, createdAt: time, recipe: {}, infotext: "", hasTimeline: false, isPassing: false, isOurs: true },
      }),
    },
  ],
  picture_folders: [{ path: "/elsewhere" }],
  models: [{ path: "/models/Lora/ink.safetensors", root: "/models", size_bytes: 99, modified_at: time + 0.5, entry: entry("ink") }],
};

/** Until then a model's entry stood in its row; rows are planted before the table changes. */
const lastWithPlainModels = 6;

/** Versions that brought something: its rows, or columns of rows. */
const later: Readonly<Record<number, readonly string[]>> = {
  2: ["UPDATE jobs SET skipped = 1 WHERE state = 'done'"],
  3: [
    "UPDATE pictures SET place = 0 WHERE id = 'cell'; UPDATE pictures SET place = 1 WHERE id = 'sheet'",
    "UPDATE pictures SET place = 2 WHERE id = 'plain'",
  ],
  4: [`UPDATE jobs SET notes = '[{"code":"workbench/networkMissing","message":"No LoRA.","hint":"Take it out."}]' WHERE state = 'done'`],
  5: ["UPDATE pictures SET is_stacked = 1 WHERE id = 'cell'"],
  6: [`INSERT INTO picture_notes SELECT number, '[{"code":"a/b","message":"said","hint":"hear"}]' FROM pictures WHERE id = 'plain'`],
  7: [`INSERT INTO model_marks (id, is_favourite, notes, tags, uses, used_at) VALUES ('0123456789abcdef', 1, 'mine', '["ink"]', 3, ${time})`],
  8: ["UPDATE model_marks SET head = 'f00d'"],
};

function make(version: number, path: string): void {
  const database = new DatabaseSync(path);
  database.exec("PRAGMA journal_mode = WAL");
  const plain = Math.min(version, lastWithPlainModels);
  for (const sql of migrations.slice(0, plain)) database.exec(sql);
  database.exec(`PRAGMA user_version = ${version}`);
  for (const [table, all] of Object.entries(rows))
    for (const row of all) {
      const names = Object.keys(row);
      const places = names.map(() => "?").join(", ");
      database.prepare(`INSERT INTO ${table} (${names.join(", ")}) VALUES (${places})`).run(...Object.values(row));
    }
  for (const sql of migrations.slice(plain, version)) database.exec(sql);
  for (let n = 2; n <= version; n++) for (const sql of later[n] ?? []) database.exec(sql);
  database.close();
}

const scratch = mkdtempSync(join(tmpdir(), "databases-"));
for (let version = 1; version <= migrations.length; version++) {
  const kept = join(folder, `${version}.sqlite.gz`);
  if (existsSync(kept)) continue;
  const path = join(scratch, `${version}.sqlite`);
  make(version, path);
  writeFileSync(kept, gzipSync(readFileSync(path), { level: 9 }));
}
rmSync(scratch, { recursive: true });
