import { fieldPaths } from "@danfang/domain";
import { parseInfotext, readPaintingFields } from "@danfang/recipes";
import type { GenerationBody } from "../bodies/txt2img-fields.ts";
import { printSetting } from "../settings/setting-of.ts";

/**
 * A body whose unset fields are filled from its `infotext`; what the request says itself stays. Settings that the text
 * carries act on this job only. Source: AUTOMATIC1111 v1.10.1 `apply_infotext`.
 */
export function bodyFromInfotext<B extends GenerationBody>(body: B, set: ReadonlySet<string>): B {
  const { value: recipe } = parseInfotext(body.infotext ?? "");
  const { hires, variation } = recipe;
  const painting = readPaintingFields(recipe.extra ?? {});
  const filled = {
    prompt: recipe.prompt,
    negative_prompt: recipe.negativePrompt,
    steps: recipe.steps,
    sampler_name: recipe.sampler,
    scheduler: recipe.schedule,
    cfg_scale: recipe.cfgScale,
    seed: recipe.seed,
    width: recipe.width,
    height: recipe.height,
    denoising_strength: hires?.denoisingStrength ?? recipe.denoisingStrength,
    enable_hr: hires === undefined ? undefined : true,
    hr_scale: hires?.scale,
    hr_upscaler: hires?.upscaler,
    hr_second_pass_steps: hires?.steps,
    hr_resize_x: hires?.width,
    hr_resize_y: hires?.height,
    subseed: variation?.seed,
    subseed_strength: variation?.strength,
    hr_checkpoint_name: painting.hires?.checkpoint,
    hr_sampler_name: painting.hires?.sampler,
    hr_scheduler: painting.hires?.schedule,
    hr_prompt: painting.hires?.prompt,
    hr_negative_prompt: painting.hires?.negativePrompt,
    refiner_checkpoint: painting.refiner?.checkpoint,
    refiner_switch_at: painting.refiner?.switchAt,
    seed_resize_from_w: painting.seedResize?.width,
    seed_resize_from_h: painting.seedResize?.height,
  };
  const { rng, clipSkip, etaNoiseSeedDelta } = recipe;
  const said = { ...painting, rng: rng === "gpu" ? "GPU" : rng, clipSkip, etaNoiseSeedDelta, vae: recipe.vae?.name };
  const settings = fieldPaths.map((path) => printSetting(path, valueAt(said, path)));
  const unset = Object.entries(filled).filter(([key, value]) => value !== undefined && key in body && !set.has(key));
  const override_settings = { ...Object.assign({}, ...settings), ...body.override_settings };
  return { ...body, ...Object.fromEntries(unset), override_settings };
}

const valueAt = (tree: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((node, name) => (node as Record<string, unknown> | undefined)?.[name], tree);
