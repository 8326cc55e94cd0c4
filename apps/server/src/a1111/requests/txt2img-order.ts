import type { GenerationRequest } from "@danfang/domain";
import { defined } from "@danfang/domain";
import { splitSampler } from "@danfang/recipes";
import type { Txt2ImgBody } from "../bodies/txt2img-fields.ts";
import {
  type Draft,
  demandCheckpoint,
  type OrderContext,
  optionsFor,
  orderOf,
  sharedDraft,
} from "./generation-order.ts";
import { samplingOf } from "./sampling.ts";

/**
 * What a txt2img body orders here; `firstPass` is the picture in its `firstpass_image`, kept. Errors: those of
 * {@link sharedDraft} and {@link orderOf}.
 */
export function txt2imgOrder(body: Txt2ImgBody, context: OrderContext, firstPass?: string): GenerationRequest {
  if (!body.enable_hr) return orderOf(sharedDraft(body, context, "txt2img"));
  const hires = { ...hiresOf(body, context), ...defined({ firstPass }) };
  const draft = sharedDraft(body, context, "txt2img", hires);
  if (optionsFor(body, context.options).use_old_hires_fix_width_height === true)
    return orderOf(byFinalSize(draft, hires));
  if (body.firstphase_width === 0 && body.firstphase_height === 0) return orderOf({ ...draft, hires });
  // The older way: what is asked for is the final size, and this is the first pass's.
  return orderOf({
    ...draft,
    ...firstSize(body),
    hires: { ...hires, width: body.width, height: body.height },
  });
}

/** One side alone: the other follows the picture's shape, in whole latent cells. */
function firstSize({ width, height, firstphase_width, firstphase_height }: Txt2ImgBody) {
  const follow = (side: number, of: number, other: number) =>
    Math.max(cell, Math.floor((side * other) / of / cell) * cell);
  return {
    width: firstphase_width || follow(firstphase_height, height, width),
    height: firstphase_height || follow(firstphase_width, width, height),
  };
}
/** Pixels. */
const cell = 8;

/**
 * The size that is asked for is the final one; the first pass has about 512 × 512 pixels, in whole blocks of 64.
 * Source: AUTOMATIC1111 v1.10.1 `old_hires_fix_first_pass_dimensions`, setting `use_old_hires_fix_width_height`.
 */
function byFinalSize(draft: Draft, hires: object): Draft {
  const [width, height] = [Number(draft.width), Number(draft.height)];
  const scale = Math.sqrt((512 * 512) / Math.max(width * height, 1));
  const first = (side: number) => Math.ceil((scale * side) / 64) * 64;
  return { ...draft, width: first(width), height: first(height), hires: { ...hires, width, height } };
}

/** Source: AUTOMATIC1111 v1.10.1 `StableDiffusionProcessingTxt2Img`; a strength that was not sent is the page's 0.7. */
function hiresOf(body: Txt2ImgBody, context: OrderContext) {
  const own = (name: string | null) => (name === null || name === "" || name.startsWith("Use same") ? undefined : name);
  const sampler = own(body.hr_sampler_name);
  const scheduler = own(body.hr_scheduler);
  const sampling =
    sampler !== undefined
      ? samplingOf(sampler, scheduler ?? null)
      : scheduler === undefined
        ? {}
        : { schedule: splitSampler("", scheduler).schedule };
  const checkpoint = own(body.hr_checkpoint_name);
  return {
    scale: body.hr_scale,
    ...defined({ width: body.hr_resize_x || undefined, height: body.hr_resize_y || undefined }),
    steps: body.hr_second_pass_steps,
    ...defined({ upscaler: body.hr_upscaler ?? undefined, denoisingStrength: body.denoising_strength ?? undefined }),
    ...sampling,
    ...defined({
      prompt: body.hr_prompt || undefined,
      negativePrompt: body.hr_negative_prompt || undefined,
      checkpoint: checkpoint && demandCheckpoint(checkpoint, context),
    }),
  };
}
