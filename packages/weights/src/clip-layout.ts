import { weightsErrors } from "./errors.ts";
import type { TensorScope } from "./tensor-scope.ts";

/** What the shapes of a CLIP text model say, plus its number of heads. */
export interface ClipLayout {
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  /** Positions of one chunk: 77, also where the file has more. */
  readonly positions: number;
  readonly vocabulary: number;
}

/** OpenAI's CLIPs have 64 channels to a head: 12 heads of 768, 8 of 512. Source: Radford et al. 2021, table 19. */
const channelsPerHead = 64;

/** Tokens of a chunk, its beginning and end among them. Source: Radford et al. 2021, `context_length`. */
export const chunkLength = 77;
/** Tokens of CLIP; the last is the end of a text. Source: Radford et al. 2021, `vocab_size`. */
export const tokenCount = 49408;

/** Errors: `weights/missingTensor`, `weights/badHeads`. */
export function readClipLayout(text: TensorScope, heads?: number): ClipLayout {
  const table = text.tensor("embeddings.token_embedding.weight");
  const [vocabulary = 0, width = 0] = table.shape;
  let layers = 0;
  while (text.has(`encoder.layers.${layers}`)) layers++;
  if (layers === 0) text.tensor("encoder.layers.0.self_attn.q_proj.weight");
  const chosen = heads ?? width / channelsPerHead;
  if (!Number.isInteger(chosen) || chosen < 1 || width % chosen !== 0)
    throw weightsErrors.badHeads({ file: text.file, tensor: table.name, width, heads: chosen });
  const { shape } = text.tensor("embeddings.position_embedding.weight");
  const positions = Math.min(shape[0] ?? 0, chunkLength);
  return { width, layers, heads: chosen, positions, vocabulary };
}
