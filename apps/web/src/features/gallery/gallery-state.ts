import type { Picture } from "@danfang/domain";
import type { PictureFilter } from "../../api/client.ts";
import { createStore } from "../../ui/store.ts";

/** What the gallery shows; stays when one goes elsewhere and comes back. */
export const galleryFilter = createStore<PictureFilter>({});

/** Pictures chosen for comparing, at most two; undefined while none are being chosen. */
export const chosenPictures = createStore<readonly Picture[] | undefined>(undefined);

/** The choice after this picture was touched: taken out if it was in; a third replaces the older of two. */
export function chosenAfter(chosen: readonly Picture[], picture: Picture): readonly Picture[] {
  if (chosen.some(({ id }) => id === picture.id)) return chosen.filter(({ id }) => id !== picture.id);
  return [...chosen.slice(-1), picture];
}

/** Shows a grid's cells in place of the gallery; the bar leads back to what was shown before. */
export function openStack({ jobId }: Picture): void {
  if (jobId !== undefined) galleryFilter.set({ job: jobId });
}
