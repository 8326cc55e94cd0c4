import { ownValue } from "@danfang/domain";
import { unescapeClosedHtml, unescapeHtml, windowsCharacterOf } from "./unescape-html.ts";

/**
 * Text as CLIP tokenises it: tidied, HTML unescaped twice, white space collapsed to single spaces, lower case.
 *
 * Source: OpenAI CLIP `simple_tokenizer.py`, `basic_clean` and `whitespace_clean`.
 */
export function cleanText(text: string): string {
  return unescapeHtml(unescapeHtml(tidyText(text)))
    .replace(/\p{White_Space}+/gu, " ")
    .replace(/^ | $/g, "")
    .toLowerCase();
}

/** ftfy repeats until nothing changes. A stranger's text could make that last for ever; nobody escapes text this often. */
const maxRounds = 32;

/**
 * The repairs of ftfy that touch well-formed text: entities, C1 controls, Latin ligatures, full and half width, curly
 * quotes, line breaks, terminal colours, control characters, then Unicode NFC; line by line, until nothing changes.
 *
 * A line with `<`, and all that follow it, are taken for HTML and keep their entities. Lone surrogates become U+FFFD.
 * Source: ftfy 6.3.1, `fix_text`, without its guesses at text decoded with the wrong encoding ("mojibake").
 */
export function tidyText(text: string): string {
  let isHtml = false;
  return text
    .toWellFormed()
    .split(/(?<=\n)/)
    .map((line) => {
      isHtml ||= line.includes("<");
      return tidyLine(line, isHtml ? (same) => same : unescapeClosedHtml);
    })
    .join("");
}

function tidyLine(line: string, readEntities: (text: string) => string): string {
  for (let round = 0; round < maxRounds; round++) {
    const before = line;
    line = tidyOnce(readEntities(line));
    if (line === before) break;
  }
  return line;
}

const tidyOnce = (text: string): string =>
  text
    .replace(/[\x80-\x9f]/g, (c) => windowsCharacterOf(c.charCodeAt(0)))
    .replace(/[ĲĳŉǄ-ǌǱ-ǳﬀ-ﬆ]/g, (c) => ownValue(ligatures, c) ?? c)
    .replace(/[\u3000\uff01-\uffef]/g, (c) => c.normalize("NFKC"))
    .replace(/[\u201c-\u201f]/g, '"')
    .replace(/[\u02bc\u2018-\u201b]/g, "'")
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(terminalColour, "")
    .replace(invisible, "")
    .normalize("NFC");

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character begins what is removed
const terminalColour = /\x1b\[[\p{Nd};]*[a-zA-Z]/gu;
const invisible = /[[\p{ASCII}&&\p{Cc}]--[\t\n\f\r]]|[\u206a-\u206f\ufeff\ufff9-\ufffc]/gv;

const ligatures: Readonly<Record<string, string>> = {
  Ĳ: "IJ",
  ĳ: "ij",
  ŉ: "ʼn",
  Ǆ: "DŽ",
  ǅ: "Dž",
  ǆ: "dž",
  Ǉ: "LJ",
  ǈ: "Lj",
  ǉ: "lj",
  Ǌ: "NJ",
  ǋ: "Nj",
  ǌ: "nj",
  Ǳ: "DZ",
  ǲ: "Dz",
  ǳ: "dz",
  ﬀ: "ff",
  ﬁ: "fi",
  ﬂ: "fl",
  ﬃ: "ffi",
  ﬄ: "ffl",
  ﬅ: "ſt",
  ﬆ: "st",
};
