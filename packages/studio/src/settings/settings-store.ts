import { stat } from "node:fs/promises";
import { type Problem, problemOf, Settings } from "@danfang/domain";
import { contentOf, parseJsonText, type TextFile } from "@danfang/formats";
import type { z } from "zod";
import { withoutRefused } from "../database/without-refused.ts";
import { keepBeside, openKeptFile } from "../files/kept-file.ts";
import type { Troubles } from "../health/troubles.ts";
import { settingsErrors } from "../problems/settings-errors.ts";

export type SettingsPatch = { readonly [Key in keyof Settings]?: DeepPartial<Settings[Key]> };
type DeepPartial<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: DeepPartial<T[K]> | null }
    : T;

/** What the user has chosen. The file is the truth: who edits it by hand is heard at the next `get`. */
export interface SettingsStore {
  get(): Promise<Settings>;
  /**
   * Changes what is named; `null` gives a setting its default again. Errors: `settings/bad`, and those of a file that
   * cannot be read or written (`files/…`, `formats/unwritable`).
   */
  patch(part: SettingsPatch): Promise<Settings>;
}

export interface SettingsOptions {
  readonly file: string;
  readonly onChange: (settings: Settings) => void;
  readonly onProblem: (problem: Problem) => void;
  /** Hear that the file cannot be read, and that it can again. */
  readonly troubles: Pick<Troubles, "begin" | "over">;
}

type Json = Record<string, unknown>;
interface Understood {
  /** Everything in the file that can be used, what later versions put there included. */
  readonly raw: Readonly<Json>;
  readonly settings: Settings;
  readonly isWhole: boolean;
}
interface Read extends Understood {
  readonly text: string | undefined;
  readonly stamp: string;
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function merge(base: Readonly<Json>, part: Json): Json {
  const merged: Json = { ...base };
  for (const [key, value] of Object.entries(part)) {
    if (value === undefined || key === "__proto__") continue;
    const old = merged[key];
    if (value === null) delete merged[key];
    else merged[key] = isObject(value) ? merge(isObject(old) ? old : {}, value) : value;
  }
  return merged;
}

/** Settings out of whatever the file holds: what is wrong has its default, one setting at a time. */
function understand(text: TextFile | undefined): Understood {
  if (text === undefined) return { raw: {}, settings: Settings.parse({}), isWhole: true };
  const json = parseJsonText(text.text, "");
  const isKnown = json.is === "value" && isObject(json.value);
  const raw = isKnown ? json.value : {};
  const accepted = withoutRefused(Settings, raw);
  if (!accepted) return { raw: {}, settings: Settings.parse({}), isWhole: false };
  return { raw: accepted.rest, settings: accepted.value, isWhole: isKnown && accepted.isWhole };
}

/** Much more than anybody chooses. */
const mostBytes = 1024 * 1024;

/**
 * Settings in `config.json`. A broken file is set aside, not lost; keys of later versions stay. While the file cannot be
 * read, settings are as they were last, or have their defaults, and none can be changed.
 */
export function openSettings({ file, onChange, onProblem, troubles }: SettingsOptions): SettingsStore {
  const kept = openKeptFile({ path: file, most: mostBytes });
  let last: Read | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work);
    turn = result.catch(() => undefined);
    return result;
  };
  const stampOf = () =>
    stat(file).then(
      ({ mtimeMs, size, ino, ctimeMs }) => `${mtimeMs} ${ctimeMs} ${size} ${ino}`,
      (cause: NodeJS.ErrnoException) => `${cause.code}`,
    );

  /** Keeps beside what of a file cannot be used, and says so once. */
  async function setAside(text: TextFile): Promise<void> {
    const keptAs = await keepBeside(file, "broken", text.bytes);
    if (last?.text !== text.text) onProblem(problemOf(settingsErrors.setAside({ file, keptAs })));
  }

  async function get(): Promise<Settings> {
    const stamp = await stampOf();
    if (last?.stamp === stamp) return last.settings;
    const reading = await kept.read();
    if (reading.is === "cannot") {
      troubles.begin(problemOf(reading.problem), file);
      return last?.settings ?? Settings.parse({});
    }
    troubles.over(file);
    const isNews = last !== undefined;
    const text = contentOf(reading);
    const now = understand(text);
    if (text && !now.isWhole) await setAside(text).catch((error) => onProblem(problemOf(error)));
    last = { ...now, text: text?.text, stamp };
    if (isNews) onChange(now.settings);
    return now.settings;
  }

  async function patch(part: SettingsPatch): Promise<Settings> {
    let now: Understood = { raw: {}, settings: Settings.parse({}), isWhole: true };
    let written = "";
    await kept.change(async (text) => {
      const { raw, isWhole } = understand(text);
      const merged = merge(raw, part as Json);
      const parsed = Settings.safeParse(merged);
      if (!parsed.success) throw settingsErrors.bad({ issues: issuesOf(parsed.error) });
      if (text && !isWhole) await setAside(text);
      now = { raw: merged, settings: parsed.data, isWhole: true };
      written = `${JSON.stringify(merged, undefined, 2)}\n`;
      return written;
    });
    last = { ...now, text: written, stamp: await stampOf() };
    onChange(now.settings);
    return now.settings;
  }

  return { get: () => inTurn(get), patch: (part) => inTurn(() => patch(part)) };
}

const issuesOf = (error: z.ZodError): string[] =>
  error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
