import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { GenerationRequest, type PictureId, type StudioEvent } from "@danfang/domain";
import { temporaryFolder } from "@danfang/workbench/testing/temporary-folder";
import { afterEach } from "vitest";
import { openStudio } from "../open-studio.ts";
import type { Studio, StudioOptions } from "../studio.ts";

/** Studios of one test file, each in a home of its own; those that are in `open` after a test are closed. */
export async function testStudios() {
  const folder = await temporaryFolder();
  let serial = 0;
  const open: Studio[] = [];
  afterEach(async () => {
    for (const studio of open.splice(0)) await studio.close();
  });
  return {
    folder,
    open,
    newHome: () => join(folder, `home-${++serial}`),
    async openWith(options: StudioOptions): Promise<Studio> {
      const studio = await openStudio(options);
      open.push(studio);
      return studio;
    },
  };
}

/** A small order, and what is changed of it. */
export const order = (more: object = {}) => ({
  request: GenerationRequest.parse({ prompt: "red apple", seed: 40, steps: 3, ...more }),
  priority: 0,
});
export const everything = { deleted: false, offset: 0, limit: 100 };

export const seedsOf = async (studio: Studio, ids: readonly PictureId[]) =>
  (await Promise.all(ids.map((id) => studio.gallery.get(id)))).map((picture) => picture?.recipe.seed);
export const outputsOf = (home: string) => filesIn(join(home, "outputs"));

export async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return names.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

/** Everything that is told until `end`; begins at once. */
export function listen(studio: Studio) {
  const stop = new AbortController();
  const told: StudioEvent[] = [];
  const ended = (async () => {
    for await (const { event } of studio.events.since(undefined, stop.signal)) told.push(event);
  })();
  const end = () => {
    stop.abort();
    return ended;
  };
  return { told, end };
}
