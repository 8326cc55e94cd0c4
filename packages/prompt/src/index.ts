export { applyStyle, applyStyles, extractStyles, type PromptPair } from "./apply-styles.ts";
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
export { stripComments } from "./comments.ts";
export { type ComposedText, composeBatch, parseComposition, type SharedComposition } from "./composition.ts";
export { embeddingFinder, type NamedEmbedding } from "./embeddings.ts";
export { parseEmphasis, type WeightedText } from "./emphasis.ts";
export { type EmphasisMode, emphasisModeOf, emphasisNames } from "./emphasis-mode.ts";
export { promptErrors } from "./errors.ts";
export { type ExtraNetwork, type NetworksInText, parseBatchNetworks, parseExtraNetworks } from "./extra-networks.ts";
export * from "./grid/index.ts";
export {
  type HypernetworkMention,
  type LoraMention,
  type NetworkFinding,
  type NetworkMentions,
  readNetworkMentions,
} from "./network-mentions.ts";
export {
  type EncodableText,
  type PromptPart,
  type ReadPrompt,
  type ReadPromptOptions,
  readNegativePrompt,
  readPrompt,
  type ScheduledPrompt,
} from "./read-prompt.ts";
export { entryAt, parseSchedule, type ScheduledText, type ScheduleOptions } from "./schedule.ts";
export { parseStyles, printStyles, type Style } from "./styles.ts";
export { type UnderstoodPrompt, understandPrompt } from "./understand-prompt.ts";
