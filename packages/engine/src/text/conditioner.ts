import type { EmphasisMode } from "@danfang/prompt";
import { type Checkpoint, type TextEncoder, weightsErrors } from "@danfang/weights";
import type { SessionUse } from "../models/model-sessions.ts";
import type { Encoded, TokenChunk, TokenChunks } from "../orders/encode-order.ts";
import { type Feed, float32 } from "../runtime/runtime.ts";
import { requireFinite, type Suspects } from "../tensors/require-finite.ts";
import { emphasize, type WeightedChunk, weighted } from "./emphasize.ts";

export interface ConditionerOptions {
  readonly checkpoint: Pick<Checkpoint, "text" | "conditioning">;
  /** The session of one of the checkpoint's encoders, loaded when it is its turn. */
  readonly sessionOf: (encoder: TextEncoder) => Promise<SessionUse>;
  /** Vectors of a textual inversion for an encoder, [vectors, C]; undefined where it has none of this width. */
  readonly vectorsOf: (name: string, encoder: TextEncoder) => Promise<Float32Array | undefined>;
  /** What an encoder computes with, to be named where that is to blame. */
  readonly suspectsOf: (encoder: TextEncoder) => Suspects;
  readonly clipSkip: number;
  readonly emphasis: EmphasisMode;
}

/** What one encoder makes of one chunk. */
interface EncodedChunk {
  /** [77, C]. */
  readonly state: Float32Array;
  /** [P], of the encoder that pools. */
  readonly pooled: Float32Array | undefined;
}

/**
 * Prompts through all text encoders of a checkpoint, one encoder after the other: so that XL's two need not be in memory
 * at once. Emphasis acts on each encoder's output before they are joined; the pooled vector is the first chunk's and
 * knows no emphasis. An empty negative prompt is zeros to XL.
 *
 * Errors: `engine/notANumber`, those of the sessions. Source: AUTOMATIC1111 `sd_hijack_clip.process_tokens`,
 * `sd_hijack_open_clip`, `sd_models_xl.get_learned_conditioning`.
 */
export async function encodePrompts(options: ConditionerOptions, prompts: readonly TokenChunks[]): Promise<Encoded[]> {
  const { text } = options.checkpoint;
  const byEncoder: EncodedChunk[][][] = [];
  for (const encoder of text) {
    const use = await options.sessionOf(encoder);
    const encoded: EncodedChunk[][] = [];
    const states = new Map<TokenChunk, Promise<EncodedChunk>>();
    const stateOf = (chunk: TokenChunk): Promise<EncodedChunk> => {
      const state = states.get(chunk) ?? encodeChunk(options, encoder, use, chunk);
      states.set(chunk, state);
      return state;
    };
    for (const prompt of prompts) encoded.push(await emphasized(prompt, stateOf, options.emphasis));
    byEncoder.push(encoded);
  }
  return prompts.map(({ isEmptyNegative }, p) => {
    const encoded = join(text.map((encoder, e) => ({ encoder, chunks: byEncoder[e]![p]! })));
    return isEmptyNegative && options.checkpoint.conditioning !== "text" ? zeroed(encoded) : encoded;
  });
}

/** The chunks of a prompt, encoded, with their emphasis. */
async function emphasized(
  { chunks, together = [{ chunks, times: 1 }] }: TokenChunks,
  stateOf: (chunk: TokenChunk) => Promise<EncodedChunk>,
  mode: EmphasisMode,
): Promise<EncodedChunk[]> {
  const encoded: EncodedChunk[] = [];
  for (const [c, { weights }] of chunks.entries()) {
    const { state: z, pooled } = await stateOf(chunks[c]!);
    const beside = [];
    for (const { chunks: own, times } of together)
      beside.push({ z: (await stateOf(own[c]!)).state, weights: own[c]!.weights, times });
    encoded.push({ state: withEmphasis({ z, weights }, mode, beside), pooled });
  }
  return encoded;
}

async function encodeChunk(
  { clipSkip, vectorsOf, suspectsOf }: ConditionerOptions,
  encoder: TextEncoder,
  { session, feeds }: SessionUse,
  chunk: TokenChunk,
): Promise<EncodedChunk> {
  const { isPooled } = encoder;
  requireRows(chunk.tokens, encoder);
  const { tokens, end } = padded(chunk.tokens, encoder);
  const output = `skip${skipOf(encoder, clipSkip)}`;
  const results = await session.run(
    {
      ...feeds,
      tokens: { type: "int64", shape: [1, tokens.length], data: BigInt64Array.from(tokens, BigInt) },
      ...(await placedVectors(chunk, encoder, vectorsOf)),
      ...(isPooled ? { end: { type: "int64", shape: [1], data: BigInt64Array.of(BigInt(end)) } as const } : {}),
    },
    isPooled ? [output, "pooled"] : [output],
  );
  const state = results[output]!;
  for (const values of [state, ...(results.pooled ? [results.pooled] : [])])
    await requireFinite(values, "text encoder", suspectsOf(encoder));
  return { state, pooled: results.pooled };
}

