import { mentionOf } from "@danfang/prompt";
import { parsePythonNumber } from "../python.ts";
import type { Finding, Reading } from "../reading.ts";
import { type Field, parseSettings } from "./a1111-settings.ts";
import { isBefore, parseWebuiVersion } from "./a1111-version.ts";
import { cutEmbeddedJson, type EmbeddedJson } from "./embedded-json.ts";
import { restoreLineBreaks } from "./restore-line-breaks.ts";

/** AUTOMATIC1111's own view of an infotext: its names, mostly texts; sizes as `Size-1`, `Size-2`. */
export interface InfotextFields {
  readonly prompt: string;
  readonly negativePrompt: string;
  readonly settings: ReadonlyMap<string, FieldValue>;
  /** JSON that other generators write unquoted: `Hashes`, `Civitai resources`, `Civitai metadata`. */
  readonly embedded: readonly EmbeddedJson[];
}
export type FieldValue = string | number | boolean;

const negativeMark = "Negative prompt:";
/** A last line with fewer fields is taken for a line of the prompt. Source: `parse_generation_parameters`. */
const fewestSettings = 3;
const embeddedKeys = ["Hashes", "Civitai resources", "Civitai metadata"];

/**
 * Reads an infotext as AUTOMATIC1111 v1.10.1 does, old hires and hypernetwork fields and version switches included.
 *
 * Four things differ: fields that are missing stay missing (no default is filled in, so nothing is reset), unquoted
 * JSON is cut out whole instead of at its commas, styles are left in the prompt, and a text that is one line is read as
 * the lines it had.
 */
export function parseInfotextFields(text: string): Reading<InfotextFields> {
  const { rest, found } = cutEmbeddedJson(restoreLineBreaks(text.trim()), embeddedKeys);
  const lines = rest.split("\n");
  const last = parseSettings(lines.at(-1) ?? "");
  const hasSettings = last.value.length + last.findings.filter(isEmptyValue).length >= fewestSettings;
  const { prompt, negativePrompt } = splitPrompts(hasSettings ? lines.slice(0, -1) : lines);
  const settings = splitSizes(hasSettings ? last.value : []);
  const withHypernetwork = prompt + hypernetworkTag(settings);
  restoreFirstPassSize(settings);
  addVersionSwitches(settings, withHypernetwork);
  const value = { prompt: withHypernetwork, negativePrompt, settings, embedded: found };
  return { value, findings: hasSettings ? last.findings : [] };
}

const isEmptyValue = (finding: Finding): boolean => finding.code === "recipes/emptyValue";

function splitPrompts(lines: readonly string[]): { prompt: string; negativePrompt: string } {
  const texts = { prompt: "", negativePrompt: "" };
  let side: keyof typeof texts = "prompt";
  for (const raw of lines) {
    let line = raw.trim();
    if (line.startsWith(negativeMark)) {
      side = "negativePrompt";
      line = line.slice(negativeMark.length).trim();
    }
    texts[side] += texts[side] === "" ? line : `\n${line}`;
  }
  return texts;
}

function splitSizes(fields: readonly Field[]): Map<string, FieldValue> {
  const settings = new Map<string, FieldValue>();
  for (const { key, value } of fields) {
    const size = /^(\d+)x(\d+)$/.exec(value);
    if (size) settings.set(`${key}-1`, size[1]!).set(`${key}-2`, size[2]!);
    else settings.set(key, value);
  }
  return settings;
}

function hypernetworkTag(settings: ReadonlyMap<string, FieldValue>): string {
  const name = settings.get("Hypernet");
  return name === undefined
    ? ""
    : mentionOf("hypernetwork", String(name), String(settings.get("Hypernet strength") ?? "1.0"));
}

/** Old hires: `Size` was the target and `First pass size` the start, `0x0` standing for about 512 × 512 pixels. */
function restoreFirstPassSize(settings: Map<string, FieldValue>): void {
  const first = [number(settings, "First pass size-1"), number(settings, "First pass size-2")] as const;
  if (first[0] === undefined || first[1] === undefined) return;
  const target = [number(settings, "Size-1") ?? 512, number(settings, "Size-2") ?? 512] as const;
  const scale = Math.sqrt((512 * 512) / Math.max(1, target[0] * target[1]));
  const start = first[0] && first[1] ? first : target.map((side) => Math.ceil((scale * side) / 64) * 64);
  settings.set("Size-1", start[0]!).set("Size-2", start[1]!);
  settings.set("Hires resize-1", target[0]).set("Hires resize-2", target[1]);
}

/** Settings that old versions had no name for, because there was only one way. */
function addVersionSwitches(settings: Map<string, FieldValue>, prompt: string): void {
  const version = parseWebuiVersion(text(settings, "Version"));
  if (!version) return;
  const isOld = isBefore(version, [1, 6, 0]);
  if (isOld && prompt.includes("[")) settings.set("Old prompt editing timelines", true);
  if (isOld && ["DDIM", "PLMS"].includes(text(settings, "Sampler") ?? "")) settings.set("Pad conds v0", true);
  if (isBefore(version, [1, 7, 0], 225)) settings.set("Downcast alphas_cumprod", true);
  if (isBefore(version, [1, 8, 0]) && settings.has("Refiner")) settings.set("Refiner switch by sampling steps", true);
}

/** A setting as text, booleans the way Python prints them. */
export function text(settings: ReadonlyMap<string, FieldValue>, key: string): string | undefined {
  const value = settings.get(key);
  if (typeof value === "boolean") return value ? "True" : "False";
  return value === undefined ? undefined : String(value);
}

/** A setting as a number; `undefined` if it is missing or none. */
export function number(settings: ReadonlyMap<string, FieldValue>, key: string): number | undefined {
  const value = text(settings, key);
  return value === undefined ? undefined : parsePythonNumber(value);
}
