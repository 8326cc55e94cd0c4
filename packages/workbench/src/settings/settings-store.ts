import { copyFile, mkdir, readFile, rename, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { type Problem, problemOf, Settings } from "@danfang/domain";
import { writeFileAtomically } from "@danfang/formats";
import type { z } from "zod";
import { settingsErrors } from "./errors.ts";

export type SettingsPatch = { readonly [Key in keyof Settings]?: DeepPartial<Settings[Key]> };
type DeepPartial<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: DeepPartial<T[K]> | null }
    : T;

/** What the user has chosen. The file is the truth: who edits it by hand is heard at the next `get`. */
export interface SettingsStore {
  get(): Promise<Settings>;
  /** Changes what is named; `null` gives a setting its default again. Errors: `settings/bad`, `formats/unwritable`. */
  patch(part: SettingsPatch): Promise<Settings>;
}

export interface SettingsOptions {
  readonly file: string;
  readonly onChange: (settings: Settings) => void;
  readonly onProblem: (problem: Problem) => void;
}

type Json = Record<string, unknown>;
interface Read {
  /** Everything in the file, what later versions put there included. */
  readonly raw: Json;
  readonly settings: Settings;
  readonly stamp: string;
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function merge(base: Json, part: Json): Json {
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
function salvage(raw: Json): { rest: Json; settings: Settings; isWhole: boolean } {
  const whole = Settings.safeParse(raw);
  if (whole.success) return { rest: raw, settings: whole.data, isWhole: true };
  let rest = raw;
  for (const { path } of whole.error.issues) rest = without(rest, path);
  const mended = Settings.safeParse(rest);
  return mended.success
    ? { rest, settings: mended.data, isWhole: false }
    : { rest: {}, settings: Settings.parse({}), isWhole: false };
}

function without(raw: Json, [key, ...deeper]: readonly PropertyKey[]): Json {
  if (typeof key !== "string") return raw;
  const { [key]: value, ...others } = raw;
  return deeper.length > 0 && isObject(value) ? { ...others, [key]: without(value, deeper) } : others;
}

/** Settings in `config.json`. A broken file is set aside, not lost; keys of later versions stay. */
export function openSettings({ file, onChange, onProblem }: SettingsOptions): SettingsStore {
  const keptAs = `${file}.broken`;
  let last: Read | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work);
    turn = result.catch(() => undefined);
    return result;
  };

  const stampOf = () =>
    stat(file).then(
      ({ mtimeMs, size, ino }) => `${mtimeMs} ${size} ${ino}`,
      () => "none",
    );

  async function read(): Promise<Read> {
    const stamp = await stampOf();
    if (last?.stamp === stamp) return last;
    const text = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === "ENOENT") return "{}";
      throw settingsErrors.fromNowhere({ file, reason: cause.message }, cause);
    });
    const raw = parseObject(text);
    const { rest, settings, isWhole } = salvage(raw ?? {});
    if (raw === undefined) await rename(file, keptAs);
    else if (!isWhole) await copyFile(file, keptAs);
    if (!isWhole || raw === undefined) onProblem(problemOf(settingsErrors.setAside({ file, keptAs })));
    const isNews = last !== undefined;
    last = { raw: rest, settings, stamp: raw === undefined ? "none" : stamp };
    if (isNews) onChange(settings);
    return last;
  }

  return {
    get: () => inTurn(async () => (await read()).settings),
    patch: (part) =>
      inTurn(async () => {
        const { raw } = await read();
        const merged = merge(raw, part as Json);
        const parsed = Settings.safeParse(merged);
        if (!parsed.success) throw settingsErrors.bad({ issues: issuesOf(parsed.error) });
        await mkdir(dirname(file), { recursive: true });
        const text = new TextEncoder().encode(`${JSON.stringify(merged, undefined, 2)}\n`);
        await writeFileAtomically(file, (append) => append(text));
        last = { raw: merged, settings: parsed.data, stamp: await stampOf() };
        onChange(parsed.data);
        return parsed.data;
      }),
  };
}

const issuesOf = (error: z.ZodError): string[] =>
  error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);

function parseObject(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
