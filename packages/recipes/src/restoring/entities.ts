import { ownValue } from "@danfang/domain";

const named: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  amp: "&",
  nbsp: " ",
  ldquo: "“",
  rdquo: "”",
  lsquo: "‘",
  rsquo: "’",
  hellip: "…",
  ndash: "–",
  mdash: "—",
};
const entities = /&(?:([a-z]{2,6})|#(\d{1,7})|#x([\da-f]{1,6}));/gi;

/** The character of one entity; undefined where there is none. */
function characterOf(name: string | undefined, decimal: string | undefined, hex: string | undefined) {
  if (name !== undefined) return ownValue(named, name.toLowerCase());
  const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** Text of HTML: every entity as its character. Linear and total. */
export const decodeEntities = (html: string): string =>
  html.replace(
    entities,
    (whole, ...parts: (string | undefined)[]) => characterOf(parts[0], parts[1], parts[2]) ?? whole,
  );

/** Pages escape what is escaped already, seldom more often than this. */
const mostEscapes = 3;

/**
 * A text as it was before a page or a program escaped it. An entity is its character only where that character does not
 * stand in the text by itself: who escapes one, escapes all.
 */
export function unescapeWhole(text: string): string {
  let plain = text;
  for (let i = 0; i < mostEscapes && plain.includes("&"); i++) {
    const before = plain;
    const raw = new Set(before.replace(entities, ""));
    plain = before.replace(entities, (whole, ...parts: (string | undefined)[]) => {
      const character = characterOf(parts[0], parts[1], parts[2]);
      return character === undefined || (character !== " " && raw.has(character)) ? whole : character;
    });
    if (plain === before) break;
  }
  return plain;
}
