import type { Clock } from "@danfang/domain";
import type { Gallery } from "./gallery.ts";

const day = 24 * 60 * 60 * 1000;

/** Deletes for good what has lain in the bin for so many days; with 0 nothing, ever. */
export async function sweepBin(gallery: Gallery, clock: Clock, days: number): Promise<void> {
  if (days > 0) await gallery.emptyBin(clock.now() - days * day);
}
