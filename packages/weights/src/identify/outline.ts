import { foldName, type TensorTable } from "@danfang/formats";
import { wrappers } from "../wrappers.ts";

/** Tensors whose names differ in numbers only. */
export interface Group {
  /** Without what the whole file is wrapped in, and without the name of the part: `blocks.#.attn.qkv.weight`. */
  readonly pattern: string;
  /** What was taken off the names of its tensors. */
  readonly wrapper: string;
  readonly rows: readonly number[];
}

/**
 * What a file's tensors are called, each name once with its numbers left out: what rules are compared with. `path` is a
 * name without its beginning or end: `blocks.#.attn` is there where `blocks.3.attn.qkv.weight` is; with numbers in it,
 * only that tensor is meant.
 */
export interface Outline {
  /** Of different patterns. */
  readonly size: number;
  readonly patterns: Iterable<string>;
  /** The rows of each pattern. */
  readonly groups: Iterable<Group>;
  has(path: string): boolean;
  /** Of the first tensor of this path, or its weight. Undefined where none is there, or its numbers are packed. */
  shapeOf(path: string): readonly number[] | undefined;
  /** A tensor of the path as the file calls it. */
  nameOf(path: string): string | undefined;
  /** How many tensors have this path as their whole pattern. */
  count(path: string): number;
  /** One more than the highest number at a place of the pattern: how many layers there are. */
  layers(path: string, place?: number): number;
  /** What lies below one of these prefixes, without it; marks that stand beside it stay. */
  part(prefixes: readonly string[]): Outline;
}

/** What stands before every name of a file, around it or as the name of its only part. */
const known = [
  ...wrappers,
  ...["model.diffusion_model.", "diffusion_model.", "model.", "transformer.", "net.", "unet.", "base_model.model."],
  ...["vae.", "first_stage_model.", "pipe.dit.", "dit.", "autoencoder.", "adapter."],
];

/** What stands beside the wrapped names and tells something about all of them. */
const isMark = (pattern: string) => !pattern.includes(".") || /^(?:edm_vpred|cc_projection)\./.test(pattern);

/** The longest beginning that all names have and that is known to mean nothing. */
function wrapperOf(patterns: readonly string[]): string {
  const inside = patterns.filter((pattern) => !isMark(pattern));
  let wrapper = "";
  for (;;) {
    const next = known
      .map((word) => wrapper + word)
      .filter((word) => inside.every((pattern) => pattern.startsWith(word) && pattern.length > word.length))
      .sort((a, b) => b.length - a.length)[0];
    if (inside.length === 0 || next === undefined) return wrapper;
    wrapper = next;
  }
}

export function outlineOf(table: TensorTable): Outline {
  const rowsByFold = new Map<number, number[]>();
  for (let row = 0; row < table.size; row++) {
    const rows = rowsByFold.get(table.folds[row] ?? 0);
    if (rows) rows.push(row);
    else rowsByFold.set(table.folds[row] ?? 0, [row]);
  }
  const whole = [...rowsByFold.values()].map((rows) => ({ pattern: foldName(table.name(rows[0] ?? 0)).pattern, rows }));
  const wrapper = wrapperOf(whole.map(({ pattern }) => pattern));
  return outline(
    table,
    whole.map(({ pattern, rows }) =>
      pattern.startsWith(wrapper)
        ? { pattern: pattern.slice(wrapper.length), wrapper, rows }
        : { pattern, wrapper: "", rows },
    ),
  );
}

/** Rules ask for the same few hundred paths in every file. */
const mostPaths = 4096;
const patternsOfPaths = new Map<string, string>();

/** A path with its numbers left out. */
export function patternOf(path: string): string {
  const known = patternsOfPaths.get(path);
  if (known !== undefined) return known;
  const { pattern } = foldName(path);
  if (patternsOfPaths.size < mostPaths) patternsOfPaths.set(path, pattern);
  return pattern;
}

/** Numbers of which several lie in one: their shapes say nothing about widths. */
const packed: ReadonlySet<string> = new Set(["U8", "I8", "I16", "I32", "U32", "I64", "F4"]);

function outline(table: TensorTable, groups: readonly Group[]): Outline {
  const byPattern = new Map(groups.map((group) => [group.pattern, group]));
  for (const group of groups) {
    const { pattern } = group;
    const bare = pattern.endsWith(".weight") ? pattern.slice(0, -".weight".length) : undefined;
    if (bare !== undefined && !byPattern.has(bare)) byPattern.set(bare, group);
  }
  const ancestors = new Map<string, Group>();
  for (const group of groups)
    for (let dot = group.pattern.lastIndexOf("."); dot > 0; dot = group.pattern.lastIndexOf(".", dot - 1)) {
      const ancestor = group.pattern.slice(0, dot);
      if (ancestors.has(ancestor)) break;
      ancestors.set(ancestor, group);
    }
  const find = (path: string) => byPattern.get(path);
  /** A tensor of a path; where the path has numbers, that one tensor. */
  const rowOf = (path: string): number | undefined => {
    const pattern = patternOf(path);
    if (pattern === path) return (find(path) ?? ancestors.get(path))?.rows[0];
    const exact = find(pattern);
    const among = exact ? [exact] : groups.filter((group) => group.pattern.startsWith(`${pattern}.`));
    for (const { wrapper, rows } of ancestors.has(pattern) || exact ? among : []) {
      const row = rows.find((candidate) => startsAt(table.name(candidate), wrapper.length, path));
      if (row !== undefined) return row;
    }
    return undefined;
  };
  return {
    size: groups.length,
    patterns: groups.map(({ pattern }) => pattern),
    groups,
    has: (path) => rowOf(path) !== undefined,
    shapeOf: (path) => {
      const row = rowOf(path);
      if (row === undefined || packed.has(table.dtype(row))) return undefined;
      return find(patternOf(path)) ? table.shape(row) : undefined;
    },
    nameOf: (path) => {
      const row = rowOf(path);
      return row === undefined ? undefined : table.name(row);
    },
    count: (path) => find(path)?.rows.length ?? 0,
    layers: (path, place = 0) => {
      const group = find(path) ?? ancestors.get(path);
      const numbers = group?.rows.map((row) => numbersIn(table.name(row).slice(group.wrapper.length))[place] ?? -1);
      return 1 + (numbers?.reduce((a, b) => Math.max(a, b), -1) ?? -1);
    },
    part: (prefixes) =>
      outline(
        table,
        groups.flatMap((group) => {
          const { pattern, wrapper, rows } = group;
          if (isMark(pattern)) return [group];
          const prefix = prefixes.find((known) => pattern.startsWith(known));
          if (prefix === undefined) return [];
          const taken = wrapper.length + lengthIn(table.name(rows[0] ?? 0).slice(wrapper.length), prefix);
          return [{ pattern: pattern.slice(prefix.length), wrapper: table.name(rows[0] ?? 0).slice(0, taken), rows }];
        }),
      ),
  };
}

const numbersIn = (name: string): number[] => (name.match(/(?<![A-Za-z0-9])\d+(?![A-Za-z0-9])/g) ?? []).map(Number);

/** Letters of a name that a folded prefix of it stands for. */
const lengthIn = (name: string, prefix: string): number => {
  const [match] = new RegExp(`^${prefix.replace(/[.]/g, "\\.").replaceAll("#", "\\d+")}`).exec(name) ?? [];
  return match?.length ?? prefix.length;
};

/** Whether a path stands in a name from a place on, up to a dot or its end. */
const startsAt = (name: string, at: number, path: string): boolean =>
  name.startsWith(path, at) && [undefined, "."].includes(name[at + path.length]);
