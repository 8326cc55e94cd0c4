/** What a regular expression is made of, as far as one has to know it to attack it. */
export type Part =
  | { readonly kind: "one"; readonly source: string }
  | { readonly kind: "either"; readonly ways: readonly (readonly Part[])[] }
  | { readonly kind: "loop"; readonly part: Part; readonly least: number; readonly isEndless: boolean }
  /** Takes no characters: `^`, `\b`, what is looked for ahead or behind. */
  | { readonly kind: "nothing" };

/** One character, escape or class at the place where a pattern begins. */
const one = /^(?:\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[A-Za-z]|k<[^>]*>|.)|.)/su;
const quantifier = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/;
const opening = /^\((?:\?(?:[:=!]|<[=!]|<[^>]*>|[ims-]*:))?/;

/** Reads a regular expression that the language has accepted already. */
export function readRegex({ source, flags }: Pick<RegExp, "source" | "flags">): Part {
  let rest = source;
  const take = (length: number) => {
    const taken = rest.slice(0, length);
    rest = rest.slice(length);
    return taken;
  };
  const either = (): Part => {
    const ways = [sequence()];
    while (rest.startsWith("|")) {
      take(1);
      ways.push(sequence());
    }
    return { kind: "either", ways };
  };
  const sequence = (): Part[] => {
    const parts: Part[] = [];
    while (rest !== "" && !/^[|)]/.test(rest)) parts.push(repeated(atom()));
    return parts;
  };
  const atom = (): Part => {
    const start = opening.exec(rest)?.[0];
    if (start !== undefined) {
      take(start.length);
      const inside = either();
      take(1);
      return /[=!]$/.test(start) ? { kind: "nothing" } : inside;
    }
    if (/^(?:[$^]|\\[bB])/.test(rest)) {
      take(rest.startsWith("\\") ? 2 : 1);
      return { kind: "nothing" };
    }
    return {
      kind: "one",
      source: rest.startsWith("[") ? take(classLength(rest, flags.includes("v"))) : take(one.exec(rest)![0].length),
    };
  };
  const repeated = (part: Part): Part => {
    const found = quantifier.exec(rest);
    if (!found) return part;
    const [text, least, comma, most] = found;
    take(text.length);
    const isEndless = /^[*+]/.test(text) || (comma === "," && most === "");
    return { kind: "loop", part, least: least === undefined ? Number(text.startsWith("+")) : Number(least), isEndless };
  };
  return either();
}

/** Of the class that a text begins with; it may hold others. */
function classLength(text: string, nests: boolean): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === "[" && (nests || depth === 0)) depth++;
    else if (text[at] === "]" && --depth === 0) return at + 1;
  }
  return text.length;
}
