import type { JobId, Problem } from "@danfang/domain";
import type { Queue } from "../queue/queue.ts";

/** Jobs that failed for want of a file while a folder was gone: they are tried again when it is back. */
export interface MissedJobs {
  /** A job has failed. */
  note(id: JobId, problem: Problem): Promise<void>;
  tryAgain(): Promise<void>;
}

/** Problems that a folder which is gone makes. */
const forWantOfAFile = /^(library\/|disk\/|formats\/(fileMissing|unreadable)$)/;

export function openMissedJobs(
  queue: Pick<Queue, "get" | "retry">,
  isAnyFolderGone: () => Promise<boolean>,
): MissedJobs {
  const missed = new Set<string>();
  return {
    async note(id, { code }) {
      if (forWantOfAFile.test(code) && (await isAnyFolderGone())) missed.add(id);
    },
    async tryAgain() {
      for (const id of missed) {
        if ((await queue.get(id))?.state === "failed") await queue.retry(id);
        missed.delete(id); // after it, so that one that could not be queued is tried the next time
      }
    },
  };
}
