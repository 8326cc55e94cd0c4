import { type Problem, problemOf } from "@danfang/domain";
import type { Style } from "@danfang/prompt";
import { adoptedStylesFile, ownStylesFile, readStylesFile } from "./style-files.ts";

/** A style and whose it is. */
export interface SavedStyle extends Style {
  /** Of an adopted installation it is only read. */
  readonly isOwn: boolean;
  readonly file: string;
}

/** Everything that can be chosen, and what is wrong with the files it comes from. */
export interface StyleList {
  readonly styles: readonly SavedStyle[];
  readonly problems: readonly Problem[];
  /** Where styles are looked for, and what is wrong there. */
  readonly files: readonly { readonly file: string; readonly problem: Problem | undefined }[];
}

/** A file that cannot be read takes nothing away from the others. */
export async function listStyles(home: string, roots: readonly string[]): Promise<StyleList> {
  const own = ownStylesFile(home);
  const found = new Map<string, SavedStyle>();
  const files: StyleList["files"][number][] = [];
  for (const file of new Set([own, ...roots.map(adoptedStylesFile)])) {
    const { styles, problem } = await readStylesFile(file);
    files.push({ file, problem: problem && problemOf(problem) });
    for (const style of styles)
      if (!found.has(style.name)) found.set(style.name, { ...style, isOwn: file === own, file });
  }
  return { styles: [...found.values()], problems: files.flatMap(({ problem }) => problem ?? []), files };
}
