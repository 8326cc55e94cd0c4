import { pixelsPerLatentCell, type RgbImage, type Tensor } from "@danfang/domain";
import type { EngineParts, LatentStart, LoadedModel, ModelSetup } from "../engine/engine.ts";
import {
  blankGrey,
  correctColors,
  finishInpaint,
  type InpaintPlan,
  inpaintingCondition,
  interpolate,
  latentUpscalers,
  paletteOf,
  planInpaint,
  planLatentMask,
  resizeTo,
  toPlanes,
} from "../imaging/index.ts";
import { openBatchNoise, type Rng } from "../noise/index.ts";
import { channelsOf } from "./image-conditioning.ts";
import { batchOf } from "./latents.ts";
import type { InitOrder, PaintSize } from "./paint-order.ts";

/** A picture to start from, brought to the size that is painted and encoded. */
export interface StartPicture {
  readonly imageConditioning: Tensor | undefined;
  /** Where a batch starts. */
  startOf(batch: { readonly seeds: readonly number[]; readonly rng: Rng }): LatentStart;
  /** What was painted, in the picture's colours where that is asked for, with everything outside the mask as it was. */
  finish(painted: RgbImage): RgbImage;
}

const contents = { fill: "fill", original: "original", noise: "latent noise", nothing: "latent nothing" } as const;

/**
 * Prepares img2img and inpainting. `size` is what is painted, pixels.
 *
 * Source: AUTOMATIC1111 `StableDiffusionProcessingImg2Img.init` and `inpainting_image_conditioning`; but the mean of
 * what the VAE says is taken, where the WebUI draws from it with a generator that no seed governs.
 */
export async function prepareStart(
  engine: EngineParts,
  setup: ModelSetup,
  model: LoadedModel,
  init: InitOrder,
  size: PaintSize,
): Promise<StartPicture> {
  const cells = { width: size.width / pixelsPerLatentCell, height: size.height / pixelsPerLatentCell };
  const plan = planOf(init, size);
  const sized = plan?.image ?? resizeTo(init.image, size, init.resize === "latent" ? "stretch" : init.resize);
  const image = isSizedAsLatent(init, plan) ? init.image : sized;
  const encoded = await engine.encodeImage(setup, planesOf(image));
  const { height, width } = cells;
  const latent =
    encoded.shape[2] === height && encoded.shape[3] === width
      ? encoded
      : interpolate(encoded, cells, latentUpscalers.Latent!);
  const palette = init.colorCorrection ? paletteOf(init.colorsOf ?? image) : undefined;
  const repaint = plan && planLatentMask(plan, cells, { isRounded: init.mask?.round ?? true });
  const common = {
    denoisingStrength: init.denoisingStrength,
    steps: "shared",
    noiseMultiplier: init.noiseMultiplier,
    ...(repaint ? { repaint } : {}),
  } as const;
  return {
    imageConditioning: await conditioningOf(engine, setup, model, { init, plan, image, sized, latent, cells }),
    startOf({ seeds, rng }) {
      const content = init.mask?.content;
      if (!repaint || (content !== "noise" && content !== "nothing")) return { ...common, latent };
      const kept = latent.data.map((value, k) => value * (1 - repaint[k % repaint.length]!));
      if (content === "nothing") return { ...common, latent: { ...latent, data: kept } };
      const noises = seeds.map((seed) => openBatchNoise({ rng, seeds: [seed], length: kept.length }).initial);
      const noisy = noises.map((noise) => kept.map((value, k) => value + noise[k]! * repaint[k % repaint.length]!));
      return { ...common, latent: batchOf(noisy.map((data) => ({ ...latent, data }))) };
    },
    finish(painted) {
      const colored = palette ? correctColors(painted, palette) : painted;
      return plan ? finishInpaint(plan, colored) : colored;
    },
  };
}

/**
 * Whether the picture is encoded as large as it is and its latent pulled to size. Not where a part of it is cut out or
 * filled, where pixels of the right size are there; nor a picture of less than a cell.
 */
const isSizedAsLatent = ({ resize, mask, image }: InitOrder, plan: InpaintPlan | undefined): boolean =>
  resize === "latent" &&
  Math.min(image.width, image.height) >= pixelsPerLatentCell &&
  (!plan || (!plan.box && mask?.content === "original"));

function planOf({ image, mask, resize }: InitOrder, size: PaintSize): InpaintPlan | undefined {
  if (!mask) return undefined;
  return planInpaint(
    image,
    { channels: 4, ...mask.image },
    {
      size,
      resize: resize === "latent" ? "stretch" : resize, // so the mask lies where the pulled latent has what it covers
      content: contents[mask.content],
      area: mask.area === "whole" ? { kind: "whole" } : { kind: "masked", padding: mask.padding },
      blurX: mask.blur,
      blurY: mask.blurY ?? mask.blur,
      isInverted: mask.invert,
      isRounded: mask.round,
    },
  );
}

interface Prepared {
  readonly init: InitOrder;
  readonly plan: InpaintPlan | undefined;
  /** What was encoded, and the same at the size that is painted. */
  readonly image: RgbImage;
  readonly sized: RgbImage;
  readonly latent: Tensor;
  readonly cells: PaintSize;
}

async function conditioningOf(
  engine: EngineParts,
  setup: ModelSetup,
  model: LoadedModel,
  { init, plan, image, sized, latent, cells }: Prepared,
): Promise<Tensor | undefined> {
  if (model.sees === "nothing") return undefined;
  if (model.sees === "edit") return unscaled(engine, setup, image, latent);
  const isRounded = init.mask?.round ?? true;
  const mask = plan?.mask ?? blankGrey(sized, 255);
  const seen = inpaintingCondition(sized, mask, cells, { weight: init.conditioningMaskWeight, isRounded });
  const shape = [1, 3, sized.height, sized.width];
  const masked = await engine.encodeImage(setup, { shape, data: seen.image });
  return channelsOf(seen.mask, masked.data, cells);
}

/** The picture's latent as edit models were trained to see it: not multiplied by the scale factor. */
async function unscaled(engine: EngineParts, setup: ModelSetup, image: RgbImage, latent: Tensor): Promise<Tensor> {
  const seen = await engine.encodeImage(setup, planesOf(image), { scaled: false });
  const [, , height = 0, width = 0] = latent.shape;
  const isSame = seen.shape[2] === height && seen.shape[3] === width;
  return isSame ? seen : interpolate(seen, { width, height }, latentUpscalers.Latent!);
}

export const planesOf = (image: RgbImage): Tensor => ({
  shape: [1, 3, image.height, image.width],
  data: toPlanes(image),
});
