import type { RgbaImage, RgbImage } from "@danfang/domain";
import { type Box, crop, type GreyImage, type Size } from "../raster.ts";
import { type ResizeMode, type Resizer, resizeTo } from "../sizes/resize-modes.ts";
import { fillMasked } from "./fill-masked.ts";
import { latentMaskOf } from "./latent-mask.ts";
import { boxOfMask, fitBoxToShape, type MaskOptions, readMask } from "./mask.ts";
import { applyOverlay, doubled, overlayOf } from "./overlay.ts";

/** What the masked area starts from, in the order of the WebUI's numbers. */
export const maskedContents = ["fill", "original", "latent noise", "latent nothing"] as const;
export type MaskedContent = (typeof maskedContents)[number];

export interface InpaintOptions extends MaskOptions {
  /** Size to paint at, pixels. */
  readonly size: Size;
  /** How picture and mask come to that size; `asTheyAre` is the WebUI's latent upscale, which sizes the latent instead. */
  readonly resize: ResizeMode | "asTheyAre";
  readonly content: MaskedContent;
  /** Whether everything is painted anew under the mask, or only the mask's surroundings, enlarged. */
  readonly area: { readonly kind: "whole" } | { readonly kind: "masked"; readonly padding: number };
  /** A mask for the latent alone, where it should differ from the one of the overlay; outpainting has such. */
  readonly latentMask?: GreyImage | undefined;
  /** Enlarges the picture; Lanczos where absent. Masks always use Lanczos. */
  readonly resizer?: Resizer | undefined;
}

/** Everything about an inpainting that is known before anything is encoded. */
export interface InpaintPlan {
  /** The picture to encode: of the size to paint, its masked part filled where content asks for it. */
  readonly image: RgbImage;
  /** 255 is painted; of the size of {@link image} (with `asTheyAre`, of the size to paint). */
  readonly mask: GreyImage;
  /** The mask that counts for latents and for filling. */
  readonly latentMask: GreyImage;
  readonly overlay: RgbaImage;
  /** What the overlay is cut out of. */
  readonly original: RgbImage;
  /** The part of the original that is painted; absent: all of it. */
  readonly box: Box | undefined;
}

/**
 * From a picture and a mask of the same size to what img2img needs. Undefined where only the masked area is asked for
 * and the mask is empty: the WebUI then paints the whole picture without any mask.
 *
 * Source: AUTOMATIC1111 `StableDiffusionProcessingImg2Img.init`, equal to it in every pixel.
 */
export function planInpaint(
  original: RgbImage,
  drawn: RgbImage | RgbaImage | GreyImage,
  options: InpaintOptions,
): InpaintPlan | undefined {
  const mask = readMask(drawn, options);
  return options.area.kind === "masked"
    ? planMaskedArea(original, mask, options, options.area.padding)
    : planWhole(original, mask, options);
}

function planMaskedArea(original: RgbImage, mask: GreyImage, options: InpaintOptions, padding: number) {
  const found = boxOfMask(mask, padding);
  if (!found) return undefined;
  const box = fitBoxToShape(found, options.size, mask);
  const sized = resizeTo(crop(mask, box), options.size, "fill");
  const image = resizeTo(crop(original, box), options.size, "fill", options.resizer);
  return finishPlan({ image, mask: sized, original, overlay: overlayOf(original, mask), box }, options);
}

function planWhole(original: RgbImage, mask: GreyImage, options: InpaintOptions): InpaintPlan {
  const mode = options.resize === "asTheyAre" ? "fill" : options.resize; // so the WebUI, whose latent upscale is mode 3
  const sized = resizeTo(mask, options.size, mode);
  const image =
    options.resize === "asTheyAre" ? original : resizeTo(original, options.size, options.resize, options.resizer);
  const wide = doubled(sized);
  const isSame = wide.width === image.width && wide.height === image.height;
  const overlay = overlayOf(image, isSame ? wide : resizeTo(wide, image, mode));
  return finishPlan({ image, mask: sized, original: image, overlay, box: undefined }, options);
}

const ofSize = (mask: GreyImage, size: Size): GreyImage =>
  mask.width === size.width && mask.height === size.height ? mask : resizeTo(mask, size, "stretch");

const finishPlan = (
  plan: Omit<InpaintPlan, "latentMask">,
  { content, latentMask = plan.mask }: InpaintOptions,
): InpaintPlan => ({
  ...plan,
  image: content === "original" ? plan.image : fillMasked(plan.image, ofSize(latentMask, plan.image)),
  latentMask,
});

/** The plan's mask over latent cells, [h, w]: 1 is painted. */
export const planLatentMask = (plan: InpaintPlan, cells: Size, options: { readonly isRounded: boolean }) =>
  latentMaskOf(plan.latentMask, cells, options);

/**
 * The finished picture: what was painted, with the original's pixels exact where there was no mask. `shown`, of the
 * original's size, is a mask to lay it through instead of the plan's.
 */
export const finishInpaint = (plan: InpaintPlan, painted: RgbImage, shown?: GreyImage): RgbImage =>
  applyOverlay(painted, shown ? overlayOf(plan.original, shown) : plan.overlay, plan.box);
