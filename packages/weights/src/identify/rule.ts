import type { ModelKind } from "@danfang/domain";
import type { Family } from "../families/index.ts";
import type { Outline } from "./outline.ts";

/** `certain`: names and shapes say so. `likely`: names alone, or a family whose only mark is what is missing. */
export type Confidence = "certain" | "likely" | "unknown";

/**
 * How a network is recognised, as data. A path is a name with `#` for numbers, as far as it tells; `a | b` is either of
 * them. A shape is its first dimensions: `* , 768`; `4|16` is either, `*` any.
 */
export interface Rule {
  readonly kind: ModelKind;
  readonly family: Family;
  readonly variant?: string;
  readonly architecture?: string;
  /** All of these are there. */
  readonly has: readonly string[];
  /** None of these is. What is missing proves little: such a rule is never more than likely, unless `proof` is there. */
  readonly lacks?: readonly string[];
  /** Where the tensor is there, it is of this shape. */
  readonly shapes?: Readonly<Record<string, string>>;
  /** At least so many layers, by the highest number in a path. */
  readonly layers?: Readonly<Record<string, number>>;
  /** It is only certain where all of these are there, whatever else is missing. */
  readonly proof?: readonly string[];
  /** The shapes are of several families: these too. */
  readonly or?: readonly Family[];
}

export interface Match {
  readonly rule: Rule;
  readonly confidence: Confidence;
  /** What decided, as a person can find it in the file: `txt_in.weight [3072, 4096]`. */
  readonly evidence: readonly string[];
}

/** The first rule that fits; a certain one before any that is only likely. */
export function firstMatch(rules: readonly Rule[], outline: Outline): Match | undefined {
  let likely: Match | undefined;
  for (const rule of rules) {
    const match = matchRule(rule, outline);
    if (match?.confidence === "certain") return match;
    likely ??= match;
  }
  return likely;
}

function matchRule(rule: Rule, outline: Outline): Match | undefined {
  const found: string[] = [];
  for (const path of rule.has) {
    const there = oneOf(outline, path);
    if (there === undefined) return undefined; // most rules end here, at their first path
    found.push(there);
  }
  if (rule.lacks?.some((path) => oneOf(outline, path) !== undefined)) return undefined;
  if (!isDeepEnough(rule, outline)) return undefined;
  const seen = new Map<string, readonly number[]>();
  for (const [path, wanted] of Object.entries(rule.shapes ?? {})) {
    const there = oneOf(outline, path);
    const shape = there === undefined ? undefined : outline.shapeOf(there);
    if (there === undefined || !shape) continue;
    if (!fits(shape, wanted)) return undefined;
    seen.set(there, shape);
  }
  const proven = (rule.proof ?? []).map((path) => oneOf(outline, path)).filter((path) => path !== undefined);
  return {
    rule,
    confidence: isCertain(rule, seen.size, proven.length) ? "certain" : "likely",
    evidence: [...new Set([...seen.keys(), ...proven, ...found])].map((path) => evidenceOf(outline, path)).slice(0, 4),
  };
}

const isDeepEnough = ({ layers = {} }: Rule, outline: Outline): boolean =>
  Object.entries(layers).every(([path, least]) =>
    alternativesOf(path).some((alternative) => outline.layers(alternative) >= least),
  );

function isCertain({ lacks, shapes = {}, proof, or }: Rule, seen: number, proven: number): boolean {
  if (or) return false;
  const isMeasured = Object.keys(shapes).length === 0 || seen > 0;
  return isMeasured && (proof ? proven === proof.length : !lacks);
}

const oneOf = (outline: Outline, path: string): string | undefined =>
  alternativesOf(path).find((alternative) => outline.has(alternative));

const alternatives = new Map<string, readonly string[]>();

function alternativesOf(path: string): readonly string[] {
  const known = alternatives.get(path);
  if (known) return known;
  const split = path.split(" | ");
  alternatives.set(path, split);
  return split;
}

function evidenceOf(outline: Outline, path: string): string {
  const name = outline.nameOf(path) ?? path;
  const shape = outline.shapeOf(path);
  return shape ? `${name} [${shape.join(", ")}]` : name;
}

const wantedShapes = new Map<string, readonly (readonly number[] | undefined)[]>();

function parseShape(text: string): readonly (readonly number[] | undefined)[] {
  const known = wantedShapes.get(text);
  if (known) return known;
  const parsed = text.split(",").map((part) => (part.trim() === "*" ? undefined : part.split("|").map(Number)));
  wantedShapes.set(text, parsed);
  return parsed;
}

/** Kernels of other dimensions are of other networks; a number that is not known fits all. */
function fits(shape: readonly number[], wanted: string): boolean {
  const dims = parseShape(wanted);
  const isLongEnough = dims.length >= 4 ? shape.length === dims.length : shape.length >= dims.length;
  return (
    isLongEnough &&
    dims.every((some, i) => some === undefined || Number.isNaN(shape[i]) || some.includes(shape[i] ?? -1))
  );
}
