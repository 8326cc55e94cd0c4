import type { Upscaler, UpscalerNetwork } from "@danfang/weights";
import type { GraphHooks } from "../graph.ts";
import { Graph, type GraphModel, type Layer } from "../graph.ts";
import { compact } from "./compact.ts";
import { dat } from "./dat.ts";
import { rrdb } from "./rrdb.ts";
import { span } from "./span.ts";
import { swinir } from "./swinir.ts";

/**
 * An upscaler as a graph. Input: `image` [1, 3, H, W] in 0 … 1, H and W multiples of `upscaler.multiple`. Output:
 * `larger` [1, 3, s·H, s·W], not clamped.
 *
 * Errors: `weights/missingTensor`, `weights/unexpectedShape`, `weights/badHeads`.
 */
export function buildUpscaler({ network, scale }: Upscaler, hooks: Pick<GraphHooks, "attention"> = {}): GraphModel {
  const g = new Graph("upscaler", hooks);
  const image = g.input("image", "float32", [1, 3, "H", "W"], 3);
  g.output(g.pipe(image, layerOf(network, scale)), "larger", [1, 3, "h", "w"]);
  return g.finish();
}

function layerOf(network: UpscalerNetwork, scale: number): Layer {
  switch (network.kind) {
    case "rrdb":
      return rrdb(network.parts, network.unshuffle);
    case "compact":
      return compact(network.body, scale);
    case "span":
      return span(network.w, scale, network.isNormed);
    case "swinir":
      return swinir(network);
    case "dat":
      return dat(network);
  }
}
