import type { GenerationRequest, PassesRequest } from "@danfang/domain";
import { defined } from "@danfang/domain";
import { exception } from "../bodies/errors.ts";
import type { Img2ImgBody } from "../bodies/txt2img-fields.ts";
import { alwaysOnOf } from "../scripts/always-on.ts";
import { scriptOf } from "../scripts/selectable.ts";
import { readSetting } from "../settings/setting-of.ts";
import { type OrderContext, optionsFor, orderOf, sharedDraft } from "./generation-order.ts";

/** The pictures of a request, as they were kept: `input:…`. */
export interface StoredPictures {
  readonly images: readonly string[];
  readonly mask: string | undefined;
  readonly latentMask: string | undefined;
}

/** What an img2img body orders here. Errors: those of {@link sharedDraft} and {@link orderOf}. */
export function img2imgOrder(
  body: Img2ImgBody,
  { images: [image, ...others], mask, latentMask }: StoredPictures,
  context: OrderContext,
): GenerationRequest {
  const options = optionsFor(body, context.options);
  const { soft } = alwaysOnOf(body.alwayson_scripts, "img2img");
  const { passes } = scriptOf(body, "img2img", context.models);
  // Scripts that extend or enlarge the picture make masks of their own.
  const isMasked = mask !== undefined && (passes === undefined || passes.kind === "loopback");
  const init = {
    image,
    ...defined({ passes }),
    ...(others.length > 0 && !passes ? { others } : {}),
    denoisingStrength: body.denoising_strength,
    ...defined({ resize: readSetting("init.resize", {}, body) }),
    noiseMultiplier: body.initial_noise_multiplier ?? Number(options.initial_noise_multiplier ?? 1),
    ...defined({ imageCfgScale: body.image_cfg_scale ?? undefined }),
    conditioningMaskWeight: Number(options.inpainting_mask_weight ?? 1),
    ...defined({ colorCorrection: readSetting("init.colorCorrection", options) }),
    ...defined({ mask: isMasked ? { ...maskOf(body, mask), ...defined({ latent: latentMask, soft }) } : undefined }),
  };
  const draft = { ...sharedDraft(body, context, "img2img"), ...countsOf(passes) };
  if (others.length === 0 || passes) return orderOf({ ...draft, init });
  const count = others.length + 1;
  if (count > body.batch_size)
    throw exception("RuntimeError", `bad number of images passed: ${count}; expecting ${body.batch_size} or less`);
  return orderOf({ ...draft, init, batchSize: count });
}

/** SD upscale's batches are of tiles, loopback knows none, and "Poor man's" makes one picture. */
function countsOf(passes: PassesRequest | undefined) {
  if (passes === undefined || passes.kind === "outpaint") return {};
  return passes.kind === "outpaintTiles" ? { batchSize: 1, batchCount: 1 } : { batchSize: 1 };
}

const maskOf = (body: Img2ImgBody, image: string) => ({
  image,
  blur: body.mask_blur ?? body.mask_blur_x,
  blurY: body.mask_blur ?? body.mask_blur_y,
  invert: body.inpainting_mask_invert === 1,
  ...defined({ content: readSetting("init.mask.content", {}, body) }),
  area: body.inpaint_full_res ? "masked" : "whole",
  padding: body.inpaint_full_res_padding,
  round: body.mask_round,
});
