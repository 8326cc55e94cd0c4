import { type Part, readRegex } from "./read-regex.ts";

/** A loop without an end, what an ordinary text has before it, and what it repeats. */
interface Loop {
  readonly before: string;
  /** Of a class what other parts of the pattern take too, if anything. */
  readonly repeats: readonly [string, ...string[]];
}

/** Characters of many classes; each class is tried with the first that belongs to it. */
const samples = [..."a0 <(\"'[{:,\t-/\\._x>)]}\n\0;&#=|é汉ｅ１", "\u3000", "\u2028"];

/** What most patterns do not take. */
const end = "\0\n";

/**
 * Texts of about `length` characters that make a regular expression try again and again, if anything does: what its loops
 * repeat, one after the other and in each other's place, and the beginning of a match over and over.
 */
export function* attacksOn(regex: RegExp, length: number): Generator<string> {
  const loops = loopsOf(readRegex(regex), regex.flags);
  const known = new Set<string>();
  for (const [i, { before, repeats }] of loops.entries())
    for (const unit of unitsFrom(loops.slice(i)))
      for (const beginning of ["", before, before + repeats[0]]) {
        const key = `${beginning}\n${unit}`;
        if (unit === "" || known.has(key)) continue;
        known.add(key);
        yield beginning + unit.repeat(Math.ceil(length / unit.length)) + end;
      }
}

/** What may be repeated from a loop on: its own, and what leads to a later one. */
function* unitsFrom([first, ...later]: readonly Loop[]): Generator<string> {
  if (!first) return;
  const { before, repeats } = first;
  yield* repeats;
  yield before;
  yield before + repeats[0];
  for (const after of later) {
    const between = after.before.startsWith(before) ? after.before.slice(before.length) : after.before;
    yield between;
    yield between + after.repeats[0];
    yield repeats[0] + after.repeats[0];
  }
}

/** In their order. Of several ways each is gone, by its shortest text. */
function loopsOf(regex: Part, flags: string): Loop[] {
  const found: { before: string; part: Part; text: string }[] = [];
  const others = new Set<string>();
  walk(regex, "");
  return found.map(({ before, part, text }) => {
    const shared =
      part.kind === "one" ? [...others].filter((other) => other !== text && takes(part.source, flags, other)) : [];
    return { before, repeats: [text, ...shared] };
  });

  /** The shortest text of a part; what is optional is there once. */
  function walk(part: Part, before: string): string {
    switch (part.kind) {
      case "nothing":
        return "";
      case "one": {
        const sample = sampleOf(part.source, flags);
        others.add(sample);
        return sample;
      }
      case "either":
        return part.ways.map((way) => way.reduce((text, one) => text + walk(one, before + text), ""))[0] ?? "";
      case "loop": {
        const text = walk(part.part, before);
        if (part.isEndless) found.push({ before, part: part.part, text });
        return text.repeat(Math.max(1, Math.min(part.least, 8)));
      }
    }
  }
}

const takes = (source: string, flags: string, character: string): boolean =>
  new RegExp(`^(?:${source})$`, flags.replace(/[gy]/g, "")).test(character);

const sampleOf = (source: string, flags: string): string =>
  samples.find((character) => takes(source, flags, character)) ?? literalOf(source);

/** A character that stands for itself, or an escape of one. */
function literalOf(source: string): string {
  const code = /^\\(?:u\{?|x)([0-9a-f]+)\}?$/i.exec(source)?.[1];
  if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
  return source.startsWith("\\") ? source.slice(1) : source;
}
