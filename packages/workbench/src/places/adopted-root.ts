import { resolve } from "node:path";
import { type Problem, problemOf } from "@danfang/domain";
import { demandFolder, judgeFolder, libraryErrors, parseFolderPath } from "@danfang/library";

/** A root as `--models` or a settings file names it: full, or from the folder that Danfang was started in. */
export function rootPath(text: string): string {
  try {
    return parseFolderPath(text);
  } catch (error) {
    const { code } = problemOf(error);
    if (code === "library/folderForeign") return text; // leads nowhere; `rootProblem` says so
    if (code === "library/folderRelative") return resolve(text);
    throw error;
  }
}

/** Why nothing can be read from a root as somebody named it; undefined where it can. */
export async function rootProblem(text: string): Promise<Problem | undefined> {
  try {
    await demandFolder(isForeign(text) ? parseFolderPath(text) : rootPath(text));
    return undefined;
  } catch (error) {
    return problemOf(error);
  }
}

/** The same, and what is odd about one that can be read from but gives no models. */
export async function bareRootProblem(text: string): Promise<Problem | undefined> {
  const problem = await rootProblem(text);
  if (problem) return problem;
  const bare: ReadonlySet<string> = new Set([
    "library/folderOneAbove",
    "library/folderEmpty",
    "library/folderWithoutModels",
  ]);
  const { counts, warnings } = await judgeFolder(rootPath(text), []);
  if (Object.keys(counts).length > 0) return undefined;
  const [warning] = warnings.filter(({ code }) => bare.has(code));
  return problemOf(warning ?? libraryErrors.folderWithoutModels({ folder: rootPath(text) }));
}

/** Whether a path can only be one of another system. */
function isForeign(text: string): boolean {
  try {
    parseFolderPath(text);
    return false;
  } catch (error) {
    return problemOf(error).code === "library/folderForeign";
  }
}
