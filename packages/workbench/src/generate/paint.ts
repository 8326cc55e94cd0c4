import {
  awaitedLater,
  defined,
  type GenerationEvent,
  type GenerationRequest,
  type GenerationSummary,
  type GenerationTimings,
  type Problem,
  type Recipe,
} from "@danfang/domain";
import type { PaintEvent } from "@danfang/engine";
import { printInfotext } from "@danfang/recipes";
import type { GivenPictures } from "../pictures/given-pictures.ts";
import { recipeOf, withHashes } from "../resolve/recipe-of.ts";
import { type ResolvedOrder, resolveOrder } from "../resolve/resolve-order.ts";
import { withSeeds } from "../seeds/seeds.ts";
import { withSavedStyles } from "../styles/with-styles.ts";
import type { GenerateContext } from "./generate-context.ts";

export interface PaintOptions {
  readonly previews: boolean;
  readonly signal: AbortSignal | undefined;
  readonly given: GivenPictures | undefined;
}

/** An order that is being painted, and what is known of it so far. */
interface Painting {
  readonly context: GenerateContext;
  readonly request: GenerationRequest;
  readonly resolved: ResolvedOrder;
  readonly signal: AbortSignal | undefined;
  readonly notes: Problem[];
  readonly times: Times;
  recipe: Recipe;
  /**
   * Hashing reads the whole file: it goes on beside painting, once nothing else is read, and is waited for only when a
   * picture is finished.
   */
  hashing: Promise<Recipe> | undefined;
  engine: GenerationSummary["engine"];
}

type Times = { -readonly [Name in Exclude<keyof GenerationTimings, "totalSeconds" | "stepSeconds">]: number } & {
  readonly stepSeconds: number[];
};

/** Paints one order that is no grid and has no passes. */
export async function* paint(
  context: GenerateContext,
  asked: GenerationRequest,
  { previews, signal, given }: PaintOptions,
): AsyncGenerator<GenerationEvent> {
  const start = performance.now();
  const { request, notes } = await withSavedStyles(withSeeds(asked), context.places);
  const resolved = await resolveOrder(request, context, previews, given);
  const painting: Painting = {
    context,
    request,
    resolved,
    signal,
    notes: [],
    times: { loadSeconds: 0, encodeSeconds: 0, stepSeconds: [], decodeSeconds: 0 },
    recipe: {},
    hashing: undefined,
    engine: { backend: "", threads: 0 },
  };
  yield* newNotes(painting, [...notes, ...resolved.notes]);
  for await (const event of context.engine.paint(resolved.order, signal)) {
    takeTime(painting.times, event);
    yield* tell(painting, event);
  }
  yield { type: "done", summary: await summaryOf(painting, start) };
}

async function* tell(painting: Painting, event: PaintEvent): AsyncGenerator<GenerationEvent> {
  switch (event.type) {
    case "loading":
      yield { type: "loading", checkpoint: painting.resolved.files.checkpoint.path };
      break;
    case "loaded":
      yield* newNotes(painting, event.model.notes);
      know(painting, event);
      yield { type: "encoding" };
      break;
    case "note":
      yield* newNotes(painting, [event.note]);
      break;
    case "encoded":
      break;
    case "step":
      yield { type: "step", batch: event.batch, pass: event.pass, ...event.progress };
      break;
    case "decoding":
      yield event;
      break;
    case "batch":
      painting.recipe = (await painting.hashing) ?? painting.recipe;
      yield* picturesOf(painting, event);
  }
}

/** What several models say is said once. */
function* newNotes({ notes }: Painting, news: readonly Problem[]): Generator<GenerationEvent> {
  for (const note of news) {
    if (notes.some(({ code, message }) => code === note.code && message === note.message)) continue;
    notes.push(note);
    yield { type: "note", note };
  }
}

function takeTime(times: Times, event: PaintEvent): void {
  if (event.type === "loaded") times.loadSeconds = event.seconds;
  else if (event.type === "encoded") times.encodeSeconds = event.seconds;
  else if (event.type === "step") times.stepSeconds.push(event.progress.seconds);
  else if (event.type === "batch") times.decodeSeconds += event.decodeSeconds;
}

/** The model is loaded: the recipe can be written, and the hashes in it begun. */
function know(painting: Painting, { model, size }: Extract<PaintEvent, { readonly type: "loaded" }>): void {
  const { context, request, resolved, signal } = painting;
  const embeddings = model.embeddings.map(({ name }) => name);
  painting.engine = { backend: model.backend, threads: model.threads };
  painting.recipe = recipeOf(request, resolved, size);
  painting.hashing = awaitedLater(withHashes(painting.recipe, resolved, embeddings, context.hashes, signal));
}

/** Each picture of a batch with the recipe that paints it alone. */
function* picturesOf(
  { request, resolved, recipe, notes }: Painting,
  { batch, images }: Extract<PaintEvent, { readonly type: "batch" }>,
): Generator<GenerationEvent> {
  const seconds = request.variation?.strength ? resolved.order.variation?.batches[batch] : undefined;
  for (const [i, { seed, pixels, latent }] of images.entries()) {
    const variation = seconds && recipe.variation && { ...recipe.variation, seed: seconds[i]! };
    const own = { ...recipe, seed, ...defined({ variation }) };
    yield {
      type: "image",
      image: {
        index: batch * request.batchSize + i,
        seed,
        pixels,
        latent,
        recipe: own,
        infotext: printInfotext(own),
        ...(notes.length > 0 ? { notes: [...notes] } : {}),
      },
    };
  }
}

async function summaryOf(
  { context, recipe, notes, times, engine }: Painting,
  start: number,
): Promise<GenerationSummary> {
  const totalSeconds = (performance.now() - start) / 1000;
  const { peakRssBytes } = await context.engine.stats();
  return { recipe, notes, timings: { ...times, totalSeconds }, peakRssBytes, engine };
}
