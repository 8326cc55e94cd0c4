export { blurByBoxes } from "./box-blur.ts";
export { correctColors, type Palette, paletteOf } from "./colors/color-correction.ts";
export { blurMask } from "./gaussian-blur.ts";
export { adaptiveMask, type ChangeThreshold } from "./masks/adaptive-mask.ts";
export { composite, dropAlpha, flatten, greyToRgb, toGrey, toRgba } from "./masks/alpha.ts";
export { fillMasked } from "./masks/fill-masked.ts";
export { inpaintingCondition, latentMaskOf, toPlanes } from "./masks/latent-mask.ts";
export { boxOfMask, fitBoxToShape, invertMask, type MaskOptions, readMask } from "./masks/mask.ts";
export { applyOverlay, doubled, overlayOf } from "./masks/overlay.ts";
export {
  finishInpaint,
  type InpaintOptions,
  type InpaintPlan,
  type MaskedContent,
  maskedContents,
  planInpaint,
  planLatentMask,
} from "./masks/plan-inpaint.ts";
export { fillWithMatchedNoise, type NoiseLook } from "./outpaint/matched-noise.ts";
export {
  type Outpainting,
  type OutpaintStep,
  outpaint,
  outpaintSide,
  type Side,
} from "./outpaint/outpaint.ts";
export { type Box, blankGrey, crop, type GreyImage, paste, type Raster, type Size } from "./raster.ts";
export { type Interpolation, interpolate, latentUpscalers } from "./sizes/interpolate.ts";
export { type Filter, resize } from "./sizes/resample.ts";
export { type ResizeMode, type Resizer, resizeModes, resizeTo, sizeBeforeFitting } from "./sizes/resize-modes.ts";
export { joinTiles, planTiles, scaleTiles, type TileGrid, tileBox } from "./sizes/tiles.ts";
export { type Enlarge, enlargeInTiles, upscaleBy, upscaledSize, upscaleTile } from "./sizes/upscale-picture.ts";
