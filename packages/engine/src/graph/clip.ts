import type { ClipLayout, TensorScope } from "@danfang/weights";
import { Graph, type GraphModel, type Layer, type Value } from "./graph.ts";
import { attention, expectChannels, layerNorm, linear, plus, quickGelu, toRows, toSequence } from "./layers.ts";

/** Stands for −∞ before a softmax: exp of it is 0 in float32, and no arithmetic on it gives NaN. */
const masked = -1e30;

/** [1, 1, T, T]: a token sees itself and what stands before it. */
function causalMask(g: Graph, length: number): Value {
  const values = Array.from({ length: length * length }, (_, i) => (i % length > Math.floor(i / length) ? masked : 0));
  return g.floats(values, [1, 1, length, length]);
}

/** One layer of the text transformer, on rows. [N·T, C] → [N·T, C]. Source: Radford et al. 2021, `ResidualAttentionBlock`. */
const encoderLayer =
  (w: TensorScope, heads: number, sequence: Value, mask: Value): Layer =>
  (g, x) => {
    const a = w.at("self_attn");
    const rows = g.pipe(x, layerNorm(w.at("layer_norm1")));
    const project = (name: string) => g.pipe(rows, linear(a.at(name)), toSequence(sequence));
    const mixed = attention(g, project("q_proj"), project("k_proj"), project("v_proj"), heads, mask);
    const h = g.pipe(mixed, toRows, linear(a.at("out_proj")), plus(x));
    return g.pipe(
      h,
      layerNorm(w.at("layer_norm2")),
      linear(w.at("mlp.fc1")),
      quickGelu,
      linear(w.at("mlp.fc2")),
      plus(h),
    );
  };

/**
 * CLIP's text model as a graph, under the names that Hugging Face gave its tensors (`embeddings.…`, `encoder.layers.…`).
 *
 * Input: `tokens` [N, T] int64. Outputs: `skip1` … `skipL` [N, T, C]: what clip skip k looks at, the k-th hidden state
 * from the end after the final layer norm.
 * Errors: `weights/missingTensor`, `weights/unexpectedShape`. Source: Radford et al. 2021; `CLIPTextModel`.
 */
export function buildClip(w: TensorScope, layout: ClipLayout): GraphModel {
  const g = new Graph("clip");
  const { width, positions } = layout;
  const tokens = g.input("tokens", "int64", ["N", positions]);
  const table = g.storedWeight(w.tensor("embeddings.token_embedding.weight"));
  const gathered = g.op("Gather", [table.value, tokens], { axis: 0 }, width);
  const positionTable = w.tensor("embeddings.position_embedding.weight");
  expectChannels(positionTable, 1, width);
  const embedded = table.type === "float32" ? gathered : g.op("Cast", [gathered], { to: 1 }, width);
  const sequence = g.add(embedded, g.weight(positionTable));
  const mask = causalMask(g, positions);
  let rows = g.pipe(sequence, toRows);
  for (let i = 0; i < layout.layers; i++) {
    rows = g.pipe(rows, encoderLayer(w.at(`encoder.layers.${i}`), layout.heads, sequence, mask));
    const state = g.pipe(rows, layerNorm(w.at("final_layer_norm")), toSequence(sequence));
    g.output(state, `skip${layout.layers - i}`, ["N", positions, width]);
  }
  return g.finish();
}
