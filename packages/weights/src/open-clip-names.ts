import { ownValue } from "@danfang/domain";
import { byteLengthOf, type TensorEntry } from "@danfang/formats";
import { weightsErrors } from "./errors.ts";

type Entry = TensorEntry & { readonly file?: string };

/** OpenCLIP's name of a part → Hugging Face's. */
const parts: Readonly<Record<string, string>> = {
  ln_1: "layer_norm1",
  ln_2: "layer_norm2",
  "attn.out_proj": "self_attn.out_proj",
  "mlp.c_fc": "mlp.fc1",
  "mlp.c_proj": "mlp.fc2",
};

const others: Readonly<Record<string, string>> = {
  "token_embedding.weight": "embeddings.token_embedding.weight",
  positional_embedding: "embeddings.position_embedding.weight",
  "ln_final.weight": "final_layer_norm.weight",
  "ln_final.bias": "final_layer_norm.bias",
  text_projection: "text_projection", // the transpose of Hugging Face's text_projection.weight
  "text_projection.weight": "text_projection.weight",
};

const projections = ["q_proj", "k_proj", "v_proj"];

/** A third of a tensor's rows: where OpenCLIP keeps q, k and v one above the other. */
function thirdOf(entry: Entry, third: number, name: string, file: string): Entry {
  const [rows = 0, ...rest] = entry.shape;
  if (rows === 0 || rows % 3 !== 0)
    throw weightsErrors.unexpectedShape({
      file,
      tensor: entry.name,
      expected: "three matrices of equal size",
      actual: `[${entry.shape.join(", ")}]`,
    });
  const shape = [rows / 3, ...rest];
  const bytes = byteLengthOf(entry.dtype, [1]) ?? 1;
  const { strides } = entry; // of a tensor that does not lie row by row
  const length = strides ? bytes * shape.reduce((span, n, i) => span + (n - 1) * strides[i]!, 1) : entry.length / 3;
  const before = third * (strides ? (bytes * strides[0]! * rows) / 3 : length);
  const spelled = entry.bytes && { bytes: entry.bytes.subarray(before, before + length) };
  return { ...entry, name, shape, offset: entry.offset + before, length, ...spelled };
}

/**
 * The tensors of an OpenCLIP text encoder under the names that Hugging Face's `CLIPTextModel` gives them, so that one
 * graph serves both, and LoRAs, which know only the latter, find their modules. The bytes stay where they are.
 *
 * `name` is below the encoder's root. Empty for what is no part of the text encoder.
 * Errors: `weights/unexpectedShape`. Source: mlfoundations/open_clip `transformer.py`; transformers `modeling_clip.py`.
 */
export function fromOpenClip(entry: Entry, name: string, file: string): Entry[] {
  const renamed = ownValue(others, name);
  if (renamed !== undefined) return [{ ...entry, name: renamed }];
  const [, layer, rest = ""] = /^transformer\.resblocks\.(\d+)\.(.+)$/.exec(name) ?? [];
  if (layer === undefined) return [];
  const fused = /^attn\.in_proj_(weight|bias)$/.exec(rest)?.[1];
  if (fused !== undefined)
    return projections.map((projection, i) =>
      thirdOf(entry, i, `encoder.layers.${layer}.self_attn.${projection}.${fused}`, file),
    );
  const [, part = "", kind] = /^(.+)\.(weight|bias)$/.exec(rest) ?? [];
  const known = ownValue(parts, part);
  return known === undefined ? [] : [{ ...entry, name: `encoder.layers.${layer}.${known}.${kind}` }];
}
