import { defined, ownValue, type Recipe } from "@danfang/domain";
import { chosen, numberOf, textOf } from "../../../json/fields.ts";
import { mostPasses } from "../../../most.ts";
import type { GraphNode } from "../graph/graph.ts";
import { inputNamed, linksOf } from "../graph/inputs.ts";
import type { Reader } from "../graph/places.ts";
import { wholeOf } from "../graph/sizes.ts";
import { rowOf } from "../nodes/node-table.ts";
import { enlargingOf, hiresOf, isEnlarging } from "./enlarging.ts";
import { modelChain } from "./models.ts";
import { isSampler, type Pass, passOf } from "./passes.ts";
import { chain, upstream } from "./upstream.ts";

export interface LaterPasses {
  readonly hires?: Recipe["hires"];
  readonly extra: Readonly<Record<string, string | number | undefined>>;
}

/**
 * What the passes after the first one are. One over a larger picture is hires fix; one over the same latent with another
 * checkpoint is the refiner's. Of several hires passes the first is told, the others are named beside it.
 */
export function laterPasses(reader: Reader, base: Pass, later: readonly GraphNode[]): LaterPasses {
  const passes = later
    .toReversed()
    .slice(0, mostPasses)
    .map((node) => ({ pass: passOf(reader, node), larger: enlargersBefore(reader, node) }));
  const [hires, ...others] = [
    ...scriptedHires(reader, base.node),
    ...passes.flatMap(({ pass, larger }) => (larger.length > 0 ? [hiresOf(enlargingOf(reader, larger), pass)] : [])),
  ];

  const refiners = passes.map(({ pass, larger }) => (larger.length > 0 ? {} : refinerOf(reader, base, pass)));
  const named = Object.fromEntries(others.map((other, i) => [`Hires ${i + 2}`, printHires(other)]));
  return { ...defined({ hires }), extra: Object.assign({}, ownRefiner(reader, base), ...refiners, named) };
}

/** What a script makes a sampler do after its first pass. */
function scriptedHires(reader: Reader, node: GraphNode): readonly Recipe["hires"][] {
  const scripts = [...chain(reader, { node, facet: "script" })].map((place) => place.node);
  return scripts.flatMap((script) => {
    const rule = rowOf(script.type)?.hires;
    if (!rule) return [];
    const said = (name: string) => reader.values.at(inputNamed(script, name), "value");
    const named = ownValue(rule.upscaler.cases, String(said(rule.upscaler.by)));
    const upscaler = named === undefined ? undefined : chosen(textOf(said(named)));
    const enlarging = defined({ scale: numberOf(said(rule.scale)), upscaler });
    return [hiresOf(enlarging, { steps: wholeOf(said(rule.steps)), denoise: numberOf(said(rule.denoise)) })];
  });
}

/** Nodes that enlarge what a pass starts from, up to the pass before it. */
function enlargersBefore(reader: Reader, node: GraphNode): readonly GraphNode[] {
  const links = [...linksOf(node, "latent"), ...linksOf(node, "image"), ...linksOf(node, "pipe")];
  const between = [...upstream(reader, links, "latent", isSampler)].filter((place) => !isSampler(place));
  const own = rowOf(node.type)?.does === "sampleLarger" ? [node] : [];
  return [...own, ...between.filter(isEnlarging).map((place) => place.node)];
}

function refinerOf(reader: Reader, base: Pass, pass: Pass): Record<string, string | number | undefined> {
  const own = modelChain(reader, { node: base.holder, facet: "model" }).checkpoint?.name;
  const refiner = modelChain(reader, { node: pass.holder, facet: "model" }).checkpoint?.name;
  if (refiner === undefined || refiner === own) return {};
  const [start, steps] = [pass.startStep, pass.steps];
  return { Refiner: refiner, "Refiner switch at": partOf(start, steps) };
}

/** At which part of all steps; undefined where that is past the last one. */
const partOf = (at: number | undefined, steps: number | undefined): number | undefined =>
  at && steps && at < steps ? Number((at / steps).toFixed(4)) : undefined;

/** A sampler that has the refiner's model with its own, and switches at a step. */
function ownRefiner({ values }: Reader, { node, steps }: Pass): Record<string, string | number | undefined> {
  const at = Number(values.of(node, "refineStep") ?? -1);
  const refiner = values.of(node, "refiner");
  if (!(at > 0) || typeof refiner !== "string" || /^none$/i.test(refiner)) return {};
  return { Refiner: refiner, "Refiner switch at": partOf(at, steps) };
}

const printHires = (hires: Recipe["hires"]): string =>
  Object.entries(hires ?? {})
    .map(([key, value]) => `${key}: ${value}`)
    .join(", ");
