import { type ClipLayout, readClipLayout } from "./clip-layout.ts";
import type { Tensors, TextEncoderRule } from "./families/family.ts";
import { fromOpenClip } from "./open-clip-names.ts";
import { type TensorScope, tensorScope } from "./tensor-scope.ts";

/** A text encoder of a checkpoint. */
export interface TextEncoder extends Omit<TextEncoderRule, "roots"> {
  /**
   * Hugging Face's names, whatever the file has: `embeddings.…`, `encoder.layers.…`, `final_layer_norm`, and for a
   * pooled one `text_projection.weight` [P, C], or `text_projection` [C, P] as OpenCLIP stores it.
   */
  readonly tensors: TensorScope;
  readonly layout: ClipLayout;
  /** How long the pooled vector is; undefined where there is none. */
  readonly pooledWidth: number | undefined;
}

const tables = [
  "text_model.embeddings.token_embedding.weight",
  "embeddings.token_embedding.weight",
  "token_embedding.weight",
];

/** Whether a text encoder of any naming lies under `root`. */
const hasTextEncoder = (tensors: Tensors, root: string): boolean => tables.some((table) => tensors.has(root + table));

function scopeOf(file: string, tensors: Tensors, root: string): TensorScope {
  if (tensors.has(`${root}embeddings.token_embedding.weight`)) return tensorScope(file, tensors.values(), root);
  const prefix = `${root}text_model.`;
  const isOpenClip = tensors.has(`${root}token_embedding.weight`);
  const entries = [...tensors.values()].flatMap((entry) => {
    if (!entry.name.startsWith(root)) return [];
    const below = entry.name.slice(root.length);
    if (isOpenClip) return fromOpenClip(entry, below, file).map((e) => ({ ...e, name: prefix + e.name }));
    return [below === "text_projection.weight" ? { ...entry, name: `${prefix}${below}` } : entry];
  });
  return tensorScope(file, entries, prefix);
}

/**
 * The text encoder that a family's rule speaks of. `heads`, where a configuration says it.
 *
 * Errors: `weights/missingTensor`, `weights/unexpectedShape`, `weights/badHeads`.
 */
export function openTextEncoder(
  file: string,
  tensors: Tensors,
  { roots, ...rule }: TextEncoderRule,
  heads?: number,
): TextEncoder {
  const root = roots.find((candidate) => hasTextEncoder(tensors, candidate)) ?? roots[0] ?? "";
  const scope = scopeOf(file, tensors, root);
  const layout = readClipLayout(scope, heads);
  return { ...rule, tensors: scope, layout, pooledWidth: rule.isPooled ? pooledWidthOf(scope) : undefined };
}

function pooledWidthOf(scope: TensorScope): number | undefined {
  if (scope.has("text_projection.weight")) return scope.tensor("text_projection.weight").shape[0];
  return scope.tensor("text_projection").shape[1];
}
