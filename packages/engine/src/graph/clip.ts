import type { ClipLayout, TensorScope, TextEncoder, WeightTensor } from "@danfang/weights";
import type { GraphHooks } from "./graph.ts";
import { Graph, type GraphModel, type Layer } from "./graph.ts";
import { attention, expectChannels, gelu, layerNorm, linear, plus, quickGelu, toRows, toSequence } from "./layers.ts";
import type { Value } from "./value.ts";

/** Stands for −∞ before a softmax: exp of it is 0 in float32, and no arithmetic on it gives NaN. */
const masked = -1e30;

/** [1, 1, T, T]: a token sees itself and what stands before it. */
function causalMask(g: Graph, length: number): Value {
  const values = Array.from({ length: length * length }, (_, i) => (i % length > Math.floor(i / length) ? masked : 0));
  return g.floats(values, [1, 1, length, length]);
}

/** One layer of the text transformer, on rows. [N·T, C] → [N·T, C]. Source: Radford et al. 2021, `ResidualAttentionBlock`. */
const encoderLayer =
  (w: TensorScope, heads: number, sequence: Value, mask: Value, activation: Layer): Layer =>
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
      activation,
      linear(w.at("mlp.fc2")),
      plus(h),
    );
  };

export interface ClipOptions {
  readonly hooks?: GraphHooks | undefined;
  /** OpenAI's CLIP approximates its GELU, OpenCLIP does not. */
  readonly kind?: TextEncoder["kind"];
  /** Whether the states go through the final layer norm. */
  readonly isNormed?: boolean;
  /** Whether the prompt as one vector comes out as well. */
  readonly isPooled?: boolean;
}

/** Rows of the table, read as they are stored and cast when they are few; nothing gathers in 8 bits. */
function gatherTokens(g: Graph, tensor: WeightTensor, tokens: Value, width: number): Value {
  const changed = g.changedWeight(tensor);
  if (changed) return g.op("Gather", [changed, tokens], { axis: 0 }, width);
  const { value, type } = g.storedWeight(tensor);
  if (type === "float8e4m3fn" || type === "float8e5m2")
    return g.op("Gather", [g.originalWeight(tensor), tokens], { axis: 0 }, width);
  const gathered = g.op("Gather", [value, tokens], { axis: 0 }, width);
  return type === "float32" ? gathered : g.op("Cast", [gathered], { to: 1 }, width);
}

/** Token vectors, some of them not from the table but given: textual inversions. [N, T] → [N, T, C]. */
function embedTokens(g: Graph, w: TensorScope, { width, positions }: ClipLayout): Value {
  const tokens = g.input("tokens", "int64", ["N", positions]);
  const vectors = g.input("vectors", "float32", ["N", positions, width], width);
  const placed = g.input("placed", "float32", ["N", positions, 1], 1);
  const embedded = gatherTokens(g, w.tensor("embeddings.token_embedding.weight"), tokens, width);
  const isPlaced = g.op("Cast", [placed], { to: 9 });
  return g.op("Where", [isPlaced, vectors, embedded], {}, width);
}

/** The vector at each chunk's end token, projected. Rows [N·T, C] → [N, P]. Source: Radford et al. 2021, `encode_text`. */
function pool(g: Graph, w: TensorScope, rows: Value): Value {
  const end = g.input("end", "int64", ["N"]);
  const ends = g.op("Gather", [rows, end], { axis: 0 }, rows.channels);
  if (w.has("text_projection.weight")) return g.pipe(ends, linear(w.at("text_projection"), { bias: "perhaps" }));
  const projection = w.tensor("text_projection");
  expectChannels(projection, 0, rows.channels);
  return g.op("Gemm", [ends, g.weight(projection)], {}, projection.shape[1] ?? 0);
}

/**
 * CLIP's text model as a graph, under the names that Hugging Face gave its tensors (`embeddings.…`, `encoder.layers.…`).
 *
 * Inputs: `tokens` [N, T] int64; `vectors` [N, T, C] and `placed` [N, T, 1]: where `placed` is 1, the vector stands in
 * the token's place. Outputs: `skip1` … `skipL` [N, T, C]: what clip skip k looks at, the k-th hidden state from the
 * end, after the final layer norm if that is asked for. With `isPooled` one more input `end` [N] int64, the row of each
 * chunk's end token (n·T + its position), and the output `pooled` [N, P].
 * Errors: `weights/missingTensor`, `weights/unexpectedShape`.
 * Source: Radford et al. 2021; `CLIPTextModel`; for the pooled vector SGM `FrozenOpenCLIPEmbedder2`.
 */
export function buildClip(w: TensorScope, layout: ClipLayout, options: ClipOptions = {}): GraphModel {
  const { hooks, kind = "clip", isNormed = true, isPooled = false } = options;
  const g = new Graph(kind === "clip" ? "clip" : "open-clip", hooks);
  const { width, positions } = layout;
  const positionTable = w.tensor("embeddings.position_embedding.weight");
  expectChannels(positionTable, 1, width);
  const isLonger = (positionTable.shape[0] ?? 0) > positions;
  const places = g.weight(positionTable, isLonger ? { rows: [0, positions] } : {});
  const sequence = g.add(embedTokens(g, w, layout), places);
  const mask = causalMask(g, positions);
  const activation = kind === "clip" ? quickGelu : gelu;
  let rows = g.pipe(sequence, toRows);
  for (let i = 0; i < layout.layers; i++) {
    rows = g.pipe(rows, encoderLayer(w.at(`encoder.layers.${i}`), layout.heads, sequence, mask, activation));
    const state = isNormed ? g.pipe(rows, layerNorm(w.at("final_layer_norm"))) : rows;
    g.output(g.pipe(state, toSequence(sequence)), `skip${layout.layers - i}`, ["N", positions, width]);
  }
  if (isPooled) {
    const pooled = pool(g, w, g.pipe(rows, layerNorm(w.at("final_layer_norm"))));
    g.output(pooled, "pooled", ["N", pooled.channels]);
  }
  return g.finish();
}

/** A checkpoint's text encoder as its family uses it: {@link buildClip}. */
export function buildTextEncoder(encoder: TextEncoder, hooks?: GraphHooks): GraphModel {
  const { tensors, layout, kind, output, isPooled } = encoder;
  return buildClip(tensors, layout, { hooks, kind, isNormed: output.isNormed, isPooled });
}
