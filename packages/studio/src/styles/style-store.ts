import { type Style, type StyleSheet, stylesIn, withoutStyle, withStyle } from "@danfang/prompt";
import { listStyles, ownStylesFile, type SavedStyle, type StyleList, stylesErrors } from "@danfang/workbench";
import { openKeptFile } from "../files/kept-file.ts";
import type { Troubles } from "../health/troubles.ts";
import { asStyles, changeStyles } from "./change-styles.ts";

/** Pieces of prompt with names, kept in files that the WebUI reads too. */
export interface Styles {
  /** Own ones first, then those of adopted installations; of equal names the first. */
  list(): Promise<readonly SavedStyle[]>;
  /** The same, and what is wrong with files of styles: which cannot be read, and why. */
  look(): Promise<StyleList>;
  /** Errors: `styles/exists`, `styles/badName`; those of a file that cannot be read or written (`files/…`, `formats/unwritable`). */
  add(style: Style): Promise<SavedStyle>;
  /**
   * Changes the style `name`, its name too; one of an adopted installation is copied first. Errors: `styles/notFound`,
   * `styles/exists`, `styles/badName`, and those of the file.
   */
  change(name: string, style: Style): Promise<SavedStyle>;
  /** Errors: `styles/notFound`, `styles/notOurs`, and those of the file. */
  remove(name: string): Promise<void>;
}

export interface StylesOptions {
  readonly home: string;
  /** Hear which files cannot be read, and that they can again. */
  readonly troubles?: Pick<Troubles, "begin" | "over">;
  /** Adopted installations and folders of models. */
  readonly roots: () => Promise<readonly string[]>;
}

/**
 * Styles in the home's `styles.csv`. The file is the truth: who edits it by hand, or in another process, is heard at the
 * next call, and a change is made to what is there then.
 */
export function openStyles({ home, roots, troubles }: StylesOptions): Styles {
  const file = ownStylesFile(home);
  const kept = openKeptFile({ path: file, ...asStyles });
  async function look(): Promise<StyleList> {
    const found = await listStyles(home, await roots());
    for (const { file, problem } of found.files)
      if (problem) troubles?.begin(problem, file);
      else troubles?.over(file);
    return found;
  }
  const list = async () => (await look()).styles;
  const isOf = (name: string) => (style: Style) => style.name === name;
  const isIn = (sheet: StyleSheet, name: string) => stylesIn(sheet).some(isOf(name));
  const saved = ({ name, prompt, negativePrompt }: Style) => ({ name, prompt, negativePrompt, isOwn: true, file });

  return {
    look,
    list,
    async add(style) {
      checkName(style.name);
      await changeStyles(kept, (sheet) => {
        if (isIn(sheet, style.name)) throw stylesErrors.exists({ name: style.name });
        return withStyle(sheet, style.name, style);
      });
      return saved(style);
    },
    async change(name, style) {
      checkName(style.name);
      const isAdopted = (await list()).some((other) => other.name === name && !other.isOwn);
      await changeStyles(kept, (sheet) => {
        if (!isAdopted && !isIn(sheet, name)) throw stylesErrors.notFound({ name });
        if (style.name !== name && isIn(sheet, style.name)) throw stylesErrors.exists({ name: style.name });
        return withStyle(sheet, name, style);
      });
      return saved(style);
    },
    async remove(name) {
      const adopted = (await list()).find((style) => style.name === name && !style.isOwn);
      await changeStyles(kept, (sheet) => {
        if (isIn(sheet, name)) return withoutStyle(sheet, name);
        throw adopted ? stylesErrors.notOurs({ name, file: adopted.file }) : stylesErrors.notFound({ name });
      });
    },
  };
}

/** A name in front of which nothing is cut off, and that the file's readers do not take for a comment. */
function checkName(name: string): void {
  if (name.trim() === "" || name !== name.trim() || name.startsWith("#") || /[\r\n]/.test(name))
    throw stylesErrors.badName({ name });
}
