import { basename, dirname, join } from "node:path";
import type { DanfangError } from "@danfang/domain";
import { readTextFile } from "@danfang/formats";
import { parseStyleSheet, type Style, stylesIn } from "@danfang/prompt";
import { stylesErrors } from "./errors.ts";

const fileName = "styles.csv";

export const ownStylesFile = (home: string): string => join(home, fileName);

/** Where an installation keeps its styles: in its own folder, which is above the models folder where that was adopted. */
export const adoptedStylesFile = (root: string): string =>
  join(/^models$/i.test(basename(root)) ? dirname(root) : root, fileName);

/** Bytes of a file of styles: more is none. */
export const mostStylesBytes = 8 * 1024 * 1024;

/** What a file of styles says: none where there is no file; what can be read of it, and what is wrong with it. */
export interface StylesReading {
  readonly styles: readonly Style[];
  readonly problem?: DanfangError;
}

/** Problems: `files/…`, `styles/nameless`, `styles/openQuote`. */
export async function readStylesFile(file: string): Promise<StylesReading> {
  const reading = await readTextFile(file, mostStylesBytes);
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
