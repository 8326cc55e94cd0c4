export interface EmbeddedJson {
  readonly key: string;
  readonly json: unknown;
}

/**
 * Cuts unquoted JSON out of an infotext, `…, Hashes: {"model": "879db523c3"}`, before commas are counted: the civitai
 * extension and Civitai's own generator write it so. What does not parse, or is not closed, stays in the text.
 *
 * Linear in the text: each key is looked for once.
 */
export function cutEmbeddedJson(
  text: string,
  keys: readonly string[],
): { rest: string; found: readonly EmbeddedJson[] } {
  let rest = text;
  const found: EmbeddedJson[] = [];
  for (const key of keys) {
    const opening = new RegExp(`(?:^|,\\s*|\\n)${key}:\\s*(?=[[{])`).exec(rest);
    if (!opening) continue;
    const start = opening.index + opening[0].length;
    const end = endOfBalanced(rest, start);
    if (end === undefined) continue;
    try {
      found.push({ key, json: JSON.parse(rest.slice(start, end)) as unknown });
    } catch {
      continue; // not JSON after all: the ordinary parser sees it as it stands
    }
    const keptBreak = opening[0].startsWith("\n") ? "\n" : "";
    const tail = rest.slice(end);
    rest = rest.slice(0, opening.index) + keptBreak + (keptBreak ? tail.replace(/^,\s*/, "") : tail);
  }
  return { rest, found };
}

/** Deeper than any of these fields; programs that walk through what is nested further fail. */
const deepest = 64;

/** Where the object or array that opens at `start` is closed; brackets inside strings do not count. */
function endOfBalanced(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const c = text[at];
    if (c === '"') {
      at++;
      while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
    } else if (c === "{" || c === "[") {
      if (++depth > deepest) return undefined;
    } else if (c === "}" || c === "]") {
      depth--;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}
