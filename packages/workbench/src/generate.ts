import { randomInt } from "node:crypto";
import { basename } from "node:path";
import {
  DanfangError,
  type GenerationEvent,
  type GenerationRequest,
  largestRandomSeed,
  type Recipe,
  type Seconds,
} from "@danfang/domain";
import { type Engine, findSampling, type PaintOrder } from "@danfang/engine";
import { findModels, type Hashes, libraryErrors, type ModelFile, resolveModel } from "@danfang/library";
import { printInfotext } from "@danfang/recipes";
import { workbenchErrors } from "./errors.ts";
import type { Places } from "./places.ts";

/** Written into pictures, after the program's name. */
export const programVersion = "0.1.0";

export interface GenerateContext {
  readonly engine: Engine;
  readonly places: Places;
  readonly hashes: Hashes;
}

interface Models {
  readonly checkpoint: ModelFile;
  readonly vae: ModelFile | undefined;
}

async function resolveModels(request: GenerationRequest, { places, hashes }: GenerateContext): Promise<Models> {
  const { roots } = places;
  const checkpoint =
    request.checkpoint === undefined
      ? await defaultCheckpoint(roots)
      : await resolveModel(request.checkpoint, { roots, kind: "checkpoint", hashes });
  const isInside = request.vae === "auto" || request.vae === "none";
  const vae = isInside ? undefined : await resolveModel(request.vae, { roots, kind: "vae", hashes });
  return { checkpoint, vae };
}

/** What paints when nobody names a model: the first the user has, else the starter. */
async function defaultCheckpoint(roots: readonly string[]): Promise<ModelFile> {
  for (const root of roots) {
    const [first] = await findModels([root], "checkpoint");
    if (first) return first;
  }
  throw libraryErrors.noModels({ kind: "checkpoint", folders: roots });
}

/** Seeds by batch: image k of the whole job has seed + k. */
function seedsOf({ batchSize, batchCount }: GenerationRequest, seed: number): number[][] {
  return Array.from({ length: batchCount }, (_, batch) =>
    Array.from({ length: batchSize }, (_, i) => seed + batch * batchSize + i),
  );
}

/**
 * Runs one order: finds the models it names, paints, and hands over each picture with its recipe and infotext.
 *
 * Errors: `workbench/cancelled`, `library/notFound`, those of the engine.
 */
export async function* generate(
  context: GenerateContext,
  request: GenerationRequest,
  { signal, previews = true }: { readonly signal?: AbortSignal; readonly previews?: boolean } = {},
): AsyncGenerator<GenerationEvent> {
  try {
    yield* paint(context, request, previews, signal);
  } catch (error) {
    const isCancelled = signal?.aborted || (error instanceof DanfangError && error.code === "engine/cancelled");
    throw isCancelled ? workbenchErrors.cancelled({}, error) : error;
  }
}

async function* paint(
  context: GenerateContext,
  request: GenerationRequest,
  previews: boolean,
  signal: AbortSignal | undefined,
): AsyncGenerator<GenerationEvent> {
  const start = performance.now();
  const { sampler, schedule } = findSampling(request.sampler, request.schedule);
  const models = await resolveModels(request, context);
  const seed = request.seed === -1 ? randomInt(largestRandomSeed + 1) : request.seed;
  const batches = seedsOf(request, seed);
  const order: PaintOrder = {
    prompt: request.prompt,
    negativePrompt: request.negativePrompt,
    steps: request.steps,
    cfgScale: request.cfgScale,
    clipSkip: request.clipSkip,
    rng: request.rng,
    etaNoiseSeedDelta: request.etaNoiseSeedDelta,
    setup: { checkpoint: models.checkpoint.path, vae: models.vae?.path },
    sampler: sampler.label,
    schedule: schedule.name,
    batches,
    width: request.width,
    height: request.height,
    previews,
  };
  // Hashing reads the whole file: it goes on beside painting, once nothing else is read, and is waited for only when a
  // picture is finished.
  let hashing: Promise<Recipe> | undefined;

  let recipe: Recipe = {};
  let backend = "";
  let threads = 0;
  let loadSeconds: Seconds = 0;
  let encodeSeconds: Seconds = 0;
  let decodeSeconds: Seconds = 0;
  const stepSeconds: Seconds[] = [];
  for await (const event of context.engine.paint(order, signal)) {
    switch (event.type) {
      case "loading":
        yield { type: "loading", checkpoint: models.checkpoint.path };
        break;
      case "loaded":
        loadSeconds = event.seconds;
        ({ backend, threads } = event.model);
        recipe = recipeOf(request, { ...order, ...event.size }, seed, models);
        hashing = hashesOf(models, context.hashes, signal);
        hashing.catch(() => undefined);
        yield { type: "encoding" };
        break;
      case "encoded":
        encodeSeconds = event.seconds;
        break;
      case "step":
        stepSeconds.push(event.progress.seconds);
        yield { type: "step", batch: event.batch, ...event.progress };
        break;
      case "decoding":
        yield event;
        break;
      case "batch": {
        decodeSeconds += event.decodeSeconds;
        recipe = { ...recipe, ...(await hashing) };
        for (const [i, { seed: ownSeed, pixels, latent }] of event.images.entries()) {
          const own = { ...recipe, seed: ownSeed };
          const index = event.batch * request.batchSize + i;
          yield {
            type: "image",
            image: { index, seed: ownSeed, pixels, latent, recipe: own, infotext: printInfotext(own) },
          };
        }
      }
    }
  }
  const totalSeconds = (performance.now() - start) / 1000;
  const { peakRssBytes } = await context.engine.stats();
  const timings = { loadSeconds, encodeSeconds, stepSeconds, decodeSeconds, totalSeconds };
  yield { type: "done", summary: { recipe, timings, peakRssBytes, engine: { backend, threads } } };
}

/** The recipe of a job, but for the hashes. */
function recipeOf(
  request: GenerationRequest,
  order: PaintOrder & { width: number; height: number },
  seed: number,
  { checkpoint, vae }: Models,
): Recipe {
  return {
    prompt: request.prompt,
    negativePrompt: request.negativePrompt,
    steps: request.steps,
    sampler: order.sampler,
    schedule: order.schedule,
    cfgScale: request.cfgScale,
    seed,
    width: order.width,
    height: order.height,
    clipSkip: request.clipSkip,
    ...(request.etaNoiseSeedDelta === 0 ? {} : { etaNoiseSeedDelta: request.etaNoiseSeedDelta }),
    rng: request.rng,
    checkpoint: { name: checkpoint.stem },
    ...(vae ? { vae: { name: basename(vae.path) } } : {}),
    source: { program: "danfang", version: programVersion },
  };
}

/** The models' references with their hashes. */
async function hashesOf({ checkpoint, vae }: Models, hashes: Hashes, signal: AbortSignal | undefined): Promise<Recipe> {
  return {
    checkpoint: { name: checkpoint.stem, hash: await hashes.sha256(checkpoint.path, signal) },
    ...(vae ? { vae: { name: basename(vae.path), hash: await hashes.sha256(vae.path, signal) } } : {}),
  };
}
