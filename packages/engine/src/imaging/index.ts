export { adaptiveMask, type ChangeThreshold } from "./adaptive-mask.ts";
export { composite, dropAlpha, flatten, greyToRgb, toGrey, toRgba } from "./alpha.ts";
export { blurByBoxes } from "./box-blur.ts";
export { correctColors, type Palette, paletteOf } from "./color-correction.ts";
export { fillMasked } from "./fill-masked.ts";
export { blurMask } from "./gaussian-blur.ts";
export { type Interpolation, interpolate, latentUpscalers } from "./interpolate.ts";
export { inpaintingCondition, latentMaskOf, toPlanes } from "./latent-mask.ts";
export { boxOfMask, fitBoxToShape, invertMask, type MaskOptions, readMask } from "./mask.ts";
export { fillWithMatchedNoise, type NoiseLook } from "./matched-noise.ts";
export {
  type Outpainting,
  type OutpaintStep,
  outpaint,
  outpaintSide,
  type Side,
} from "./outpaint.ts";
export { applyOverlay, doubled, overlayOf } from "./overlay.ts";
export {
  finishInpaint,
  type InpaintOptions,
  type InpaintPlan,
  type MaskedContent,
  maskedContents,
  planInpaint,
  planLatentMask,
} from "./plan-inpaint.ts";
export { type Box, blankGrey, crop, type GreyImage, paste, type Raster, type RgbaImage, type Size } from "./raster.ts";
export { type Filter, resize } from "./resample.ts";
export { type ResizeMode, type Resizer, resizeModes, resizeTo, sizeBeforeFitting } from "./resize-modes.ts";
export { joinTiles, planTiles, scaleTiles, type TileGrid, tileBox } from "./tiles.ts";
export { type Enlarge, enlargeInTiles, upscaleBy, upscaledSize, upscaleTile } from "./upscale-picture.ts";
