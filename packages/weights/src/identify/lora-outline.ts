import { foldName, type TensorTable } from "@danfang/formats";
import { type LoraPart, parseLoraKey } from "../lora/lora-key.ts";
import type { Outline } from "./outline.ts";

/** One target of a LoRA: its modules whose names differ in numbers only. */
export interface LoraTarget {
  /** Without what its dialect puts before every name, with `_` for dots and `#` for numbers. */
  readonly path: string;
  /** As the first of them is called in the file. */
  readonly name: string;
  readonly count: number;
  /** The modules as the file calls them. */
  readonly modules: readonly string[];
  /** Highest number at each place. */
  readonly highest: readonly number[];
  /** Shapes of the first module's parts. */
  readonly parts: ReadonlyMap<LoraPart, readonly number[]>;
  /** What stood before its name: `lora_unet`, `transformer`. */
  readonly prefix: string;
}

/** Which network of the model is changed, by what stands before a module's name. */
const prefixes =
  /^(?:base_model[._]model[._])?(?:model[._]diffusion_model[._]|diffusion_model[._]|(?:lora_transformer|lora_prior_unet|lora_prior|lora_unet|lycoris_unet|lycoris|oft_unet|boft_unet|lora_te[123]?|lora_llm|lora_text_encoder|transformer|unet|dit|text_encoder_[23]|text_encoder|text_encoders|te[123]?|prior)[._])?/;

/** Text encoders keep a mark in front: `te` where there is only one, `te1` to `te3`; diffusers counts from none. */
function encoderOf(prefix: string): string {
  const name = prefix.replace(/[._]$/, "");
  const [, kohya] = /(?:^|_)(te[123]?)$/.exec(name) ?? [];
  if (kohya !== undefined) return kohya;
  const [, second] = /^text_encoder(?:_([23]))?$/.exec(name) ?? [];
  return second ? `te${second}` : /^text_encoder|^lora_text_encoder/.test(name) ? "te1" : "";
}

const fold = (text: string) => foldName(text.replaceAll(".", "_")).pattern;

interface Building {
  readonly first: string;
  readonly prefix: string;
  count: number;
  modules: string[];
  readonly highest: number[];
  readonly parts: Map<LoraPart, readonly number[]>;
}

/** What a LoRA changes, each kind of module once. Tensors of other names are left out. */
export function loraTargets(table: TensorTable, rowsByFold: Iterable<readonly number[]>): LoraTarget[] {
  const targets = new Map<string, Building>();
  for (const rows of rowsByFold) {
    const key = parseLoraKey(table.name(rows[0] ?? 0));
    if (!key) continue;
    const prefix = prefixes.exec(key.module)?.[0] ?? "";
    const path = fold(key.module.slice(prefix.length)).replace(/_processor_to_([qkv]|out)$/, "_to_$1");
    const encoder = encoderOf(prefix);
    const id = encoder === "" ? path : `${encoder}_${path}`;
    const target = targets.get(id) ?? building(key.module, prefix);
    targets.set(id, target);
    if (!target.parts.has(key.part)) target.parts.set(key.part, table.shape(rows[0] ?? 0));
    if (target.highest.length > 0 && rows.length <= target.count) continue; // its other parts said so
    target.count = Math.max(target.count, rows.length);
    target.modules = rows.map((row) => table.name(row));
    for (const name of target.modules) noteNumbers(target.highest, name.slice(prefix.length));
  }
  return [...targets].map(([path, { first, prefix, count, modules, highest, parts }]) => ({
    path,
    name: first,
    prefix: prefix.replace(/[._]$/, ""),
    count,
    modules,
    highest,
    parts,
  }));
}

const building = (first: string, prefix: string): Building => ({
  first,
  prefix,
  count: 0,
  modules: [],
  highest: [],
  parts: new Map(),
});

function noteNumbers(highest: number[], name: string): void {
  let place = 0;
  for (const [digits] of name.matchAll(/(?<![A-Za-z0-9])\d+(?![A-Za-z0-9])/g)) {
    highest[place] = Math.max(highest[place] ?? -1, Number(digits));
    place++;
  }
}

/** What a rule asks of an outline, answered by what a LoRA changes: shapes are [out, in], as far as its parts tell. */
export function loraOutline(targets: readonly LoraTarget[]): Outline {
  const byPath = new Map<string, LoraTarget>();
  for (const target of targets) {
    byPath.set(target.path, target);
    for (let end = target.path.lastIndexOf("_"); end > 0; end = target.path.lastIndexOf("_", end - 1)) {
      const ancestor = target.path.slice(0, end);
      if (!byPath.has(ancestor)) byPath.set(ancestor, target);
    }
  }
  const find = (path: string) => {
    const target = byPath.get(fold(path));
    return target && (fold(path) === path || target.modules.some((name) => fitsExactly(name, path)))
      ? target
      : undefined;
  };
  const outline: Outline = {
    size: targets.length,
    patterns: targets.map(({ path }) => path),
    groups: [],
    has: (path) => find(path) !== undefined,
    shapeOf: (path) => {
      const target = find(path);
      const width = target && target.path === fold(path) ? inputWidth(target) : undefined;
      return width === undefined ? undefined : [(target && outputWidth(target)) ?? Number.NaN, width];
    },
    nameOf: (path) => find(path)?.name,
    count: (path) => find(path)?.count ?? 0,
    layers: (path) => 1 + Math.max(-1, ...targetsBelow(targets, path).map(({ highest }) => highest[0] ?? -1)),
    part: () => outline,
  };
  return outline;
}

const targetsBelow = (targets: readonly LoraTarget[], path: string) =>
  targets.filter(({ path: own }) => own === path || own.startsWith(`${path}_`));

/** Whether a module's own name has these numbers in these places. */
const fitsExactly = (name: string, path: string): boolean => {
  const dotted = name.replaceAll(".", "_");
  const at = dotted.indexOf(path);
  return at >= 0 && [undefined, "_"].includes(dotted[at + path.length]);
};

function outputWidth({ parts }: Pick<LoraTarget, "parts">): number | undefined {
  return parts.get("up")?.[0] ?? parts.get("hada_w1_a")?.[0] ?? parts.get("diff")?.[0];
}

/** How wide what a module takes in is, as far as its parts tell. */
function inputWidth({ parts }: Pick<LoraTarget, "parts">): number | undefined {
  const at = (part: LoraPart, dim: number) => parts.get(part)?.[dim];
  const kronecker = (one: number | undefined, other: number | undefined) =>
    one === undefined || other === undefined ? undefined : one * other;
  return (
    at("down", 1) ??
    at("hada_w1_b", 1) ??
    kronecker(at("lokr_w1", 1) ?? at("lokr_w1_b", 1), at("lokr_w2", 1) ?? at("lokr_w2_b", 1)) ??
    at("diff", 1) ??
    at("set_weight", 1) ??
    at("glora_a1", 0)
  );
}
