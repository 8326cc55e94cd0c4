import {
  DanfangError,
  type GenerationEvent,
  type GenerationRequest,
  type InitRequest,
  type RgbImage,
} from "@danfang/domain";
import { workbenchErrors } from "../errors.ts";
import { paintGrid } from "../grid/paint-grid.ts";
import { isGrid, prepareGrid } from "../grid/prepare-grid.ts";
import { paintPasses } from "../passes/paint-passes.ts";
import { type GivenPictures, readPictures } from "../pictures/given-pictures.ts";
import { findPictureUpscaler } from "../resolve/find-upscaler.ts";
import { withStyleNames } from "../styles/with-styles.ts";
import { checkEnlarged, isNone, upscalerName } from "../upscaling/enlarge-picture.ts";
import type { GenerateContext } from "./generate-context.ts";
import { paint } from "./paint.ts";

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
