import { randomInt } from "node:crypto";
import { type GenerationRequest, largestRandomSeed, type Seed, seedAfter } from "@danfang/domain";
import { withGridSeeds } from "./fix-seeds.ts";

const drawSeed = (): number => randomInt(largestRandomSeed + 1);

/** The order with every seed that was to be drawn drawn: what a job that may be interrupted has to remember. */
export function withSeeds(asked: GenerationRequest): GenerationRequest {
  const request = withGridSeeds(asked, drawSeed);
  if (request.grid?.keepRandomSeeds) return request;
  /** One below 0 is told as the one that torch takes for it, so that those after it are told from it, too. */
  const drawn = (seed: Seed): Seed => (seed === -1 ? drawSeed() : seedAfter(seed, 0));
  const { seed, variation } = request;
  return {
    ...request,
    seed: drawn(seed),
    ...(variation ? { variation: { ...variation, seed: drawn(variation.seed) } } : {}),
  };
}

/** Seeds by batch. */
export interface BatchSeeds {
  readonly batches: Seed[][];
  readonly variation: { readonly batches: Seed[][]; readonly strength: number } | undefined;
}

/**
 * Image k of the whole job has seed + k. In a variation all have the same seed, and the second seed rises instead.
 * Source: AUTOMATIC1111 `processing.py`, `setup_prompts` and what follows.
 */
export function seedsOf({ batchSize, batchCount, seed, variation }: GenerationRequest): BatchSeeds {
  const rising = (first: Seed, step: number) =>
    Array.from({ length: batchCount }, (_, batch) =>
      Array.from({ length: batchSize }, (__, i) => seedAfter(first, (batch * batchSize + i) * step)),
    );
  if (!variation || variation.strength === 0) return { batches: rising(seed, 1), variation: undefined };
  const { strength } = variation;
  return { batches: rising(seed, 0), variation: { batches: rising(variation.seed, 1), strength } };
}
