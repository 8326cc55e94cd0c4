import { mostLines } from "../most.ts";
import { type LabelKey, type LabelledLine, labelAt } from "./labels.ts";
import { withoutEmptyEnd } from "./prompts.ts";
import { parseSettings } from "./settings.ts";
import { isPlausible, isSettings, isTail, plainSettings } from "./settings-text.ts";

/** A text in which every part has its label, or the settings at its end have. */
export interface LabelledText {
  readonly prompt: readonly string[];
  readonly negativePrompt: readonly string[];
  readonly settings: string;
  readonly around: readonly string[];
}

type Labelled = LabelledLine | undefined;

const isSetting = (line: Labelled): line is LabelledLine =>
  line !== undefined && line.key !== "Prompt" && line.key !== "Negative prompt" && isPlausible(line.key, line.rest);

/** One line of settings as AUTOMATIC1111 writes it; what has a comma in it and is one value is quoted. */
function printSetting({ key, rest }: LabelledLine): string {
  const value = plainSettings(`${key}: ${rest}`)
    .slice(key.length + 2)
    .replace(/[,;，\s]{1,8}$/, "");
  const isOne = !value.includes(",") || value.startsWith('"') || parseSettings(`${key}: ${value}`).value.length > 1;
  return `${key}: ${isOne ? value : JSON.stringify(value)}`;
}

const endsOpen = (line: string | undefined): boolean => /[,:，：]\s{0,8}$/.test(line ?? "");

/** A line without the mark of a list. */
const unlisted = (line: string): string => line.trim().replace(/^[-*•·]\s+/, "");

/** A line of one or several fields, whatever they are called. */
const isFields = (line: string): boolean => {
  const { value, findings } = parseSettings(unlisted(line));
  const isOnly = findings.every(({ code }) => code === "recipes/emptyValue");
  const starts = [...value, ...findings].map(({ span }) => span?.start);
  return starts.includes(0) && isOnly && !isTail(line);
};

/** The lines that settings stand in: from the first that surely is one, with those between and behind that may be. */
function blockOf(lines: readonly string[], labels: readonly Labelled[]): { start: number; end: number } | undefined {
  const sure = labels.findLastIndex(isSetting);
  if (sure < 0) return undefined;
  let start = sure;
  for (let i = sure - 1; i >= 0; i--) {
    if (isSetting(labels[i])) start = i;
    else if (lines[i]?.trim() !== "" && !endsOpen(lines[i - 1]) && !isFields(lines[i]!)) break;
  }
  let end = sure + 1;
  while (end < lines.length && (endsOpen(lines[end - 1]) || isFields(lines[end]!))) end++;
  return { start, end };
}

/**
 * The settings at the end of a text, one or several a line, each line with its label; what stands before them are the
 * prompts, what stands behind them is none of it. Undefined where there are none.
 */
export function settingsAtEnd(
  lines: readonly string[],
): { before: readonly string[]; settings: string; after: readonly string[] } | undefined {
  if (lines.length > mostLines) return undefined;
  const labels = lines.map((line) => labelAt(line));
  const block = blockOf(lines, labels);
  if (block === undefined) return undefined;
  const printed: string[] = [];
  for (let i = block.start; i < block.end; i++) {
    const label = labels[i];
    const text = isSetting(label) ? printSetting(label) : plainSettings(unlisted(lines[i] ?? "")).replace(/,$/, "");
    if (text === "") continue;
    const isValue = !isSetting(label) && /[:：]\s{0,8}$/.test(lines[i - 1] ?? "");
    printed.push(isValue ? `${printed.pop() ?? ""} ${text}` : text);
  }
  const settings = printed.join(", ");
  return isSettings(settings)
    ? { before: lines.slice(0, block.start), settings, after: lines.slice(block.end) }
    : undefined;
}

/** A text whose prompt has a label; undefined where it has none, or where nothing else has one. */
export function readLabelledText(lines: readonly string[]): LabelledText | undefined {
  if (lines.length > mostLines) return undefined;
  for (const bare of ["needs a colon", "may stand alone"] as const) {
    const labels = lines.map((line) => labelAt(line, bare));
    const found = sections(lines, labels);
    const isMeant = bare === "needs a colon" || isSettings(found.settings);
    const hasPrompt = labels.some((label) => label?.key === "Prompt");
    if (hasPrompt && isMeant && (found.settings !== "" || found.negativePrompt.length > 0)) return found;
  }
  return undefined;
}

/** Where the next line belongs that has no label. */
type Open =
  | { readonly is: "around" | "prompt" | "negativePrompt" }
  | { readonly is: "setting"; readonly key: LabelKey; readonly isSaid: boolean };

function sections(lines: readonly string[], labels: readonly Labelled[]): LabelledText {
  const parts = { prompt: [] as string[], negativePrompt: [] as string[], around: [] as string[] };
  const settings: string[] = [];
  let open = { is: "around" } as Open;
  for (const [i, line] of lines.entries()) {
    const label = labels[i];
    const said = line.trim();
    if (label?.key === "Prompt" || label?.key === "Negative prompt") {
      open = { is: label.key === "Prompt" ? "prompt" : "negativePrompt" };
      parts[open.is].push(label.rest);
    } else if (label !== undefined && (label.rest === "" || isSetting(label))) {
      open = { is: "setting", key: label.key, isSaid: label.rest !== "" };
      if (open.isSaid) settings.push(printSetting(label));
    } else if (open.is !== "setting") {
      if (said !== "" || open.is !== "around") parts[open.is].push(said);
    } else if (said !== "") {
      if (!open.isSaid) settings.push(printSetting({ key: open.key, rest: said }));
      else if (endsOpen(lines[i - 1]) || isFields(line)) settings.push(plainSettings(unlisted(line)).replace(/,$/, ""));
      else parts.around.push(said);
      open = { ...open, isSaid: true };
    }
  }
  return {
    prompt: withoutEmptyEnd(parts.prompt),
    negativePrompt: withoutEmptyEnd(parts.negativePrompt),
    around: parts.around,
    settings: settings.join(", "),
  };
}
