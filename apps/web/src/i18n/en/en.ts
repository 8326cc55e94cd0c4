import { createEn } from "./create.ts";
import { dropEn } from "./drop.ts";
import { enlargeEn } from "./enlarge.ts";
import { foldersEn } from "./folders.ts";
import { galleryEn } from "./gallery.ts";
import { gridEn } from "./grid.ts";
import { helpEn } from "./help.ts";
import { knobsEn } from "./knobs.ts";
import { modelsEn } from "./models.ts";
import { queueEn } from "./queue.ts";
import { settingsEn } from "./settings.ts";
import { shellEn } from "./shell.ts";
import { undoEn } from "./undo.ts";
import { wallEn } from "./wall.ts";

/** Every sentence of the page, by where it is said. `zh.ts` is typed by this and does not compile until it follows. */
export const en = {
  ...shellEn,
  ...createEn,
  ...enlargeEn,
  ...foldersEn,
  ...galleryEn,
  ...modelsEn,
  ...wallEn,
  ...queueEn,
  ...settingsEn,
  ...helpEn,
  ...undoEn,
  ...dropEn,
  knobs: knobsEn,
  grid: gridEn,
};
