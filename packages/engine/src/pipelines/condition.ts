import type { SamplingKnobs } from "@danfang/domain";
import {
  clipTokenizer,
  type EmphasisMode,
  type EncodableText,
  embeddingFinder,
  type NamedEmbedding,
  type PromptChunk,
  readNegativePrompt,
  readPrompt,
  type ScheduledPrompt,
  type ScheduleOptions,
  type Tokenizer,
} from "@danfang/prompt";
import type { Conditioning, ConditioningSchedule } from "../orders/conditioning.ts";
import type { TokenChunks } from "../orders/encode-order.ts";
import type { EngineParts } from "../orders/engine-parts.ts";
import type { ModelSetup } from "../orders/model-setup.ts";
import { fitNegative, padWithEmpty } from "./pad-prompts.ts";

/** Both prompts, and how they are to be read. */
export interface Prompts {
  readonly prompt: string;
  readonly negativePrompt: string;
  readonly clipSkip: number;
  readonly emphasis?: EmphasisMode | undefined;
  readonly knobs?: SamplingKnobs | undefined;
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
  { prompt, negativePrompt, clipSkip, emphasis, knobs }: Prompts,
  steps: ScheduleOptions,
): Promise<Conditioning> {
  tokenizer ??= clipTokenizer();
  const reading = {
    ...steps,
    tokenizer,
    emphasis,
    commaBacktrack: knobs?.commaBacktrack,
    ...(embeddings.length > 0 ? { embeddingAt: embeddingFinder(tokenizer, embeddings) } : {}),
  };
  const { parts } = readPrompt(prompt, reading);
  const negative = readNegativePrompt(negativePrompt, reading).parts[0]?.schedule ?? [];
  const [empty] = readPrompt("", reading).parts[0]?.schedule[0]?.encoded.chunks ?? [];
  const schedules = [...parts.map(({ schedule }) => schedule), negative];
  const prompts = schedules.map((schedule) => promptsOf(schedule, empty!, schedule === negative));
  const filler: TokenChunks = { chunks: [empty!] };
  const unique = [...new Set([...prompts.flat(), ...(knobs?.padPrompts === "empty" ? [filler] : [])])];
  const encoded = await engine.encode(setup, unique, { clipSkip, emphasis });
  const known = new Map(unique.map((prompt, i) => [prompt, encoded[i]!]));
  const encodedSchedule = (k: number): ConditioningSchedule =>
    schedules[k]!.map(({ untilStep }, i) => ({ untilStep, encoded: known.get(prompts[k]![i]!)! }));
  const conditioning = {
    cond: parts.map(({ weight }, k) => ({ weight, schedule: encodedSchedule(k) })),
    uncond: encodedSchedule(parts.length),
  };
  if (!knobs?.padPrompts) return conditioning;
  return knobs.padPrompts === "empty" ? padWithEmpty(conditioning, known.get(filler)!) : fitNegative(conditioning);
}

/**
 * What is to be encoded for each entry of a schedule, the same object for the same text. All have as many chunks as the
 * longest of them: shorter ones end in empty chunks. Source: AUTOMATIC1111 `sd_hijack_clip.py`, which encodes all steps
 * of a prompt together.
 */
function promptsOf(schedule: readonly ScheduledPrompt[], empty: PromptChunk, isNegative: boolean): TokenChunks[] {
  const longest = Math.max(...schedule.map(({ encoded }) => encoded.chunks.length));
  const prompts = new Map<EncodableText, TokenChunks>();
  for (const { encoded } of schedule) {
    const { chunks, text } = encoded;
    const missing = Array.from({ length: longest - chunks.length }, () => empty);
    prompts.set(encoded, { chunks: [...chunks, ...missing], ...(isNegative ? { isEmptyNegative: text === "" } : {}) });
  }
  const together = togetherOf(schedule.map(({ encoded }) => prompts.get(encoded)!));
  if (together) for (const [text, prompt] of prompts) prompts.set(text, { ...prompt, together });
  return schedule.map(({ encoded }) => prompts.get(encoded)!);
}

/** Every text and how often it is there, where it matters: several, of which some have emphasis. */
function togetherOf(prompts: readonly TokenChunks[]): TokenChunks["together"] {
  const times = new Map<TokenChunks, number>();
  for (const prompt of prompts) times.set(prompt, (times.get(prompt) ?? 0) + 1);
  const isPlain = prompts.every(({ chunks }) => chunks.every(({ weights }) => weights.every((weight) => weight === 1)));
  return isPlain || times.size === 1 ? undefined : [...times].map(([{ chunks }, count]) => ({ chunks, times: count }));
}