/**
 * Which hidden state from the end of what the file has: as many as the request says where the family follows it, counted
 * from the last layer of the whole encoder.
 */
function skipOf({ output, layout: { layers }, depth }: TextEncoder, clipSkip: number): number {
  const wanted = output.layer === "clipSkip" ? clipSkip : 2;
  return Math.max(1, Math.min(wanted - (depth - layers), layers));
}

/** Of CLIP's tables; people add rows of their own behind it. */
const endToken = 49407;

/** The tokens as an encoder wants them filled up, and where the first end token is; in a smaller table it is the last. */
function padded(tokens: readonly number[], { padToken, layout }: TextEncoder): { tokens: number[]; end: number } {
  const first = tokens.indexOf(Math.min(endToken, layout.vocabulary - 1));
  const end = first < 0 ? tokens.length - 1 : first;
  return { tokens: padToken === 0 ? tokens.map((token, i) => (i > end ? 0 : token)) : [...tokens], end };
}

/** Errors: `weights/shortTable`. */
function requireRows(tokens: readonly number[], { tensors, layout }: TextEncoder): void {
  const tables = [
    { name: "embeddings.token_embedding.weight", rows: layout.vocabulary, needed: Math.max(...tokens) + 1 },
    { name: "embeddings.position_embedding.weight", rows: layout.positions, needed: tokens.length },
  ];
  for (const { name, rows, needed } of tables)
    if (rows < needed)
      throw weightsErrors.shortTable({ file: tensors.file, tensor: tensors.tensor(name).name, rows, needed });
}

async function placedVectors(
  { tokens, embeddings = [] }: TokenChunk,
  encoder: TextEncoder,
  vectorsOf: ConditionerOptions["vectorsOf"],
): Promise<Record<string, Feed>> {
  const { width } = encoder.layout;
  const vectors = new Float32Array(tokens.length * width);
  const placed = new Float32Array(tokens.length);
  for (const { name, offset } of embeddings) {
    const own = await vectorsOf(name, encoder);
    const from = offset + 1; // after the start token
    const room = own?.subarray(0, Math.max(0, tokens.length - from) * width);
    if (!room) continue;
    vectors.set(room, from * width);
    placed.fill(1, from, from + room.length / width);
  }
  return {
    vectors: float32([1, tokens.length, width], vectors),
    placed: float32([1, tokens.length, 1], placed),
  };
}

function withEmphasis(chunk: WeightedChunk, mode: EmphasisMode, together: Parameters<typeof emphasize>[1]) {
  if (mode === "original") return emphasize(chunk, together);
  return mode === "noNorm" ? weighted(chunk) : chunk.z;
}

/** The encoders' outputs side by side, chunks one after the other. [77, Cₑ] each → [1, 77·chunks, ΣCₑ]. */
function join(parts: readonly { encoder: TextEncoder; chunks: readonly EncodedChunk[] }[]): Encoded {
  const width = parts.reduce((sum, { encoder }) => sum + encoder.layout.width, 0);
  const chunks = parts[0]?.chunks.length ?? 0;
  const positions = (parts[0]?.chunks[0]?.state.length ?? 0) / (parts[0]?.encoder.layout.width ?? 1);
  const data = new Float32Array(chunks * positions * width);
  let column = 0;
  for (const { encoder, chunks: own } of parts) {
    const w = encoder.layout.width;
    own.forEach(({ state }, c) => {
      for (let t = 0; t < positions; t++)
        data.set(state.subarray(t * w, (t + 1) * w), (c * positions + t) * width + column);
    });
    column += w;
  }
  const pooled = parts.flatMap(({ chunks: own }) => own[0]?.pooled ?? [])[0];
  return {
    context: { shape: [1, chunks * positions, width], data },
    ...(pooled ? { pooled: { shape: [1, pooled.length], data: pooled } } : {}),
  };
}

const zeroed = ({ context, pooled }: Encoded): Encoded => ({
  context: { ...context, data: new Float32Array(context.data.length) },
  ...(pooled ? { pooled: { ...pooled, data: new Float32Array(pooled.data.length) } } : {}),
});
