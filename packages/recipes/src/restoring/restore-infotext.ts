import { mostLines } from "../most.ts";
import { readLabelledText, settingsAtEnd } from "./labelled-text.ts";
import { labelAt } from "./labels.ts";
import { type Prompts, splitPrompts, splitRunTogether } from "./prompts.ts";
import { parseSettings } from "./settings.ts";
import { cutTail, isSettings, plainSettings, settingsStart } from "./settings-text.ts";

/** An infotext in its parts, each as it was before it was copied about. */
export interface RestoredInfotext extends Prompts {
  /** In one line, `Steps: 20, Sampler: Euler a`; undefined where there are none. */
  readonly settings: string | undefined;
  /** Words around it that belong to no part. */
  readonly around: readonly string[];
}

/** A last line with fewer fields is taken for a line of the prompt. Source: `parse_generation_parameters`. */
const fewestSettings = 3;

/**
 * Tells prompt, negative prompt and settings of an infotext apart.
 *
 * Where the last line is settings, as AUTOMATIC1111 writes them, its own rule holds. Where not, they are looked for: in
 * lines that begin with labels, one setting or several a line, in any order and in Chinese; else inside of a line, for
 * breaks that were lost. Linear.
 */
export function restoreInfotext(text: string): RestoredInfotext {
  const { intro, lines } = withoutIntro(text.trim().split("\n"));
  const found = withLastLine(lines) ?? ofLabels(lines) ?? ofRunTogether(lines) ?? ofAnyFields(lines);
  const settings = found.settings === undefined ? undefined : cutTail(found.settings);
  const around = [...intro, ...found.around, ...(settings?.tail ? [settings.tail] : [])].filter(
    (line) => line.trim() !== "",
  );
  return { ...found, ...withTemplates(settings?.settings, around) };
}

/** `Here is my prompt:`, before the text itself. */
const introduction =
  /^(?!\s*negative).{0,60}(?:prompt|parameters|generation data|settings|recipe|提示词|咒语|参数|配方).{0,12}[:：]$/i;

function withoutIntro(lines: readonly string[]): { intro: readonly string[]; lines: readonly string[] } {
  const first = lines[0]?.trim() ?? "";
  const isIntro = lines.length > 1 && first.length <= 80 && introduction.test(first) && labelAt(first) === undefined;
  return isIntro ? { intro: [first], lines: lines.slice(1) } : { intro: [], lines };
}

/** The text as AUTOMATIC1111 wrote it. */
function withLastLine(lines: readonly string[]): RestoredInfotext | undefined {
  const last = plainSettings(lines.at(-1) ?? "");
  const label = labelAt(last)?.key;
  if (label === "Prompt" || label === "Negative prompt" || !isSettings(last)) return undefined;
  const first = parseSettings(last.trim()).value[0]?.span;
  const start = settingsStart(last.trim()) ?? 0;
  if (first?.start !== 0 || (start > 0 && start < first.end)) return undefined;
  const before = lines.slice(0, -1);
  if (
    before.some(
      (line, i) => labelAt(line)?.key === "Prompt" && before.slice(0, i).every((other) => other.trim() === ""),
    )
  )
    return undefined;
  if (settingsAtEnd(before) !== undefined) return undefined;
  return { ...splitPrompts(before), settings: last, around: [] };
}

function ofLabels(lines: readonly string[]): RestoredInfotext | undefined {
  const labelled = readLabelledText(lines);
  if (labelled) return { ...labelled, settings: labelled.settings || undefined };
  const found = settingsAtEnd(lines);
  return found && { ...splitRunTogether(found.before), settings: found.settings, around: found.after };
}

/** Settings that begin inside of a line, because the break before them was lost. */
function ofRunTogether(lines: readonly string[]): RestoredInfotext | undefined {
  for (let i = lines.length - 1; i >= Math.max(0, lines.length - mostLines); i--) {
    const line = lines[i]!;
    const start = settingsStart(line);
    if (start === undefined) continue;
    const before = [...lines.slice(0, i), line.slice(0, start).replace(/[,\s]{1,8}$/, "")];
    return { ...splitRunTogether(before), settings: plainSettings(line.slice(start)), around: lines.slice(i + 1) };
  }
  return undefined;
}

/** AUTOMATIC1111's own rule: any three fields in the last line. */
function ofAnyFields(lines: readonly string[]): RestoredInfotext {
  const last = parseSettings(lines.at(-1) ?? "");
  const count = last.value.length + last.findings.filter(({ code }) => code === "recipes/emptyValue").length;
  return count >= fewestSettings
    ? { ...splitPrompts(lines.slice(0, -1)), settings: lines.at(-1), around: [] }
    : { ...splitPrompts(lines), settings: undefined, around: [] };
}

const template = /^(?:Negative )?Template: ?/;

/** What dynamic prompts were made of stands in lines of its own behind the settings; it is a setting, too. */
function withTemplates(
  settings: string | undefined,
  around: readonly string[],
): Pick<RestoredInfotext, "settings" | "around"> {
  const first = around.findIndex((line) => template.test(line));
  if (settings === undefined || first < 0) return { settings, around };
  const fields: string[] = [];
  for (const line of around.slice(first)) {
    if (template.test(line) || fields.length === 0) fields.push(line);
    else fields.push(`${fields.pop()}\n${line}`);
  }
  const quoted = fields.map((field) =>
    field.replace(/^([^:]*): ?([\s\S]*)$/, (_, key: string, value: string) => `${key}: ${JSON.stringify(value)}`),
  );
  return { settings: [settings, ...quoted].join(", "), around: around.slice(0, first) };
}
