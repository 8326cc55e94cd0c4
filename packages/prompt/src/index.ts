export { promptErrors } from "./errors.ts";
export * from "./grid/index.ts";
export { stripComments } from "./language/comments.ts";
export { type ComposedText, composeBatch, parseComposition, type SharedComposition } from "./language/composition.ts";
export { parseEmphasis } from "./language/emphasis.ts";
export { type EmphasisMode, emphasisModeOf, emphasisNames } from "./language/emphasis-mode.ts";
export {
  type ExtraNetwork,
  type NetworksInText,
  parseBatchNetworks,
  parseExtraNetworks,
} from "./language/extra-networks.ts";
export { type NetworkArguments, readArguments } from "./language/network-arguments.ts";
export {
  type HypernetworkMention,
  type LoraMention,
  type NetworkFinding,
  type NetworkMentions,
  readNetworkMentions,
} from "./language/network-mentions.ts";
export { mentionOf, type PlacedNetwork, placedNetworks } from "./language/placed-networks.ts";
export { entryAt, parseSchedule, type ScheduledText, type ScheduleOptions } from "./language/schedule.ts";
export type { WeightedText } from "./language/weighted-text.ts";
export {
  type EncodableText,
  type PromptPart,
  type ReadPrompt,
  type ReadPromptOptions,
  readNegativePrompt,
  readPrompt,
  type ScheduledPrompt,
} from "./read-prompt.ts";
export { applyStyle, applyStyles, extractStyles, type PromptPair } from "./styles/apply-styles.ts";
export type { Style } from "./styles/style.ts";
export {
  emptyStyleSheet,
  parseStyleSheet,
  printStyleSheet,
  type StyleSheet,
  type StyleSheetReading,
  stylesIn,
  withoutStyle,
  withStyle,
} from "./styles/style-sheet.ts";
export { parseStyles, printStyles } from "./styles/styles.ts";
export {
  type ChunkedPrompt,
  type ChunkOptions,
  chunkLength,
  chunkPrompt,
  emptyChunk,
  type PlacedEmbedding,
  type PromptChunk,
  tokenLimit,
} from "./tokens/chunks.ts";
export { clipTokenizer, commaToken, endToken, startToken, type Tokenizer } from "./tokens/clip-bpe.ts";
export { readClipMerges } from "./tokens/clip-merges.ts";
export { embeddingFinder, type NamedEmbedding } from "./tokens/embeddings.ts";
export { type UnderstoodPrompt, understandPrompt } from "./understand-prompt.ts";
