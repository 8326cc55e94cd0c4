import type { ProblemWords } from "../problem-words.ts";
import { diskProblems } from "./disk.ts";
import { engineProblems } from "./engine.ts";
import { filesProblems } from "./files.ts";
import { formatsProblems } from "./formats.ts";
import { gridProblems } from "./grid.ts";
import { modelFolderProblems } from "./model-folders.ts";
import { serverProblems } from "./server.ts";
import { studioProblems } from "./studio.ts";
import { weightsProblems } from "./weights.ts";

/**
 * Every problem of Danfang by code, in Chinese, for the skins: the page and the command line. The English words are
 * declared with the errors themselves, by the package that knows the problem; a test compares the two.
 */
export const problemsZh: Readonly<Record<string, ProblemWords>> = {
  ...diskProblems,
  ...filesProblems,
  ...formatsProblems,
  ...weightsProblems,
  ...engineProblems,
  ...gridProblems,
  ...modelFolderProblems,
  ...studioProblems,
  ...serverProblems,
};
