/** One opening brace weighs so much. Source: docs.novelai.net, "Strengthening & Weakening". */
const step = 1.05;

/** A piece of a prompt and how much it weighs. */
interface Piece {
  readonly text: string;
  readonly weight: number;
}

/**
 * A prompt in NovelAI's weights as AUTOMATIC1111 writes them: `{so}` weighs 1.05, `[so]` 1/1.05, `1.2::so::` 1.2. A prompt
 * without any is left as it is. Linear and total: brackets that are not closed weigh to the end.
 */
export function printA1111Weights(prompt: string): string {
  if (!/[{}[\]]|-?\d(?:\.\d+)?::/.test(prompt)) return prompt;
  return piecesOf(prompt)
    .map(({ text, weight }) => (weight === 1 || text.trim() === "" ? escapeRound(text) : weighed(text, weight)))
    .join("");
}

const escapeRound = (text: string): string => text.replace(/[()]/g, "\\$&");

function weighed(text: string, weight: number): string {
  const inside = text.trim();
  const before = text.slice(0, text.length - text.trimStart().length);
  const behind = text.slice(text.trimEnd().length);
  return `${before}(${escapeRound(inside)}:${Number(weight.toFixed(4))})${behind}`;
}

function piecesOf(prompt: string): Piece[] {
  const pieces: Piece[] = [];
  let braces = 0;
  let factor = 1;
  let from = 0;
  const cut = (to: number) => {
    if (to > from) pieces.push({ text: prompt.slice(from, to), weight: factor * step ** braces });
  };
  for (const { 0: token, index } of prompt.matchAll(/[{}[\]]|-?\d{1,3}(?:\.\d{1,6})?::|::/g)) {
    cut(index);
    from = index + token.length;
    if (token === "{" || token === "]") braces++;
    else if (token === "}" || token === "[") braces--;
    else factor = token === "::" ? 1 : Number(token.slice(0, -2));
  }
  cut(prompt.length);
  return pieces;
}
