import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import { isDamage, messageOf } from "./damage.ts";
import { firstLine } from "./find-damage.ts";

/** A thread of its own: looks at every page of a database and tells what is wrong, or nothing. */
function check(path: string): string | undefined {
  const connection = new DatabaseSync(path, { readOnly: true });
  try {
    const found = connection.prepare("PRAGMA integrity_check(1)").get()?.integrity_check;
    return found === "ok" ? undefined : firstLine(found);
  } catch (error) {
    if (isDamage(error)) return messageOf(error);
    throw error;
  } finally {
    connection.close();
  }
}

parentPort?.postMessage(check(String(workerData)));
