import { Worker } from "node:worker_threads";
import { errorFrom, unattended } from "@danfang/domain";

/**
 * What is wrong anywhere in a database, found out while everything goes on; undefined where nothing is, or when it was
 * called off. Rejects when the file cannot be looked at just now.
 */
export function checkAll(path: string, signal: AbortSignal): Promise<string | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<string | undefined>();
  const worker = new Worker(new URL("./check-worker.ts", import.meta.url), { workerData: path });
  worker.unref();
  const end = unattended(
    () => worker.terminate(),
    (problem) => reject(errorFrom(problem)),
  );
  signal.addEventListener("abort", end, { once: true });
  worker.once("message", resolve);
  worker.once("error", reject);
  worker.once("exit", () => resolve(undefined));
  return promise.finally(() => signal.removeEventListener("abort", end));
}
