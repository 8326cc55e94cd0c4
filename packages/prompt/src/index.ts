export {
  type ChunkedPrompt,
  type ChunkOptions,
  chunkLength,
  chunkPrompt,
  emptyChunk,
  type PlacedEmbedding,
  type PromptChunk,
  tokenLimit,
} from "./chunks.ts";
export { clipTokenizer, commaToken, endToken, startToken, type Tokenizer } from "./clip-bpe.ts";
export { readClipMerges } from "./clip-merges.ts";
export { parseEmphasis, type WeightedText } from "./emphasis.ts";
export { promptErrors } from "./errors.ts";
export { type EmphasisMode, type UnderstoodPrompt, understandPrompt } from "./understand-prompt.ts";
