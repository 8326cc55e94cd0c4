import { defined, type Recipe } from "@danfang/domain";
import { chosen, numberOf, textOf } from "../../../json/fields.ts";
import type { GraphNode } from "../graph/graph.ts";
import { inputNamed, inputOf, linksOf } from "../graph/inputs.ts";
import { type Place, placeAt, type Reader } from "../graph/places.ts";
import { wholeOf } from "../graph/sizes.ts";
import type { Facet } from "../nodes/node-row.ts";
import { rowOf } from "../nodes/node-table.ts";

/** Makes the picture larger, without painting. */
export function isEnlarging({ node }: Place): boolean {
  const row = rowOf(node.type);
  return row ? row.does === "upscale" || row.does === "sampleLarger" : /upscale|scale/i.test(node.type);
}

export interface Enlarging {
  readonly scale?: number;
  readonly width?: number;
  readonly height?: number;
  readonly upscaler?: string;
}

/**
 * By how much and with what these nodes enlarge, the first that says so. How much a model enlarges is not said in a graph:
 * with one, a factor behind it is not the whole.
 */
export function enlargingOf(reader: Reader, nodes: readonly GraphNode[]): Enlarging {
  const first = (facet: Facet) =>
    nodes.map((node) => reader.values.at(inputOf(node, facet), facet)).find((one) => one !== undefined);
  const model = nodes.map((node) => upscaleModel(reader, node)).find((name) => name !== undefined);
  const scalesItself = nodes.some((node) => model !== undefined && saysBoth(reader, node));
  const scale = model === undefined || scalesItself ? numberOf(first("scale")) : undefined;
  const [width, height] = [wholeOf(first("width")), wholeOf(first("height"))];
  const upscaler = model ?? chosen(textOf(first("upscaleMethod")));
  return defined({ scale, width: width || undefined, height: height || undefined, upscaler });
}

/** A node with a model and a factor of its own enlarges by that factor. */
const saysBoth = (reader: Reader, node: GraphNode): boolean =>
  upscaleModel(reader, node) !== undefined && inputOf(node, "scale") !== undefined;

function upscaleModel(reader: Reader, node: GraphNode): string | undefined {
  const holders = [node, ...linksOf(node, "upscaler").flatMap((link) => placeAt(reader, link, "upscaler")?.node ?? [])];
  for (const holder of holders) {
    const own = inputOf(holder, "upscaleModel");
    const loader = placeAt(reader, own, "upscaleModel")?.node;
    const named = loader ? inputOf(loader, "upscalerName") : (own ?? inputNamed(holder, "model_name"));
    const name = chosen(textOf(reader.values.at(named, "text")));
    if (name !== undefined) return name;
  }
  return undefined;
}

/** A picture that was made larger after it was painted, in the words of AUTOMATIC1111. */
export function printEnlarging({
  scale,
  width,
  height,
  upscaler,
}: Enlarging): Readonly<Record<string, string | number | undefined>> {
  const size = width !== undefined && height !== undefined ? `${width}x${height}` : undefined;
  return { "Postprocess upscaler": upscaler, "Postprocess upscale by": scale, "Postprocess upscale to": size };
}

/** What hires fix is, of a pass over a larger picture. */
export const hiresOf = (
  enlarging: Enlarging,
  pass: { readonly steps: number | undefined; readonly denoise: number | undefined },
): Recipe["hires"] => ({
  ...enlarging,
  ...defined({ steps: pass.steps, denoisingStrength: pass.denoise === 1 ? undefined : pass.denoise }),
});
