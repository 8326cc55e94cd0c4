import { keyOf, type LabelKey } from "./labels.ts";
import { halfWidth, straightQuotes } from "./plain-characters.ts";
import { parseSettings } from "./settings.ts";

/** Settings that nearly every infotext has; words of a prompt seldom look like one, and never like three. */
const core: readonly (readonly [LabelKey, RegExp])[] = [
  ["Steps", /^\d/],
  ["Sampler", /^\S/],
  ["CFG scale", /^\d/],
  ["Seed", /^-?\d/],
  ["Size", /^\d+\s*[x×*]\s*\d+/i],
];
const fewestCore = 2;
const fewestFields = 3;

/** Whether a value can be that of this setting. */
export function isPlausible(key: LabelKey, value: string): boolean {
  const pattern = core.find(([name]) => name === key)?.[1];
  return pattern?.test(value) ?? value !== "";
}

/** Whether a text is settings for certain: at least three, two of them of those that every program writes. */
export function isSettings(text: string): boolean {
  const { value: fields, findings } = parseSettings(text);
  const isBroken = findings.some(
    ({ code, span }) => code === "recipes/notAField" && (span?.start ?? 0) < (fields[1]?.span.start ?? 0),
  );
  const known = fields.flatMap(({ key, value }) => {
    const label = keyOf(key);
    return core.some(([name]) => name === label) && isPlausible(label!, value) ? [label] : [];
  });
  return !isBroken && fields.length >= fewestFields && new Set(known).size >= fewestCore;
}

/** Where settings may begin inside of a line. */
const beginning =
  /(?<![\p{L}\p{N}_])(?:Model(?: hash)? ?[:：] ?\S|Steps ?[:：] ?\d|Sampler ?[:：] ?\S|CFG [Ss]cale ?[:：] ?\d|Seed ?[:：] ?-?\d|Size ?[:：] ?\d+ ?[x×] ?\d)/gu;
/** A line that names its settings more often than this is tried no further. */
const mostBeginnings = 8;

/** A value in quotation marks; what looks like a setting in there is part of it. */
const quotedValue = /[:：]\s?"(?:[^"\\]|\\.)*"(?=\s{0,4}(?:,|$))/g;

/** Where in a line its settings begin, up to the line's end; undefined where there are none. */
export function settingsStart(line: string): number | undefined {
  let tried = 0;
  const plain = line.replace(quotedValue, (value) => value.replace(/[^"]/g, " "));
  for (const { index } of plain.matchAll(beginning)) {
    if (tried++ >= mostBeginnings) return undefined;
    if (isSettings(plainSettings(line.slice(index)))) return index;
  }
  return undefined;
}

/** A comma for a point in numbers that have one: `CFG scale: 7,5`. */
const decimalComma =
  /((?:CFG scale|Denoising strength|Hires upscale|Variation seed strength): ?\d+),(\d+)(?=\s*(?:,|$))/gi;

/** Settings with plain punctuation: full-width colons, bent quotation marks and decimal commas as they were meant. */
export function plainSettings(settings: string): string {
  const narrow = /(?:Steps|Sampler|Seed|采样|种子|步数)\S{0,4}\s*：/.test(settings) ? halfWidth(settings) : settings;
  return straightQuotes(narrow).replace(decimalComma, "$1.$2");
}

/** What programs write behind their settings, which is none of them. */
const tailMarks = ["Time taken:", "Torch active/reserved:", "Used embeddings:", "Saved:"];

export const isTail = (line: string): boolean => tailMarks.some((mark) => line.trimStart().startsWith(mark));

/** Settings, and the words about memory and time that stand behind them in the same line. */
export function cutTail(settings: string): { settings: string; tail: string } {
  const starts = tailMarks.map((mark) => settings.indexOf(mark)).filter((at) => at > 0);
  if (starts.length === 0) return { settings, tail: "" };
  const at = Math.min(...starts);
  return { settings: settings.slice(0, at).replace(/[,\s]{1,8}$/, ""), tail: settings.slice(at) };
}
