import {
  clipTokenizer,
  type EmphasisMode,
  type EncodableText,
  embeddingFinder,
  type NamedEmbedding,
  readNegativePrompt,
  readPrompt,
  type ScheduledPrompt,
  type ScheduleOptions,
  type Tokenizer,
} from "@danfang/prompt";
import type { Conditioning, ConditioningSchedule, Encoded, EngineParts, ModelSetup } from "../engine/engine.ts";

/** Both prompts, and how they are to be read. */
export interface Prompts {
  readonly prompt: string;
  readonly negativePrompt: string;
  readonly clipSkip: number;
  readonly emphasis?: EmphasisMode | undefined;
}

/** A setup, and the textual inversions that its encoders know. */
export interface ConditionedModel {
  readonly setup: ModelSetup;
  readonly embeddings: readonly NamedEmbedding[];
}

let tokenizer: Tokenizer | undefined;

/**
 * What both prompts say at each step, encoded. The prompt may have parts composed with AND; the negative one has not.
 * A text that stands at several steps is encoded once.
 */
export async function condition(
  engine: Pick<EngineParts, "encode">,
  { setup, embeddings }: ConditionedModel,
  { prompt, negativePrompt, clipSkip, emphasis }: Prompts,
  steps: ScheduleOptions,
): Promise<Conditioning> {
  tokenizer ??= clipTokenizer();
  const reading = {
    ...{ ...steps, tokenizer, emphasis },
    ...(embeddings.length > 0 ? { embeddingAt: embeddingFinder(tokenizer, embeddings) } : {}),
  };
  const { parts } = readPrompt(prompt, reading);
  const negative = readNegativePrompt(negativePrompt, reading).parts[0]?.schedule ?? [];
  const texts = textsOf(parts.flatMap(({ schedule }) => schedule));
  const negatives = textsOf(negative);
  const prompts = [
    ...texts.map(({ chunks }) => ({ chunks })),
    ...negatives.map(({ chunks, text }) => ({ chunks, isEmptyNegative: text === "" })),
  ];
  const encoded = await engine.encode(setup, prompts, { clipSkip, emphasis });
  const conds = new Map(texts.map((text, i) => [text, encoded[i]!]));
  const unconds = new Map(negatives.map((text, i) => [text, encoded[texts.length + i]!]));
  return {
    cond: parts.map(({ weight, schedule }) => ({ weight, schedule: scheduled(schedule, conds) })),
    uncond: scheduled(negative, unconds),
  };
}

const textsOf = (schedule: readonly ScheduledPrompt[]): EncodableText[] => [
  ...new Set(schedule.map(({ encoded }) => encoded)),
];

const scheduled = (
  schedule: readonly ScheduledPrompt[],
  encoded: ReadonlyMap<EncodableText, Encoded>,
): ConditioningSchedule => schedule.map(({ untilStep, encoded: text }) => ({ untilStep, encoded: encoded.get(text)! }));
