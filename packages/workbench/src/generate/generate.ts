import {
  awaitedLater,
  DanfangError,
  defined,
  type GenerationEvent,
  type GenerationRequest,
  type InitRequest,
  type Problem,
  type Recipe,
  type RgbImage,
  type Seconds,
} from "@danfang/domain";
import type { Engine } from "@danfang/engine";
import type { Hashes } from "@danfang/library";
import { printInfotext } from "@danfang/recipes";
import { workbenchErrors } from "../errors.ts";
import { paintGrid } from "../grid/paint-grid.ts";
import { isGrid, prepareGrid } from "../grid/prepare-grid.ts";
import type { Names } from "../names/names.ts";
import { paintPasses } from "../passes/paint-passes.ts";
import { type GivenPictures, readPictures } from "../pictures/given-pictures.ts";
import type { Places } from "../places/places.ts";
import { findPictureUpscaler } from "../resolve/find-upscaler.ts";
import { recipeOf, withHashes } from "../resolve/recipe-of.ts";
import { resolveOrder } from "../resolve/resolve-order.ts";
import { withSeeds } from "../seeds/seeds.ts";
import { withSavedStyles, withStyleNames } from "../styles/with-styles.ts";
import { checkEnlarged, isNone, upscalerName } from "../upscaling/enlarge-picture.ts";

export interface GenerateContext {
  readonly engine: Engine;
  readonly places: Places;
  readonly hashes: Hashes;
  readonly names: Names;
}

/**
 * Runs one order: puts its styles into its prompts, finds the models it names, paints, and hands over each picture with its recipe and infotext; of a grid
 * every cell, and then its sheet.
 *
 * Errors: `workbench/cancelled`, `library/notFound`, those of the engine, of a grid `grid/…`.
 */
export async function* generate(
  context: GenerateContext,
  request: GenerationRequest,
  { signal, previews = true }: { readonly signal?: AbortSignal; readonly previews?: boolean } = {},
): AsyncGenerator<GenerationEvent> {
  const paintPass = (one: GenerationRequest, given?: GivenPictures) => paint(context, one, { previews, signal, given });
  const passes = { ...passContext(context, signal), paintPass };
  const paintOne = (one: GenerationRequest) => (one.init?.passes ? paintPasses(one, passes) : paintPass(one));
  const isCancelled = (error: unknown) =>
    signal?.aborted === true || (error instanceof DanfangError && error.code === "engine/cancelled");
  try {
    if (isGrid(request))
      yield* paintGrid(await prepareGrid(request, await withStyleNames(context)), paintOne, isCancelled);
    else yield* paintOne(request);
  } catch (error) {
    throw isCancelled(error) ? workbenchErrors.cancelled({}, error) : error;
  }
}

const passContext = ({ engine, names }: GenerateContext, signal: AbortSignal | undefined) => ({
  signal,
  read: (init: InitRequest) => readPictures(init, names),
  async enlarge(image: RgbImage, { upscaler, scale }: { readonly upscaler: string; readonly scale: number }) {
    if (isNone(upscaler)) return { picture: image, name: "None" };
    const found = await findPictureUpscaler(upscaler, names);
    checkEnlarged({ width: image.width * scale, height: image.height * scale });
    const picture = await engine.upscale({ upscaler: found, image, to: { scale } }, signal);
    return { picture, name: upscalerName(found) };
  },
});

interface PaintOptions {
  readonly previews: boolean;
  readonly signal: AbortSignal | undefined;
  readonly given: GivenPictures | undefined;
}

async function* paint(
  context: GenerateContext,
  asked: GenerationRequest,
  { previews, signal, given }: PaintOptions,
): AsyncGenerator<GenerationEvent> {
  const start = performance.now();
  const { request, notes: styleNotes } = await withSavedStyles(withSeeds(asked), context.places);
  const resolved = await resolveOrder(request, context, previews, given);
  const notes: Problem[] = [];
  /** What several models say is said once. */
  function* told(news: readonly Problem[]): Generator<GenerationEvent> {
    for (const note of news) {
      if (notes.some(({ code, message }) => code === note.code && message === note.message)) continue;
      notes.push(note);
      yield { type: "note", note };
    }
  }
  yield* told([...styleNotes, ...resolved.notes]);
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
  for await (const event of context.engine.paint(resolved.order, signal)) {
    switch (event.type) {
      case "loading":
        yield { type: "loading", checkpoint: resolved.files.checkpoint.path };
        break;
      case "loaded":
        loadSeconds = event.seconds;
        ({ backend, threads } = event.model);
        yield* told(event.model.notes);
        recipe = recipeOf(request, resolved, event.size);
        hashing = awaitedLater(
          withHashes(
            recipe,
            resolved,
            event.model.embeddings.map(({ name }) => name),
            context.hashes,
            signal,
          ),
        );
        yield { type: "encoding" };
        break;
      case "note":
        yield* told([event.note]);
        break;
      case "encoded":
        encodeSeconds = event.seconds;
        break;
      case "step":
        stepSeconds.push(event.progress.seconds);
        yield { type: "step", batch: event.batch, pass: event.pass, ...event.progress };
        break;
      case "decoding":
        yield event;
        break;
      case "batch": {
        decodeSeconds += event.decodeSeconds;
        recipe = (await hashing) ?? recipe;
        const seconds = request.variation?.strength ? resolved.order.variation?.batches[event.batch] : undefined;
        for (const [i, { seed: ownSeed, pixels, latent }] of event.images.entries()) {
          const variation = seconds && recipe.variation && { ...recipe.variation, seed: seconds[i]! };
          const own = { ...recipe, seed: ownSeed, ...defined({ variation }) };
          const index = event.batch * request.batchSize + i;
          yield {
            type: "image",
            image: {
              index,
              seed: ownSeed,
              pixels,
              latent,
              recipe: own,
              infotext: printInfotext(own),
              ...(notes.length > 0 ? { notes: [...notes] } : {}),
            },
          };
        }
      }
    }
  }
  const totalSeconds = (performance.now() - start) / 1000;
  const { peakRssBytes } = await context.engine.stats();
  const timings = { loadSeconds, encodeSeconds, stepSeconds, decodeSeconds, totalSeconds };
  const summary = { recipe, notes, timings, peakRssBytes, engine: { backend, threads } };
  yield { type: "done", summary };
}
