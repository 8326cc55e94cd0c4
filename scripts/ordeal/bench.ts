import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Check } from "./report.ts";
import { type StartOptions, type StudioProcess, startStudio } from "./studio-process.ts";

/** What an ordeal works with; whatever it opened is gone when the bench is closed. */
export interface Bench {
  /** Notes whether a promise held, with what was seen. */
  check(promise: string, holds: boolean, fact?: string | number): void;
  /** An empty folder. */
  folder(): Promise<string>;
  /** A real studio in a process of its own, with a new home unless one is named. */
  studio(options?: Partial<StartOptions>): Promise<StudioProcess>;
  /** Runs when the bench is closed, last in, first out. */
  defer(undo: () => unknown): void;
  close(): Promise<void>;
}

export function openBench(tell: (check: Check) => void): Bench {
  const undos: (() => unknown)[] = [];
  let isClosed = false;
  /** An ordeal that was too late finds nothing to go on with. */
  const demandOpen = () => {
    if (isClosed) throw new Error("this ordeal is over");
  };
  const bench: Bench = {
    check(promise, holds, fact = "") {
      demandOpen();
      tell({ promise, verdict: holds ? "held" : "failed", fact: String(fact) });
    },
    async folder() {
      demandOpen();
      const folder = await mkdtemp(join(tmpdir(), "danfang-ordeal-"));
      undos.push(() => rm(folder, { recursive: true, force: true }));
      return folder;
    },
    async studio(options = {}) {
      const studio = await startStudio({ home: options.home ?? (await bench.folder()), ...options });
      undos.push(() => studio.destroy());
      return studio;
    },
    defer: (undo) => undos.push(undo),
    async close() {
      isClosed = true;
      for (const undo of undos.reverse())
        try {
          await undo();
        } catch (error) {
          tell({ promise: "leaves nothing behind", verdict: "failed", fact: String(error) });
        }
    },
  };
  return bench;
}
