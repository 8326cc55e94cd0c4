import type { RgbaImage } from "@danfang/domain";
import { defined, pixelsPerLatentCell, type RgbImage, type Seed, type Tensor } from "@danfang/domain";
import {
  adaptiveMask,
  blankGrey,
  correctColors,
  finishInpaint,
  type GreyImage,
  type InpaintPlan,
  inpaintingCondition,
  interpolate,
  latentUpscalers,
  type Palette,
  paletteOf,
  planInpaint,
  planLatentMask,
  resizeTo,
  toGrey,
  toPlanes,
} from "../imaging/index.ts";
import { openBatchNoise, type Rng } from "../noise/index.ts";
import type { LatentStart } from "../orders/denoise-order.ts";
import type { EngineParts } from "../orders/engine-parts.ts";
import type { LoadedModel, ModelSetup } from "../orders/model-setup.ts";
import type { InitOrder, PaintSize } from "../orders/paint-order.ts";
import { batchOf, imageOf } from "../tensors/latents.ts";
import { channelsOf } from "./image-conditioning.ts";

/** Pictures to start from, brought to the size that is painted and encoded. */
export interface StartPicture {
  /** [1, …], or one for each picture of a batch. */
  readonly imageConditioning: Tensor | undefined;
  /** Where a batch starts. */
  startOf(batch: { readonly seeds: readonly Seed[]; readonly rng: Rng }): LatentStart;
  /**
   * What was painted as the i-th of the batch, in the first picture's colours where that is asked for, with everything
   * outside the mask as it was. `start` is where the batch started, `latent` what came out of it, [1, C, h, w].
   */
  finish(
    painted: RgbImage,
    batch: { readonly i: number; readonly start: LatentStart; readonly latent: Tensor },
  ): RgbImage;
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
  const prepared: Prepared[] = [];
  const conditions: Tensor[] = [];
  for (const image of [init.image, ...(init.others ?? [])]) {
    const one = await prepare(engine, setup, { ...init, image }, { size, cells });
    prepared.push(one);
    const condition = await conditioningOf(engine, setup, model, one);
    if (condition) conditions.push(condition);
  }
  const latent = batchOf(prepared.map((one) => one.latent));
  const plan = prepared[0]?.plan;
  const repaint = plan && planLatentMask(plan, cells, { isRounded: isRounded(init) });
  const soft = repaint && init.mask?.soft;
  const common = {
    denoisingStrength: init.denoisingStrength,
    steps: "shared",
    noiseMultiplier: init.noiseMultiplier,
    ...defined({ repaint, soft }),
  } as const;
  return {
    imageConditioning: conditions.length > 0 ? batchOf(conditions) : undefined,
    startOf({ seeds, rng }) {
      const content = init.mask?.content;
      if (!repaint || (content !== "noise" && content !== "nothing")) return { ...common, latent };
      const kept = latent.data.map((value, k) => value * (1 - repaint[k % repaint.length]!));
      if (content === "nothing") return { ...common, latent: { ...latent, data: kept } };
      const length = kept.length / prepared.length;
      const noisy = seeds.map((seed, i) => {
        const noise = openBatchNoise({ rng, seeds: [seed], length }).initial;
        const own = kept.subarray(prepared.length === 1 ? 0 : i * length);
        return noise.map((value, k) => own[k]! + value * repaint[k % repaint.length]!);
      });
      return { ...common, latent: batchOf(noisy.map((data) => ({ shape: [1, ...latent.shape.slice(1)], data }))) };
    },
    finish(painted, { i, start, latent: after }) {
      const { plan, palette } = prepared[prepared.length === 1 ? 0 : i]!;
      const colored = palette ? correctColors(painted, palette) : painted;
      if (!plan) return colored;
      if (!soft || !repaint) return finishInpaint(plan, colored);
      const before = start.latent.shape[0] === 1 ? start.latent : imageOf(start.latent, i);
      const into = plan.box && { size: plan.original, box: plan.box };
      return finishInpaint(plan, colored, adaptiveMask({ before, after, repaint }, soft, size, into));
    },
  };
}

/** Soft inpainting wants the greys. Source: AUTOMATIC1111 `soft_inpainting.py`, `process`. */
const isRounded = ({ mask }: InitOrder): boolean => (mask?.round ?? true) && !mask?.soft;

interface Prepared {
  readonly init: InitOrder;
  readonly plan: InpaintPlan | undefined;
  /** What was encoded, and the same at the size that is painted. */
  readonly image: RgbImage;
  readonly sized: RgbImage;
  readonly palette: Palette | undefined;
  /** [1, C, h, w] */
  readonly latent: Tensor;
  readonly cells: PaintSize;
}

/** One picture, brought to size and encoded. */
async function prepare(
  engine: EngineParts,
  setup: ModelSetup,
  init: InitOrder,
  { size, cells }: { readonly size: PaintSize; readonly cells: PaintSize },
): Promise<Prepared> {
  const plan = planOf(init, size);
  const sized = plan?.image ?? resizeTo(init.image, size, init.resize === "latent" ? "stretch" : init.resize);
  const image = isSizedAsLatent(init, plan) ? init.image : sized;
  const encoded = await engine.encodeImage(setup, planesOf(image));
  const { height, width } = cells;
  const isSame = encoded.shape[2] === height && encoded.shape[3] === width;
  const latent = isSame ? encoded : interpolate(encoded, cells, latentUpscalers.Latent!);
  const palette = init.colorCorrection ? paletteOf(init.colorsOf ?? image) : undefined;
  return { init, plan, image, sized, palette, latent, cells };
}

/**
 * Whether the picture is encoded as large as it is and its latent pulled to size. Not where a part of it is cut out or
 * filled, where pixels of the right size are there; nor a picture of less than a cell.
 */
const isSizedAsLatent = ({ resize, mask, image }: InitOrder, plan: InpaintPlan | undefined): boolean =>
  resize === "latent" &&
  Math.min(image.width, image.height) >= pixelsPerLatentCell &&
  (!plan || (!plan.box && mask?.content === "original"));

function planOf(init: InitOrder, size: PaintSize): InpaintPlan | undefined {
  const { image, mask, resize } = init;
  if (!mask) return undefined;
  return planInpaint(image, mask.image, {
    size,
    resize: resize === "latent" ? "stretch" : resize, // so the mask lies where the pulled latent has what it covers
    content: contents[mask.content],
    area: mask.area === "whole" ? { kind: "whole" } : { kind: "masked", padding: mask.padding },
    blurX: mask.blur,
    blurY: mask.blurY ?? mask.blur,
    isInverted: mask.invert,
    isRounded: isRounded(init),
    latentMask: mask.latent && latentMaskOf(mask.latent),
  });
}

/** As it is: neither turned nor blurred, its transparency is none. Source: AUTOMATIC1111 `init`, `self.latent_mask`. */
const latentMaskOf = (mask: RgbaImage): GreyImage => toGrey(mask);

async function conditioningOf(
  engine: EngineParts,
  setup: ModelSetup,
  model: LoadedModel,
  { init, plan, image, sized, latent, cells }: Prepared,
): Promise<Tensor | undefined> {
  if (model.sees === "nothing") return undefined;
  if (model.sees === "edit") return unscaled(engine, setup, image, latent);
  const mask = plan?.mask ?? blankGrey(sized, 255);
  const seen = inpaintingCondition(sized, mask, cells, {
    weight: init.conditioningMaskWeight,
    isRounded: isRounded(init),
  });
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
