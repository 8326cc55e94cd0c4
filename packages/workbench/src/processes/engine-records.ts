import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineOptions } from "@danfang/engine";
import { z } from "zod";
import { identityOf, isAlive, ownIdentity, ProcessIdentity } from "./process-identity.ts";

/** Which engine process belongs to whom. */
const EngineRecord = z.object({ engine: ProcessIdentity, owner: ProcessIdentity });

const folderOf = (home: string) => join(home, "cache", "engines");

/**
 * Notes which engine processes run for this one. An engine ends with its owner by itself; one that is stopped (SIGSTOP)
 * while its owner is killed cannot: {@link endLeftEngines} of a later run does it.
 */
export function recordEngines(home: string): NonNullable<EngineOptions["onProcess"]> {
  return (pid, state) => {
    const file = join(folderOf(home), `${pid}.json`);
    try {
      if (state === "over") return rmSync(file, { force: true });
      mkdirSync(folderOf(home), { recursive: true });
      writeFileSync(file, JSON.stringify({ engine: identityOf(pid), owner: ownIdentity() }));
    } catch {
      // a disk that is full or read-only: that engine would not be found if it were left, which is rare enough
    }
  };
}

/** Ends engines whose owner is gone, where the system tells for certain which process is which. Gives their ids. */
export function endLeftEngines(home: string): number[] {
  const ended: number[] = [];
  const self = ownIdentity();
  for (const name of namesIn(folderOf(home))) {
    const file = join(folderOf(home), name);
    const record = readRecord(file);
    if (record && isAlive(record.owner, self) !== false) continue; // it lives, or nobody knows
    if (record && isAlive(record.engine, self) === true && endProcess(record.engine.pid)) ended.push(record.engine.pid);
    rmSync(file, { force: true });
  }
  return ended;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // there never was an engine
  }
}

function readRecord(file: string): z.infer<typeof EngineRecord> | undefined {
  try {
    return EngineRecord.safeParse(JSON.parse(readFileSync(file, "utf8"))).data;
  } catch {
    return undefined; // half written when its owner was killed
  }
}

function endProcess(pid: number): boolean {
  try {
    return process.kill(pid, "SIGKILL");
  } catch {
    return false; // it ended just now, or is another user's
  }
}
