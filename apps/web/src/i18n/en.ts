import { createEn } from "./en/create.ts";
import { dropEn } from "./en/drop.ts";
import { foldersEn } from "./en/folders.ts";
import { galleryEn } from "./en/gallery.ts";
import { gridEn } from "./en/grid.ts";
import { helpEn } from "./en/help.ts";
import { knobsEn } from "./en/knobs.ts";
import { modelsEn } from "./en/models.ts";
import { queueEn } from "./en/queue.ts";
import { settingsEn } from "./en/settings.ts";
import { shellEn } from "./en/shell.ts";
import { undoEn } from "./en/undo.ts";

/** Every sentence of the page, by where it is said. `zh.ts` is typed by this and does not compile until it follows. */
export const en = {
  ...shellEn,
  ...createEn,
  ...foldersEn,
  ...galleryEn,
  ...modelsEn,
  ...queueEn,
  ...settingsEn,
  ...helpEn,
  ...undoEn,
  ...dropEn,
  knobs: knobsEn,
  grid: gridEn,
};
