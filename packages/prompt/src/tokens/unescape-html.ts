import { decodeHTML, decodeHTMLStrict } from "entities/decode";

const reference = /&(?:#([0-9]+);?|#[xX]([0-9a-fA-F]+);?|[^\t\n\f <&#;]{1,32};?)/g;
const closedReference = /&#?[0-9A-Za-z]{1,24};/g;

/**
 * Every character reference once, as browsers do: with or without the semicolon (`&amp`, `&notit;` → `¬it;`).
 *
 * Source: Python's `html.unescape`. Unlike a browser it drops control characters and noncharacters (`&#1;`).
 */
export function unescapeHtml(text: string): string {
  return text.replace(reference, (whole, decimal?: string, hex?: string) => {
    if (decimal !== undefined) return characterOf(Number.parseInt(decimal, 10));
    if (hex !== undefined) return characterOf(Number.parseInt(hex, 16));
    return decodeHTML(whole);
  });
}

/**
 * The references that are surely meant: known names closed by a semicolon, also all in capitals (`&EACUTE;`), and
 * numbers (but not that of the semicolon itself). Source: ftfy 6.3.1, `unescape_html`.
 */
export function unescapeClosedHtml(text: string): string {
  return text.replace(closedReference, (whole) => {
    if (whole.startsWith("&#")) {
      const character = unescapeHtml(whole);
      return character.includes(";") ? whole : character;
    }
    const character = decodeHTMLStrict(whole);
    return character === whole ? unescapeShouted(whole) : character;
  });
}

function unescapeShouted(whole: string): string {
  if (whole !== whole.toUpperCase() || unescapeHtml(whole) !== whole) return whole;
  const lower = whole.toLowerCase();
  const character = decodeHTMLStrict(lower);
  return character === lower ? whole : character.toUpperCase();
}

const windows1252 = new TextDecoder("windows-1252");

/** U+0080 … U+009F as the Windows-1252 characters of the same number; the five it lacks stay what they are. */
export function windowsCharacterOf(codePoint: number): string {
  return windows1252.decode(Uint8Array.of(codePoint));
}

function characterOf(codePoint: number): string {
  if (codePoint === 0 || codePoint > 0x10ffff || (codePoint >= 0xd800 && codePoint <= 0xdfff)) return "\ufffd";
  if (codePoint >= 0x80 && codePoint <= 0x9f) return windowsCharacterOf(codePoint);
  return isDropped(codePoint) ? "" : String.fromCodePoint(codePoint);
}

function isDropped(codePoint: number): boolean {
  const isControl = (codePoint < 0x20 && !"\t\n\f\r".includes(String.fromCodePoint(codePoint))) || codePoint === 0x7f;
  const isNoncharacter = (codePoint >= 0xfdd0 && codePoint <= 0xfdef) || (codePoint & 0xfffe) === 0xfffe;
  return isControl || isNoncharacter;
}
