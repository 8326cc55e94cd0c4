import type { GenerationEvent, GenerationRequest } from "@danfang/domain";
import { printInfotext } from "@danfang/recipes";
import { workbenchErrors } from "../errors.ts";
import type { GivenPictures } from "../pictures/given-pictures.ts";
import { withSeeds } from "../seeds/seeds.ts";
import { checkEnlarged } from "../upscaling/enlarge-picture.ts";
import { loopback } from "./loopback.ts";
import { outpaintSides } from "./outpaint-sides.ts";
import { outpaintTiles } from "./outpaint-tiles.ts";
import { tellPasses } from "./pass.ts";
import type { FinishedPicture, PassContext, Passing } from "./passing.ts";
import { sdUpscale } from "./sd-upscale.ts";

/** Its noise takes some 170 bytes a pixel while it is made. */
const mostNoiseMegapixels = 8;

const isFinished = (event: GenerationEvent | FinishedPicture): event is FinishedPicture => "like" in event;

/**
 * Paints an order of several passes over one picture. Events are those of an order of one pass: steps are counted through,
 * and only finished pictures are told.
 *
 * Errors: `workbench/passesWithMask`, `workbench/nothingGrows`, `workbench/tooLarge`, and those of a pass.
 */
export async function* paintPasses(asked: GenerationRequest, context: PassContext): AsyncGenerator<GenerationEvent> {
  const request = withSeeds(asked);
  const { passes, mask } = request.init!;
  if (mask && passes?.kind !== "loopback") throw workbenchErrors.passesWithMask({});
  const given = await context.read(request.init!);
  const teller = tellPasses(context.paintPass);
  const passing: Passing = { ...context, teller };
  for await (const event of eventsOf(passing, request, given)) {
    if (!isFinished(event)) {
      yield event;
      continue;
    }
    const { like, index, pixels, extra } = event;
    const recipe = extra ? { ...like.recipe, extra: { ...like.recipe.extra, ...extra } } : like.recipe;
    const notes = teller.notes();
    const said = notes.length > 0 ? { notes } : {};
    yield { type: "image", image: { ...like, index, pixels, recipe, infotext: printInfotext(recipe), ...said } };
  }
  yield { type: "done", summary: teller.summary() };
}

function eventsOf(
  passing: Passing,
  request: GenerationRequest,
  given: GivenPictures,
): AsyncGenerator<GenerationEvent | FinishedPicture> {
  const passes = request.init!.passes!;
  if (passes.kind === "outpaint" || passes.kind === "outpaintTiles") {
    const { left, right, up, down } = passes;
    if (left + right + up + down === 0) throw workbenchErrors.nothingGrows({});
    const { width, height } = given.image;
    const grown = { width: width + left + right, height: height + up + down };
    checkEnlarged(grown, passes.kind === "outpaint" ? mostNoiseMegapixels : undefined);
  }
  switch (passes.kind) {
    case "outpaint":
      return outpaintSides(passing, request, given.image, passes);
    case "outpaintTiles":
      return outpaintTiles(passing, request, given.image, passes);
    case "loopback":
      return loopback(passing, request, given, passes);
    case "upscale":
      return sdUpscale(passing, request, given.image, passes);
  }
}
