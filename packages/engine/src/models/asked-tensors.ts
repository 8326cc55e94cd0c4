import type { DanfangError } from "@danfang/domain";
import { type Checkpoint, type TensorScope, type WeightTensor, weightsErrors } from "@danfang/weights";
import { buildTextEncoder } from "../graph/clip.ts";
import type { GraphHooks } from "../graph/graph.ts";
import { buildUnet } from "../graph/unet.ts";
import { buildVaeDecoder, buildVaeEncoder } from "../graph/vae.ts";

/** A stretch of a file: tensors that are several of the network's (OpenCLIP's q, k and v) begin where their first does. */
const placeOf = ({ file, offset }: WeightTensor) => `${file} ${offset}`;

/** Hooks that change nothing and note what a network asks for. */
function noting(asked: Set<string>): GraphHooks {
  const note = (tensor: WeightTensor): undefined => {
    asked.add(placeOf(tensor));
  };
  return { weight: (_, tensor) => note(tensor), product: (_, tensor) => note(tensor) };
}

/** Which tensors the networks of a checkpoint ask for when they are built. */
export interface AskedTensors {
  has(tensor: WeightTensor): boolean;
}

/** Errors: `weights/missingTensor`, `weights/unexpectedShape`: those of the graphs, before anything is loaded. */
export function askedOfCheckpoint({ unet, text }: Checkpoint): AskedTensors {
  const asked = new Set<string>();
  const hooks = noting(asked);
  buildUnet(unet.tensors, unet.layout, { hooks });
  for (const encoder of text) buildTextEncoder(encoder, hooks);
  return { has: (tensor) => asked.has(placeOf(tensor)) };
}

/** The same of a VAE; of one without an encoder, its decoder alone. */
export function askedOfVae(vae: TensorScope): AskedTensors {
  const asked = new Set<string>();
  buildVaeDecoder(vae, noting(asked));
  if (vae.has("encoder")) buildVaeEncoder(vae, noting(asked));
  return { has: (tensor) => asked.has(placeOf(tensor)) };
}

/**
 * Tensors that programs save with the weights and that no picture follows from: what training needs, numbers that follow
 * from the schedule, marks, halves of CLIP that read no prompt, the last norm where the family takes what comes before it.
 */
const beside =
  /^(?:model_ema|loss|optimizer|callbacks|denoiser|logvar$|depth_model|embedder|control_model)\b|(?:^|\.)(?:betas|alphas_cumprod(?:_prev)?|sqrt_\w+|log_one_minus_\w+|posterior_\w+|lvlb_weights|position_ids|attn_mask|logit_scale|text_projection(?:\.weight)?|global_step|scale_factor|final_layer_norm\.(?:weight|bias))$|(?:^|\.)(?:visual|vision_model|visual_projection)\./;

const isMark = ({ name, shape }: WeightTensor) => !name.includes(".") && shape.reduce((a, b) => a * b, 1) <= 1;

/** Names that a note carries, of however many. */
const toldNames = 20;

/** What of a file nobody asks for, as a note; undefined where nothing is left. `weights/unusedTensors`. */
export function unusedNote(
  file: string,
  tensors: readonly WeightTensor[],
  ...asked: readonly AskedTensors[]
): DanfangError | undefined {
  const unused = tensors.filter(
    (tensor) =>
      tensor.length > 0 && !beside.test(tensor.name) && !isMark(tensor) && !asked.some((one) => one.has(tensor)),
  );
  const names = unused.slice(0, toldNames).map(({ name }) => name);
  return unused.length > 0 ? weightsErrors.unusedTensors({ file, count: unused.length, names }) : undefined;
}
