import { basename, dirname, join } from "node:path";
import type { DanfangError } from "@danfang/domain";
import { readTextFile } from "@danfang/formats";
import {
  emptyStyleSheet,
  parseStyleSheet,
  printStyleSheet,
  type Style,
  type StyleSheet,
  stylesIn,
} from "@danfang/prompt";
import type { KeptFile, KeptFileOptions } from "../files/kept-file.ts";
import { stylesErrors } from "./errors.ts";

const fileName = "styles.csv";

export const ownStylesFile = (home: string): string => join(home, fileName);

/** Where an installation keeps its styles: in its own folder, which is above the models folder where that was adopted. */
export const adoptedStylesFile = (root: string): string =>
  join(/^models$/i.test(basename(root)) ? dirname(root) : root, fileName);

/** As in the WebUI: it begins with a mark, and what was there before stays as `styles.csv.bak`. */
export const asStyles = {
  most: 8 * 1024 * 1024,
  mark: "\ufeff",
  before: "kept",
} as const satisfies Partial<KeptFileOptions>;

/** What a file of styles says: none where there is no file; what can be read of it, and what is wrong with it. */
export interface StylesReading {
  readonly styles: readonly Style[];
  readonly problem?: DanfangError;
}

/** Problems: `files/…`, `styles/nameless`, `styles/openQuote`. */
export async function readStylesFile(file: string): Promise<StylesReading> {
  const reading = await readTextFile(file, asStyles.most);
  if (reading.is === "absent") return { styles: [] };
  if (reading.is === "cannot") return { styles: [], problem: reading.problem };
  const parsed = parseStyleSheet(reading.value.text);
  switch (parsed.is) {
    case "sheet":
      return { styles: stylesIn(parsed.sheet) };
    case "nameless":
      return { styles: [], problem: stylesErrors.nameless({ file }) };
    case "open":
      return { styles: stylesIn(parsed.sheet), problem: stylesErrors.openQuote({ file, line: parsed.line }) };
  }
}

/** Changes the table in a file. Errors: the problems of {@link readStylesFile}, and those of {@link KeptFile.change}. */
export const changeStyles = (file: KeptFile, change: (sheet: StyleSheet) => StyleSheet): Promise<void> =>
  file.change((old) => printStyleSheet(change(sheetOf(file.path, old?.text))));

function sheetOf(file: string, text: string | undefined): StyleSheet {
  if (text === undefined) return emptyStyleSheet;
  const parsed = parseStyleSheet(text);
  switch (parsed.is) {
    case "sheet":
      return parsed.sheet;
    case "nameless":
      throw stylesErrors.nameless({ file });
    case "open":
      throw stylesErrors.openQuote({ file, line: parsed.line });
  }
}
