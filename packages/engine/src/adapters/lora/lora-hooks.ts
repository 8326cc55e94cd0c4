import type { WeightTensor } from "@danfang/weights";
import type { Graph, GraphHooks } from "../../graph/graph.ts";
import type { Product, ProductLayer } from "../../graph/hooks.ts";
import type { Value, WeightView } from "../../graph/value.ts";
import { besideConvolution, besideMatrix } from "./beside.ts";
import { type Change, isPlain, seesWeight } from "./change.ts";
import { changedWeight } from "./change-weight.ts";
import { isLessBeside, type Sites } from "./choose-way.ts";
import { changing, type LaidLora, type StrengthValues, strengthInputNames, strengthValues } from "./strengths.ts";

const keyOf = ({ file, name, offset }: WeightTensor) => `${file} ${offset} ${name}`;

/** The changes of every weight and of every bias, in the order of the LoRAs. */
function changesOf(loras: readonly LaidLora[], part: string) {
  const weights = new Map<string, Change[]>();
  const biases = new Map<string, Change[]>();
  const put = (map: Map<string, Change[]>, tensor: WeightTensor, change: Change) =>
    map.set(keyOf(tensor), [...(map.get(keyOf(tensor)) ?? []), change]);
  changing(loras, part).forEach(({ match, dyn }, lora) => {
    for (const matched of match.matched) {
      if (matched.target.part !== part) continue;
      const change = { ...matched, lora, ranks: dyn };
      put(weights, matched.target.weight, change);
      if (matched.target.bias) put(biases, matched.target.bias, change);
    }
  });
  return { weights, biases };
}

/**
 * LoRAs and their relatives as changes of a graph: give it to the builder of the part's graph.
 *
 * `part` is `unet` or the name of a text encoder; `sites` says how many rows its products have. The graph gets an input
 * [1] per LoRA that changes it, named by {@link strengthInputNames} and fed by `strengthInputs`.
 * W′ = W + Σ strength·scale·ΔW, each ΔW from the weight as the LoRAs before it left it. Matches A1111's networks to
 * float32 rounding.
 */
export function loraHooks(loras: readonly LaidLora[], part: string, sites: Sites): GraphHooks {
  const { weights, biases } = changesOf(loras, part);
  const inputs = strengthInputNames(loras, part);
  const values = new WeakMap<Graph, StrengthValues>();
  const strengthsOf = (g: Graph): StrengthValues => {
    const found = values.get(g) ?? strengthValues(g);
    values.set(g, found);
    return found;
  };

  return {
    inputs,
    weight(g, tensor, view) {
      const changes = weights.get(keyOf(tensor));
      if (changes) return changedWeight(g, strengthsOf(g), tensor, view, changes);
      const bias = biases.get(keyOf(tensor));
      return bias && changedBias(g, strengthsOf(g), tensor, view, bias);
    },
    product(g, tensor, view, layer) {
      const changes = weights.get(keyOf(tensor));
      return changes && productOf(g, strengthsOf(g), { tensor, view, layer, changes, sites });
    },
  };
}

/** b + Σ strength·diff, in the shape of the view. */
function changedBias(
  g: Graph,
  strengths: StrengthValues,
  tensor: WeightTensor,
  view: WeightView,
  changes: readonly Change[],
): Value | undefined {
  const added = biasOf(g, strengths, view, changes);
  return added && g.add(g.originalWeight(tensor, view), added);
}

function biasOf(g: Graph, strengths: StrengthValues, { rows, shape }: WeightView, changes: readonly Change[]) {
  let sum: Value | undefined;
  for (const { module, lora } of changes) {
    if (!module.biasChange) continue;
    const { change, scale } = module.biasChange;
    const count = change.shape.reduce((a, b) => a * b, 1);
    const some = rows ? { rows, shape: shape ?? [rows[1] - rows[0]] } : { shape: shape ?? [count] };
    const added = g.mul(g.originalWeight(change, some), strengths.of(lora, scale));
    sum = sum ? g.add(sum, added) : added;
  }
  return sum;
}

interface ProductOrder {
  readonly tensor: WeightTensor;
  readonly view: WeightView;
  readonly layer: ProductLayer;
  readonly changes: readonly Change[];
  readonly sites: Sites;
}

/** Splits the changes into those that the weight takes in and those beside the product; order matters to the former. */
function productOf(
  g: Graph,
  strengths: StrengthValues,
  { tensor, view, layer, changes, sites }: ProductOrder,
): Product {
  const lastSeeing = changes.findLastIndex(seesWeight);
  const isBeside = (change: Change, i: number) =>
    i > lastSeeing &&
    isPlain(change) &&
    (layer.kind === "conv" || !("mid" in change.module && change.module.mid)) &&
    isLessBeside(change, sites(change.target.path));
  const inside = changes.filter((change, i) => !isBeside(change, i));
  const weight = inside.length > 0 ? changedWeight(g, strengths, tensor, view, inside) : g.originalWeight(tensor, view);
  const besides = changes.flatMap((change, i) =>
    isBeside(change, i) && change.module.kind === "lowRank" ? [{ ...change, module: change.module }] : [],
  );
  const bias = layer.bias ?? biasOf(g, strengths, view.rows ? { rows: view.rows } : {}, changes);
  if (besides.length === 0) return { weight, beside: layer.kind === "linear" ? bias : undefined };
  if (layer.kind === "conv")
    return { weight, beside: besideConvolution(g, strengths, besides, tensor, { ...layer, bias }) };
  const rows = view.rows ?? [0, tensor.shape[0] ?? 1];
  return { weight, beside: besideMatrix(g, strengths, besides, { ...layer, bias }, rows) };
}
