import type { Hypernetwork, HypernetworkModule, HypernetworkStep } from "@danfang/weights";
import type { Graph } from "../../graph/graph.ts";
import type { ContextHook } from "../../graph/unet.ts";
import type { Value } from "../../graph/value.ts";
import { type Feed, float32 } from "../../runtime/runtime.ts";
import { activationLayers } from "./activations.ts";

const strengthName = (i: number): string => `hypernetwork${i}`;

/**
 * What hypernetworks make of keys and values, one after the other in the order of the prompt: k = to_k(HN_k(context)),
 * v = to_v(HN_v(context)), wherever the context is as wide as one of their modules. Each strength is an input [1] of the
 * graph, fed by {@link hypernetworkFeeds}: another strength needs no other graph.
 *
 * Source: AUTOMATIC1111 `hypernetwork.apply_hypernetworks`, to float32 rounding.
 */
export function hypernetworkHook(hypernetworks: readonly Hypernetwork[]): (g: Graph) => ContextHook {
  return (g) => {
    const strengths = hypernetworks.map((_, i) => g.input(strengthName(i), "float32", [1], 1));
    return (_, rows, like) => {
      let [k, v] = [rows, rows];
      for (const [i, { modules }] of hypernetworks.entries()) {
        const pair = modules.get(rows.channels);
        const strength = strengths[i];
        if (!pair || !strength) continue;
        k = applyModule(g, pair.k, { x: k, like, strength });
        v = applyModule(g, pair.v, { x: v, like, strength });
      }
      return { k, v };
    };
  };
}

/** Values for the inputs that {@link hypernetworkHook} declares, in the same order. */
export const hypernetworkFeeds = (weights: readonly number[]): Readonly<Record<string, Feed>> =>
  Object.fromEntries(weights.map((weight, i) => [strengthName(i), float32([1], Float32Array.of(weight))]));

interface Application {
  /** [N·S, C]. */
  readonly x: Value;
  /** [N, S, *]. */
  readonly like: Value;
  readonly strength: Value;
}

/** x + strength · steps(x). [N·S, C] → [N·S, C]. */
function applyModule(g: Graph, steps: HypernetworkModule, { x, like, strength }: Application): Value {
  const changed = steps.reduce((h, step) => applyStep(g, step, h, like), x);
  return g.add(x, g.mul(changed, strength));
}

function applyStep(g: Graph, step: HypernetworkStep, x: Value, like: Value): Value {
  switch (step.kind) {
    case "linear":
      return g.op("Gemm", [x, g.weight(step.weight), g.weight(step.bias)], { transB: 1 }, step.weight.shape[0] ?? 0);
    case "layerNorm":
      return g.op("LayerNormalization", [x, g.weight(step.weight), g.weight(step.bias)], {
        axis: -1,
        epsilon: { float: layerNormEpsilon },
      });
    case "activation":
      return step.name === "prelu" ? g.op("PRelu", [x, g.weight(step.slope)]) : activationLayers[step.name](g, x, like);
  }
}

/** Source: torch `LayerNorm`. */
const layerNormEpsilon = 1e-5;
