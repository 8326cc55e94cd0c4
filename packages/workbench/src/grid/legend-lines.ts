/** Width and height of a text in pixels, at a font size in pixels. */
export type Measure = (text: string, fontSize: number) => Promise<{ readonly width: number; readonly height: number }>;

/** Letters that are smaller cannot be read, pixels. */
export const leastFontSize = 12;
const shrinking = 0.85;
/** Of the size of letters, with what hangs below the line. */
const lineHeight = 1.2;
const cut = "…";

/** Between two lines. Source: AUTOMATIC1111 `images.draw_grid_annotations`. */
export const gapOf = (fontSize: number): number => Math.floor(fontSize / 2);

/** Scripts that write no spaces, and their punctuation. */
const unspaced = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}、。，！？：；`;
/** Where lines may break: at spaces, behind what joins the parts of file names, around characters of unspaced scripts. */
const pieces = new RegExp(String.raw`\s+|[${unspaced}]|[_/\\-]*[^\s_/\\${unspaced}-]+[_/\\-]*|[_/\\-]+`, "gu");

/** The longest beginning of a word that fits, at least one character. */
async function beginning(word: string, fits: (text: string) => Promise<boolean>): Promise<string> {
  const characters = [...word];
  let [least, most] = [1, characters.length];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (await fits(characters.slice(0, middle).join(""))) least = middle;
    else most = middle - 1;
  }
  return characters.slice(0, least).join("");
}

/** Lines that fit; what is longer than a line by itself is broken where the line ends. */
async function wrap(text: string, fits: (text: string) => Promise<boolean>): Promise<string[]> {
  const lines: string[] = [];
  let line = "";
  const end = () => {
    if (line.trim()) lines.push(line.trim());
    line = "";
  };
  for (const [piece] of text.matchAll(pieces)) {
    if (!(await fits((line + piece).trim()))) end();
    let rest = piece;
    while (rest.trim() && !(await fits(rest.trim()))) {
      line = await beginning(rest.trim(), fits);
      rest = rest.trim().slice(line.length);
      end();
    }
    line += rest;
  }
  end();
  return lines;
}

interface Room {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly fontSize: number;
}

/**
 * The lines of a legend, and the size of its letters: smaller than wished for where it takes that to fit, but never too
 * small to be read; what does not fit even so is cut off and ends in an ellipsis.
 */
export async function fitLegend(
  text: string,
  { width, height, fontSize: wished }: Room,
  measure: Measure,
): Promise<{ readonly lines: readonly string[]; readonly fontSize: number }> {
  const rows = (fontSize: number) =>
    Math.max(1, Math.floor((height + gapOf(fontSize)) / (fontSize * lineHeight + gapOf(fontSize))));
  for (let fontSize = wished; ; fontSize = Math.max(leastFontSize, Math.floor(fontSize * shrinking))) {
    const fits = async (line: string) => (await measure(line, fontSize)).width <= width;
    const longest = [...text.matchAll(pieces)].map(([piece]) => piece.trim()).sort((a, b) => b.length - a.length)[0];
    if (longest && fontSize > leastFontSize && !(await fits(longest))) continue;
    const lines = await wrap(text, fits);
    if (lines.length <= rows(fontSize)) return { lines, fontSize };
    if (fontSize > leastFontSize) continue;
    const shown = lines.slice(0, rows(fontSize));
    const last = shown.at(-1) ?? "";
    shown[shown.length - 1] = (await fits(last + cut)) ? last + cut : [...last].slice(0, -1).join("") + cut;
    return { lines: shown, fontSize };
  }
}
