import type { Job, Seconds } from "@danfang/domain";
import { estimate } from "../grid/grid-size.ts";

/**
 * How long a queue takes at the pace of what was painted last: the jobs that are known stand for those that are not.
 * Undefined while nothing was painted yet.
 */
export function queueSeconds(known: readonly Job[], queued: number, finished: readonly Job[]): Seconds | undefined {
  const times = known.flatMap(({ request }) => estimate(request, finished) ?? []);
  if (times.length === 0) return undefined;
  return (times.reduce((sum, time) => sum + time, 0) / times.length) * queued;
}
