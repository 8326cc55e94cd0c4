import type { FieldPath, ScriptField } from "@danfang/domain";

export type SettingValue = string | number | boolean;

/** Where AUTOMATIC1111 keeps a field of an order. */
export type Setting = Named | Switches;

interface Named {
  /** In a request's body; it goes before the setting. */
  readonly body?: string;
  /** Among the settings, which a request may override. */
  readonly setting?: string;
  /** Our value → theirs, where they differ. */
  readonly values?: Readonly<Record<string, SettingValue>>;
}

/** A choice of several, each with a switch of its own; the first that is on counts. */
interface Switches {
  readonly switches: Readonly<Record<string, string>>;
}

const contents = { fill: 0, original: 1, noise: 2, nothing: 3 } as const;

/** Every field of an order by AUTOMATIC1111's name for it; null where it has none. Source: v1.10.1 `shared_options.py`, `api/models.py`. */
export const settings = {
  prompt: { body: "prompt" },
  negativePrompt: { body: "negative_prompt" },
  styles: { body: "styles" },
  emphasis: {
    setting: "emphasis",
    values: { original: "Original", noNorm: "No norm", ignore: "Ignore", none: "None" },
  },
  clipSkip: { setting: "CLIP_stop_at_last_layers" },
  checkpoint: null, // the studio's own setting: `options-routes.ts`
  vae: { setting: "sd_vae", values: { auto: "Automatic", none: "None" } },
  steps: { body: "steps" },
  sampler: { body: "sampler_name" },
  schedule: { body: "scheduler" },
  cfgScale: { body: "cfg_scale" },
  cfgRescale: null,
  width: { body: "width" },
  height: { body: "height" },
  batchSize: { body: "batch_size" },
  batchCount: { body: "n_iter" },
  tiling: { body: "tiling", setting: "tiling" },
  seed: { body: "seed" },
  "variation.seed": { body: "subseed" },
  "variation.strength": { body: "subseed_strength" },
  "seedResize.width": { body: "seed_resize_from_w" },
  "seedResize.height": { body: "seed_resize_from_h" },
  rng: { setting: "randn_source", values: { cpu: "CPU", nv: "NV" } },
  etaNoiseSeedDelta: { setting: "eta_noise_seed_delta" },
  "init.image": { body: "init_images" },
  "init.others": { body: "init_images" },
  "init.denoisingStrength": { body: "denoising_strength" },
  "init.resize": { body: "resize_mode", values: { stretch: 0, crop: 1, fill: 2, latent: 3 } },
  "init.noiseMultiplier": { body: "initial_noise_multiplier", setting: "initial_noise_multiplier" },
  "init.imageCfgScale": { body: "image_cfg_scale" },
  "init.colorCorrection": { setting: "img2img_color_correction" },
  "init.conditioningMaskWeight": { setting: "inpainting_mask_weight" },
  "init.mask.image": { body: "mask" },
  "init.mask.blur": { body: "mask_blur_x" },
  "init.mask.blurY": { body: "mask_blur_y" },
  "init.mask.invert": { body: "inpainting_mask_invert" },
  "init.mask.content": { body: "inpainting_fill", values: contents },
  "init.mask.area": { body: "inpaint_full_res" },
  "init.mask.padding": { body: "inpaint_full_res_padding" },
  "init.mask.round": { body: "mask_round" },
  "init.mask.latent": { body: "latent_mask" },
  // Arguments of scripts: `scripts/`.
  "init.mask.soft.scheduleBias": null,
  "init.mask.soft.preservation": null,
  "init.mask.soft.contrastBoost": null,
  "init.mask.soft.maskInfluence": null,
  "init.mask.soft.differenceThreshold": null,
  "init.mask.soft.differenceContrast": null,
  "hires.scale": { body: "hr_scale" },
  "hires.width": { body: "hr_resize_x" },
  "hires.height": { body: "hr_resize_y" },
  "hires.steps": { body: "hr_second_pass_steps" },
  "hires.upscaler": { body: "hr_upscaler" },
  "hires.denoisingStrength": { body: "denoising_strength" },
  "hires.sampler": { body: "hr_sampler_name" },
  "hires.schedule": { body: "hr_scheduler" },
  "hires.prompt": { body: "hr_prompt" },
  "hires.negativePrompt": { body: "hr_negative_prompt" },
  "hires.checkpoint": { body: "hr_checkpoint_name" },
  "hires.firstPass": { body: "firstpass_image" },
  "refiner.checkpoint": { body: "refiner_checkpoint" },
  "refiner.switchAt": { body: "refiner_switch_at" },
  "refiner.bySteps": { setting: "refiner_switch_by_sample_steps" },
  "refiner.hiresPasses": {
    setting: "hires_fix_refiner_pass",
    values: { first: "first pass", second: "second pass", both: "both passes" },
  },
  "knobs.eta": { body: "eta", setting: "eta_ancestral" },
  "knobs.etaDdim": { body: "eta", setting: "eta_ddim" },
  "knobs.sChurn": { body: "s_churn", setting: "s_churn" },
  "knobs.sTmin": { body: "s_tmin", setting: "s_tmin" },
  "knobs.sTmax": { body: "s_tmax", setting: "s_tmax" },
  "knobs.sNoise": { body: "s_noise", setting: "s_noise" },
  "knobs.sigmaMin": { setting: "sigma_min" },
  "knobs.sigmaMax": { setting: "sigma_max" },
  "knobs.rho": { setting: "rho" },
  "knobs.betaAlpha": { setting: "beta_dist_alpha" },
  "knobs.betaBeta": { setting: "beta_dist_beta" },
  "knobs.unipcVariant": { setting: "uni_pc_variant" },
  "knobs.unipcSkipType": { setting: "uni_pc_skip_type" },
  "knobs.unipcOrder": { setting: "uni_pc_order" },
  "knobs.unipcLowerOrderFinal": { setting: "uni_pc_lower_order_final" },
  "knobs.discardNextToLastSigma": { setting: "always_discard_next_to_last_sigma" },
  "knobs.sgmNoiseMultiplier": { setting: "sgm_noise_multiplier" },
  "knobs.extraNoise": { setting: "img2img_extra_noise" },
  "knobs.img2imgExactSteps": { setting: "img2img_fix_steps" },
  "knobs.minUncondSigma": { body: "s_min_uncond", setting: "s_min_uncond" },
  "knobs.minUncondAllSteps": { setting: "s_min_uncond_all" },
  "knobs.skipEarlyUncond": { setting: "skip_early_cond" },
  "knobs.padPrompts": { switches: { repeat: "pad_cond_uncond_v0", empty: "pad_cond_uncond" } },
  "knobs.commaBacktrack": { setting: "comma_padding_backtrack" },
  "knobs.zeroTerminalSnr": { setting: "sd_noise_schedule", values: { false: "Default", true: "Zero Terminal SNR" } },
  "knobs.prediction": null,
  "knobs.tokenMerging": { setting: "token_merging_ratio" },
  "knobs.tokenMergingHires": { setting: "token_merging_ratio_hr" },
  "knobs.hypertile": { switches: { both: "hypertile_enable_unet", hires: "hypertile_enable_unet_secondpass" } },
  "knobs.hypertileMaxDepth": { setting: "hypertile_max_depth_unet" },
  "knobs.hypertileMaxTile": { setting: "hypertile_max_tile_unet" },
  "knobs.hypertileSwapSize": { setting: "hypertile_swap_size_unet" },
  "knobs.downcastAlphas": { setting: "use_downcasted_alpha_bar" },
  "knobs.oldPromptEditing": { setting: "use_old_scheduling" },
  "knobs.secondOrderStepsCountOnce": { setting: "dont_fix_second_order_samplers_schedule" },
  "knobs.hiresFirstPassNetworks": { setting: "hires_fix_use_firstpass_conds" },
} as const satisfies Record<Exclude<FieldPath, ScriptField>, Setting | null>;

/**
 * Settings that change pictures and that nothing here follows, with the value that changes nothing. Among them are some
 * that AUTOMATIC1111 v1.10.1 only has by an extension of its own.
 */
export const unfollowedSettings: Readonly<Record<string, SettingValue>> = {
  enable_batch_seeds: true,
  enable_quantization: false,
  enable_prompt_comments: true,
  face_restoration: false,
  fp8_storage: "Disable",
  hypertile_enable_vae: false,
  img2img_background_color: "#ffffff",
  no_dpmpp_sde_batch_determinism: false,
  overlay_inpaint: true,
  sd_vae_decode_method: "Full",
  sd_vae_encode_method: "Full",
  sdxl_clip_l_skip: false,
  sdxl_crop_left: 0,
  sdxl_crop_top: 0,
  sdxl_refiner_high_aesthetic_score: 6,
  sdxl_refiner_low_aesthetic_score: 2.5,
  upscaler_for_img2img: "None",
  use_old_emphasis_implementation: false,
};
