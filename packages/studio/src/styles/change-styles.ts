import { emptyStyleSheet, parseStyleSheet, printStyleSheet, type StyleSheet } from "@danfang/prompt";
import { mostStylesBytes, stylesErrors } from "@danfang/workbench";
import type { KeptFile, KeptFileOptions } from "../files/kept-file.ts";

/** As in the WebUI: it begins with a mark, and what was there before stays as `styles.csv.bak`. */
export const asStyles = {
  most: mostStylesBytes,
  mark: "\ufeff",
  before: "kept",
} as const satisfies Partial<KeptFileOptions>;

/** Changes the table in a file. Errors: the problems of reading it, and those of {@link KeptFile.change}. */
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
