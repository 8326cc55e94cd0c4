import type { Style } from "@danfang/prompt";
import { stylesErrors } from "./errors.ts";
import { adoptedStylesFile, ownStylesFile, readStylesFile, writeStylesFile } from "./style-files.ts";

/** A style and whose it is. */
export interface SavedStyle extends Style {
  /** Of an adopted installation it is only read. */
  readonly isOwn: boolean;
  readonly file: string;
}

/** Pieces of prompt with names, kept in files that the WebUI reads too. */
export interface Styles {
  /** Own ones first, then those of adopted installations; of equal names the first. */
  list(): Promise<SavedStyle[]>;
  /** Errors: `styles/exists`, `styles/badName`, `formats/unwritable`. */
  add(style: Style): Promise<SavedStyle>;
  /**
   * Changes the style `name`, its name too; one of an adopted installation is copied first. Errors: `styles/notFound`,
   * `styles/exists`, `styles/badName`, `formats/unwritable`.
   */
  change(name: string, style: Style): Promise<SavedStyle>;
  /** Errors: `styles/notFound`, `styles/notOurs`, `formats/unwritable`. */
  remove(name: string): Promise<void>;
}

export interface StylesOptions {
  readonly home: string;
  /** Adopted installations and folders of models. */
  readonly roots: () => Promise<readonly string[]>;
}

/** Everything that can be chosen: see {@link Styles.list}. */
export async function listStyles(home: string, roots: readonly string[]): Promise<SavedStyle[]> {
  const own = ownStylesFile(home);
  const files = new Set([own, ...roots.map(adoptedStylesFile)]);
  const found = new Map<string, SavedStyle>();
  for (const file of files)
    for (const style of await readStylesFile(file))
      if (!found.has(style.name)) found.set(style.name, { ...style, isOwn: file === own, file });
  return [...found.values()];
}

/** Styles in the home's `styles.csv`. The file is the truth: who edits it by hand is heard at the next call. */
export function openStyles({ home, roots }: StylesOptions): Styles {
  const file = ownStylesFile(home);
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work);
    turn = result.catch(() => undefined);
    return result;
  };
  const list = async () => listStyles(home, await roots());
  const isOf = (name: string) => (style: Style) => style.name === name;

  async function save(styles: readonly Style[], { name, prompt, negativePrompt }: Style): Promise<SavedStyle> {
    await writeStylesFile(file, styles);
    return { name, prompt, negativePrompt, isOwn: true, file };
  }

  return {
    list,
    add: (style) =>
      inTurn(async () => {
        checkName(style.name);
        const own = await readStylesFile(file);
        if (own.some(isOf(style.name))) throw stylesErrors.exists({ name: style.name });
        return save([...own, style], style);
      }),
    change: (name, style) =>
      inTurn(async () => {
        checkName(style.name);
        if (!(await list()).some(isOf(name))) throw stylesErrors.notFound({ name });
        const own = await readStylesFile(file);
        if (style.name !== name && own.some(isOf(style.name))) throw stylesErrors.exists({ name: style.name });
        const isOwn = own.some(isOf(name));
        return save(isOwn ? own.map((old) => (old.name === name ? style : old)) : [...own, style], style);
      }),
    remove: (name) =>
      inTurn(async () => {
        const own = await readStylesFile(file);
        if (own.some(isOf(name)))
          return writeStylesFile(
            file,
            own.filter((style) => style.name !== name),
          );
        const adopted = (await list()).find(isOf(name));
        throw adopted ? stylesErrors.notOurs({ name, file: adopted.file }) : stylesErrors.notFound({ name });
      }),
  };
}

/** A name in front of which nothing is cut off, and that the file's readers do not take for a comment. */
function checkName(name: string): void {
  if (name.trim() === "" || name !== name.trim() || name.startsWith("#") || /[\r\n]/.test(name))
    throw stylesErrors.badName({ name });
}
