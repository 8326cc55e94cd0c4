import { foldName, type TensorTable } from "@danfang/formats";
import { type LoraPart, parseLoraKey } from "../lora/lora-key.ts";
import { type Group, type Outline, patternOf } from "./outline.ts";

/** One target of a LoRA: its modules whose names differ in numbers only. */
export interface LoraTarget {
  /** Without what its dialect puts before every name, with `_` for dots and `#` for numbers. */
  readonly path: string;
  /** As the first of them is called in the file. */
  readonly name: string;
  readonly count: number;
  /** The modules as the file calls them. */
  readonly modules: () => readonly string[];
  /** Shapes of the first module's parts. */
  readonly parts: ReadonlyMap<LoraPart, readonly number[]>;
  /** What stood before its name: `lora_unet`, `transformer`. */
  readonly prefix: string;
}

/** Which network of the model is changed, by what stands before a module's name. */
const prefixes = new RegExp(
  [
    /^(?:base_model\.model\.)?(?:model\.diffusion_model|diffusion_model|transformer|unet|dit|prior|text_encoders?(?:_[23])?)\./,
    /^(?:lora_transformer|lora_prior_unet|lora_prior|lora_unet|lycoris_unet|lycoris|oft_unet|boft_unet)_/,
    /^(?:lora|oft|lycoris)_(?:te[123]?|llm|text_encoder)_/,
    /^base_model\.model\./,
  ]
    .map(({ source }) => source)
    .join("|"),
);

/** Text encoders keep a mark in front: `te` where there is only one, `te1` to `te3`; diffusers counts from none. */
function encoderOf(prefix: string): string {
  const name = prefix.replace(/[._]$/, "");
  const [, kohya] = /(?:^|_)(te[123]?)$/.exec(name) ?? [];
  if (kohya !== undefined) return kohya;
  const [, second] = /^text_encoder(?:_([23]))?$/.exec(name) ?? [];
  return second ? `te${second}` : /^text_encoder|^lora_text_encoder/.test(name) ? "te1" : "";
}

/** XLabs writes two LoRAs of one layer beside each other. */
const numberedPart = /_lora[12]\.(down|up)\.weight$/;

const fold = (text: string) => foldName(text.replaceAll(".", "_")).pattern;

interface Building {
  readonly first: string;
  readonly prefix: string;
  count: number;
  modules: () => readonly string[];
  readonly parts: Map<LoraPart, readonly number[]>;
}

/** What a LoRA changes, each kind of module once. Tensors of other names are left out. */
export function loraTargets(table: TensorTable, groups: Iterable<Group>): LoraTarget[] {
  const targets = new Map<string, Building>();
  for (const { rows, wrapper } of groups) {
    const nameOf = (row: number) => table.name(row).slice(wrapper.length);
    const key = parseLoraKey(nameOf(rows[0] ?? 0).replace(numberedPart, "_lora.$1.weight"));
    if (!key) continue;
    const prefix = prefixes.exec(key.module)?.[0] ?? "";
    const path = fold(key.module.slice(prefix.length)).replace(/_processor_to_([qkv]|out)$/, "_to_$1");
    const encoder = encoderOf(prefix);
    const id = encoder === "" ? path : `${encoder}_${path}`;
    const target = targets.get(id) ?? building(key.module, prefix);
    targets.set(id, target);
    if (!target.parts.has(key.part)) target.parts.set(key.part, table.shape(rows[0] ?? 0));
    if (rows.length <= target.count) continue; // its other parts said so
    target.count = rows.length;
    target.modules = () => rows.map(nameOf);
  }
  return [...targets].map(([path, { first, prefix, count, modules, parts }]) => ({
    path,
    name: first,
    prefix: prefix.replace(/[._]$/, ""),
    count,
    modules,
    parts,
  }));
}

const building = (first: string, prefix: string): Building => ({
  first,
  prefix,
  count: 0,
  modules: () => [],
  parts: new Map(),
});

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
    const pattern = patternOf(path);
    const target = byPath.get(pattern);
    return target && (pattern === path || target.modules().some((name) => fitsExactly(name, path)))
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
      const width = target && target.path === patternOf(path) ? inputWidth(target) : undefined;
      return width === undefined ? undefined : [(target && outputWidth(target)) ?? Number.NaN, width];
    },
    nameOf: (path) => find(path)?.name,
    count: (path) => find(path)?.count ?? 0,
    layers: (path) => 1 + Math.max(-1, ...targetsBelow(targets, path).map(highestOf)),
    part: () => outline,
  };
  return outline;
}

/** The highest number that stands first in a module's name. */
const highestOf = ({ modules }: LoraTarget): number =>
  modules().reduce(
    (most, name) => Math.max(most, Number(/(?<![A-Za-z0-9])\d+(?![A-Za-z0-9])/.exec(name)?.[0] ?? -1)),
    -1,
  );

const targetsBelow = (targets: readonly LoraTarget[], path: string) =>
  targets.filter(({ path: own }) => own === path || own.startsWith(`${path}_`));

/** Whether a module's own name has these numbers in these places. */
const fitsExactly = (name: string, path: string): boolean => {
  const dotted = name.replaceAll(".", "_");
  const at = dotted.indexOf(path);
  return at >= 0 && [undefined, "_"].includes(dotted[at + path.length]);
};

function outputWidth({ parts }: Pick<LoraTarget, "parts">): number | undefined {
  const rows = (part: LoraPart) => parts.get(part)?.[0];
  return (
    rows("up") ??
    rows("hada_w1_a") ??
    kronecker(rows("lokr_w1") ?? rows("lokr_w1_a"), rows("lokr_w2") ?? rows("lokr_w2_a")) ??
    rows("diff") ??
    rows("glora_b1")
  );
}

const kronecker = (one: number | undefined, other: number | undefined) =>
  one === undefined || other === undefined ? undefined : one * other;

/** How wide what a module takes in is, as far as its parts tell. */
function inputWidth({ parts }: Pick<LoraTarget, "parts">): number | undefined {
  const at = (part: LoraPart, dim: number) => parts.get(part)?.[dim];
  return (
    at("down", 1) ??
    at("hada_w1_b", 1) ??
    kronecker(at("lokr_w1", 1) ?? at("lokr_w1_b", 1), at("lokr_w2", 1) ?? at("lokr_w2_b", 1)) ??
    at("diff", 1) ??
    at("set_weight", 1) ??
    at("glora_a1", 0)
  );
}
