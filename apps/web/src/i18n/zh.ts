export { problemsZh as problems } from "@danfang/domain";

import type { Words } from "./words.ts";
import { createZh } from "./zh/create.ts";
import { dropZh } from "./zh/drop.ts";
import { foldersZh } from "./zh/folders.ts";
import { galleryZh } from "./zh/gallery.ts";
import { gridZh } from "./zh/grid.ts";
import { helpZh } from "./zh/help.ts";
import { knobsZh } from "./zh/knobs.ts";
import { modelsZh } from "./zh/models.ts";
import { queueZh } from "./zh/queue.ts";
import { settingsZh } from "./zh/settings.ts";
import { shellZh } from "./zh/shell.ts";
import { undoZh } from "./zh/undo.ts";

export const zh: Words = {
  ...shellZh,
  ...createZh,
  ...foldersZh,
  ...galleryZh,
  ...modelsZh,
  ...queueZh,
  ...settingsZh,
  ...helpZh,
  ...undoZh,
  ...dropZh,
  knobs: knobsZh,
  grid: gridZh,
};
