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
  /**
   * How many layers it has where it is whole. Programs leave out last ones that their models never use; what is counted
   * from the end is counted from here.
   */
  readonly depth: number;
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
  const pooledWidth = rule.isPooled ? pooledWidthOf(scope) : undefined;
  return { ...rule, tensors: scope, layout, depth: depthOf(rule, layout, isOfDiffusers(tensors, root)), pooledWidth };
}

/** Of the encoders as they were trained: width and layers. Sources: Radford et al. 2021; mlfoundations/open_clip configs. */
const known: Readonly<Record<TextEncoder["name"], { readonly width: number; readonly layers: number }>> = {
  "clip-l": { width: 768, layers: 12 },
  "clip-h": { width: 1024, layers: 24 },
  "clip-g": { width: 1280, layers: 32 },
};

/** SD 2.x as diffusers has it: its names of layers stand where LDM has OpenCLIP's. */
const isOfDiffusers = (tensors: Tensors, root: string): boolean =>
  root === "cond_stage_model.model." && tensors.has(`${root}text_model.embeddings.token_embedding.weight`);

/** diffusers conditions SD 2.x on the last layer of the file: its conversion leaves out the one that is never used. */
function depthOf(
  { name, output }: Omit<TextEncoderRule, "roots">,
  { width, layers }: ClipLayout,
  isDiffusers: boolean,
): number {
  if (isDiffusers && output.layer === "penultimate") return layers + 1;
  const whole = known[name];
  return width === whole.width ? Math.max(layers, whole.layers) : layers;
}

function pooledWidthOf(scope: TensorScope): number | undefined {
  if (scope.has("text_projection.weight")) return scope.tensor("text_projection.weight").shape[0];
  return scope.tensor("text_projection").shape[1];
}
