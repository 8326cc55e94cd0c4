import { mentionOf } from "@danfang/prompt";
import { recipeFindings } from "../findings.ts";
import { parsePythonNumber } from "../python.ts";
import type { Finding, Reading } from "../reading.ts";
import { unescapeWhole } from "../restoring/entities.ts";
import { keyOf } from "../restoring/labels.ts";
import { plainCharacters, unescapeBreaks } from "../restoring/plain-characters.ts";
import { restoreInfotext } from "../restoring/restore-infotext.ts";
import { type Field, parseSettings } from "../restoring/settings.ts";
import { unwrap } from "../restoring/unwrap.ts";
import { isBefore, parseWebuiVersion } from "./a1111-version.ts";
import { cutEmbeddedJson, type EmbeddedJson } from "./embedded-json.ts";

/** AUTOMATIC1111's own view of an infotext: its names, mostly texts; sizes as `Size-1`, `Size-2`. */
export interface InfotextFields {
  readonly prompt: string;
  readonly negativePrompt: string;
  readonly settings: ReadonlyMap<string, FieldValue>;
  /** JSON that other generators write unquoted: `Hashes`, `Civitai resources`, `Civitai metadata`. */
  readonly embedded: readonly EmbeddedJson[];
}
export type FieldValue = string | number | boolean;

const embeddedKeys = ["Hashes", "Civitai resources", "Civitai metadata"];

/**
 * Reads an infotext as AUTOMATIC1111 v1.10.1 does, old hires and hypernetwork fields and version switches included.
 *
 * What differs: fields that are missing stay missing (no default is filled in, so nothing is reset), unquoted JSON is cut
 * out whole instead of at its commas, styles are left in the prompt, keys in another case or language are AUTOMATIC1111's,
 * and a text that was damaged on its way is read as what it was.
 */
export function parseInfotextFields(text: string): Reading<InfotextFields> {
  const { text: inside, around } = unwrap(unescapeBreaks(unescapeWhole(plainCharacters(text))));
  const { rest, found } = cutEmbeddedJson(inside.trim(), embeddedKeys);
  const restored = restoreInfotext(rest);
  const last = parseSettings(restored.settings ?? "");
  const prompt = joinLines(restored.prompt);
  const settings = splitSizes(last.value);
  const withHypernetwork = prompt + hypernetworkTag(settings);
  restoreFirstPassSize(settings);
  addVersionSwitches(settings, withHypernetwork);
  const negativePrompt = joinLines(restored.negativePrompt);
  const value = { prompt: withHypernetwork, negativePrompt, settings, embedded: found };
  return { value, findings: [...last.findings, ...ignored([around, ...restored.around])] };
}

/** As AUTOMATIC1111 joins them: empty lines at the beginning go. */
const joinLines = (lines: readonly string[]): string =>
  lines
    .slice(
      Math.max(
        lines.findIndex((line) => line !== ""),
        0,
      ),
    )
    .join("\n");

/** Words that stand around an infotext are told, and are no part of it. */
const ignored = (around: readonly string[]): Finding[] =>
  around.filter((words) => words !== "").map((words) => recipeFindings.ignoredText({ text: words.slice(0, mostTold) }));
/** Characters of ignored words that are told. */
const mostTold = 200;

/** Of sizes alone: `512 × 768`, `512*768 px`. */
const looseSize = /^\(?(\d+)\s?[x×*,]\s?(\d+)\)?(?:\s?px)?$/i;

/** What people write behind numbers. */
const unit = /^(-?[\d.]+)\s?(?:steps?|步|px|x|倍)$/i;

function splitSizes(fields: readonly Field[]): Map<string, FieldValue> {
  const settings = new Map<string, FieldValue>();
  const exact = new Set(fields.map(({ key }) => key));
  for (const { key: written, value } of fields) {
    const known = keyOf(written);
    const key = known === undefined || exact.has(known) ? written : known;
    const size =
      /^(\d+)x(\d+)$/.exec(value) ?? (known === "Size" || known === "Hires resize" ? looseSize.exec(value) : null);
    if (size) settings.set(`${key}-1`, size[1]!).set(`${key}-2`, size[2]!);
    else settings.set(key, known === undefined ? value : value.replace(unit, "$1"));
  }
  const [width, height] = [settings.get("Width"), settings.get("Height")];
  if (width !== undefined && height !== undefined && !settings.has("Size-1")) {
    settings.set("Size-1", width).set("Size-2", height);
    settings.delete("Width");
    settings.delete("Height");
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
