import type { Words } from "../en/words.ts";
import { createZh } from "./create.ts";
import { dropZh } from "./drop.ts";
import { enlargeZh } from "./enlarge.ts";
import { foldersZh } from "./folders.ts";
import { galleryZh } from "./gallery.ts";
import { gridZh } from "./grid.ts";
import { helpZh } from "./help.ts";
import { knobsZh } from "./knobs.ts";
import { modelsZh } from "./models.ts";
import { queueZh } from "./queue.ts";
import { settingsZh } from "./settings.ts";
import { shellZh } from "./shell.ts";
import { undoZh } from "./undo.ts";
import { wallZh } from "./wall.ts";

export const zh: Words = {
  ...shellZh,
  ...createZh,
  ...enlargeZh,
  ...foldersZh,
  ...galleryZh,
  ...modelsZh,
  ...wallZh,
  ...queueZh,
  ...settingsZh,
  ...helpZh,
  ...undoZh,
  ...dropZh,
  knobs: knobsZh,
  grid: gridZh,
};
