/** Cells a text takes on a terminal: Chinese, Japanese, Korean and emoji two, marks that join the one before none. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text)
    width += /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]$/u.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return width;
}

/** The East Asian wide blocks that text comes from. Source: Unicode EastAsianWidth W and F, in outline. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** The text with spaces up to a width in cells. */
export const padTo = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - widthOf(text)));

/** The text cut to a width in cells, an ellipsis in its last. */
export function cutTo(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let cut = "";
  for (const character of text) {
    if (widthOf(cut + character) > width - 1) break;
    cut += character;
  }
  return `${cut}…`;
}
