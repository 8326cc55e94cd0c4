import { setTimeout } from "node:timers/promises";

/** Looks again and again until something is so. Throws when it has not come true after so many seconds. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>, seconds: number): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`not so after ${seconds} s: ${what}`);
    await setTimeout(50);
  }
}
