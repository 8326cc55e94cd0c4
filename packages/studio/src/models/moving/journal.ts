import { randomBytes } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder, readJsonFile, writeBytes } from "@danfang/formats";
import { ownIdentity, ProcessIdentity } from "@danfang/workbench";
import { z } from "zod";
import { Step } from "./step.ts";

/** What is moved in one go, as it is written down before anything is touched. */
const Batch = z.object({
  id: z.string(),
  what: z.enum(["place", "shelve", "restore"]),
  /** Milliseconds since 1970. */
  at: z.number(),
  /** `doing` and `undoing` are under way, or a process was killed within. */
  state: z.enum(["doing", "done", "undoing"]),
  /** Who does it. */
  owner: ProcessIdentity,
  steps: z.array(Step),
});
export type Batch = Readonly<z.infer<typeof Batch>>;

/** Bytes of a batch: some ten thousand files. */
const largestBatch = 64 * 1024 * 1024;
/** Moves that can still be undone. */
const mostBatches = 200;

/** Moves of the past and those under way, a file each in a folder of the home. */
export interface Journal {
  begin(what: Batch["what"], steps: readonly Step[], now: number): Promise<Batch>;
  /** Writes it down in another state. */
  keep(batch: Batch): Promise<void>;
  forget(id: string): Promise<void>;
  find(id: string): Promise<Batch | undefined>;
  /** Newest first. */
  all(): Promise<readonly Batch[]>;
}

export function openJournal(folder: string): Journal {
  const fileOf = (id: string) => join(folder, `${id}.json`);
  async function keep(batch: Batch): Promise<void> {
    await makeFolder(folder, 0o700);
    await writeBytes(fileOf(batch.id), new TextEncoder().encode(JSON.stringify(batch)));
  }
  async function find(id: string): Promise<Batch | undefined> {
    if (!/^[a-z0-9-]{1,40}$/.test(id)) return undefined;
    const reading = await readJsonFile(fileOf(id), largestBatch);
    return reading.is === "value" ? Batch.safeParse(reading.value).data : undefined;
  }
  async function ids(): Promise<string[]> {
    const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return [];
      throw error;
    });
    return names.flatMap((name) => (/^[a-z0-9-]{1,40}\.json$/.test(name) ? [name.slice(0, -5)] : [])).sort();
  }
  return {
    keep,
    find,
    async begin(what, steps, now) {
      const id = `${now.toString(36).padStart(9, "0")}-${randomBytes(3).toString("hex")}`; // in order of time
      const batch: Batch = { id, what, at: now, state: "doing", owner: ownIdentity(), steps: [...steps] };
      await keep(batch);
      for (const old of (await ids()).slice(0, -mostBatches))
        if ((await find(old))?.state === "done") await rm(fileOf(old), { force: true });
      return batch;
    },
    forget: (id) => rm(fileOf(id), { force: true }),
    async all() {
      const found = await Promise.all((await ids()).reverse().map(find));
      return found.filter((batch) => batch !== undefined);
    },
  };
}
