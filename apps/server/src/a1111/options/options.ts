import { mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { writeFileAtomically } from "@danfang/formats";

/** A setting's value, in AUTOMATIC1111's names. */
export type OptionValue = string | number | boolean | null | readonly string[];
export type OptionValues = Readonly<Record<string, OptionValue>>;

/**
 * Settings under AUTOMATIC1111's names that a client may set. The first ones act on every picture asked for through its
 * API; the others are kept and given back, because clients read them before they speak.
 * Defaults: AUTOMATIC1111 v1.10.1, but for `randn_source` (it has GPU; the noise we draw is the CPU's unless asked) and
 * `return_grid` (pictures of a batch come without a grid of them before).
 */
export const optionDefaults: OptionValues = {
  sd_vae: "Automatic",
  CLIP_stop_at_last_layers: 1,
  eta_noise_seed_delta: 0,
  randn_source: "CPU",
  sd_checkpoint_hash: "",
  samples_save: true,
  samples_format: "png",
  samples_filename_pattern: "",
  save_images_add_number: true,
  grid_save: true,
  grid_format: "png",
  return_grid: false,
  enable_pnginfo: true,
  save_txt: false,
  jpeg_quality: 80,
  webp_lossless: false,
  save_to_dirs: true,
  directories_filename_pattern: "[date]",
  outdir_samples: "",
  outdir_txt2img_samples: "",
  outdir_img2img_samples: "",
  outdir_extras_samples: "",
  outdir_grids: "",
  outdir_save: "",
  sd_checkpoints_limit: 1,
  sd_checkpoint_cache: 0,
  sd_vae_checkpoint_cache: 0,
  sd_unet: "Automatic",
  emphasis: "Original",
  enable_emphasis: true,
  comma_padding_backtrack: 20,
  upcast_attn: false,
  tiling: false,
  face_restoration: false,
  face_restoration_model: "CodeFormer",
  code_former_weight: 0.5,
  s_min_uncond: 0,
  s_min_uncond_all: false,
  pad_cond_uncond: false,
  pad_cond_uncond_v0: false,
  s_churn: 0,
  s_tmin: 0,
  s_tmax: 0,
  s_noise: 1,
  eta_ddim: 0,
  eta_ancestral: 1,
  k_sched_type: "Automatic",
  sigma_min: 0,
  sigma_max: 0,
  rho: 0,
  beta_dist_alpha: 0.6,
  beta_dist_beta: 0.6,
  uni_pc_variant: "bh1",
  uni_pc_skip_type: "time_uniform",
  uni_pc_order: 3,
  uni_pc_lower_order_final: true,
  always_discard_next_to_last_sigma: false,
  sgm_noise_multiplier: false,
  sd_noise_schedule: "Default",
  skip_early_cond: 0,
  token_merging_ratio: 0,
  token_merging_ratio_img2img: 0,
  token_merging_ratio_hr: 0,
  hypertile_enable_unet: false,
  hypertile_enable_unet_secondpass: false,
  hypertile_max_depth_unet: 3,
  hypertile_max_tile_unet: 256,
  hypertile_swap_size_unet: 3,
  img2img_fix_steps: false,
  img2img_color_correction: false,
  img2img_background_color: "#ffffff",
  initial_noise_multiplier: 1,
  img2img_extra_noise: 0,
  inpainting_mask_weight: 1,
  upscaler_for_img2img: "None",
  hires_fix_use_firstpass_conds: false,
  hires_fix_refiner_pass: "second pass",
  refiner_switch_by_sample_steps: false,
  use_old_scheduling: false,
  use_downcasted_alpha_bar: false,
  use_old_karras_scheduler_sigmas: false,
  use_old_hires_fix_width_height: false,
  dont_fix_second_order_samplers_schedule: false,
  extra_networks_default_multiplier: 1,
  sd_lora: "None",
  sd_hypernetwork: "None",
  live_previews_enable: true,
  show_progress_every_n_steps: 1,
  show_progress_type: "Approx cheap",
  live_preview_refresh_period: 1000,
  interrupt_after_current: true,
  quicksettings_list: ["sd_model_checkpoint"],
  hidden_tabs: [],
  add_model_hash_to_info: true,
  add_model_name_to_info: true,
  add_version_to_infotext: true,
  disable_weights_auto_swap: true,
  send_seed: true,
  send_size: true,
};

/** Settings that the API must not change; AUTOMATIC1111 passes over them in silence. */
export const restrictedOptions: OptionValues = {
  api_enable_requests: false,
  api_forbid_local_requests: true,
  api_useragent: "",
};

/** The settings set through AUTOMATIC1111's API, kept in a file of their own. */
export interface OptionStore {
  get(): Promise<OptionValues>;
  set(changes: OptionValues): Promise<void>;
}

/** Options in `file`; without one they last as long as the server. A file that cannot be read is as none. */
export function openOptions(file: string | undefined): OptionStore {
  let kept: Promise<OptionValues> | undefined;
  let writing: Promise<unknown> = Promise.resolve();
  const read = () => {
    kept ??= readOptions(file);
    return kept;
  };
  return {
    get: async () => ({ ...optionDefaults, ...restrictedOptions, ...(await read()) }),
    async set(changes) {
      const next = { ...(await read()), ...changes };
      kept = Promise.resolve(next);
      if (file === undefined) return;
      writing = writing.catch(() => undefined).then(() => writeOptions(file, next));
      await writing;
    },
  };
}

async function readOptions(file: string | undefined): Promise<OptionValues> {
  if (file === undefined) return {};
  const text = await readFile(file, "utf8").catch(() => "{}");
  try {
    const values: unknown = JSON.parse(text);
    const entries = typeof values === "object" && values !== null ? Object.entries(values) : [];
    return Object.fromEntries(entries.filter(([key, value]) => key in optionDefaults && isOptionValue(value)));
  } catch {
    return {}; // half a file, or somebody's notes: the defaults are a good beginning
  }
}

async function writeOptions(file: string, values: OptionValues): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFileAtomically(file, (append) => append(new TextEncoder().encode(`${JSON.stringify(values, null, 2)}\n`)));
}

export const isOptionValue = (value: unknown): value is OptionValue =>
  value === null ||
  ["string", "number", "boolean"].includes(typeof value) ||
  (Array.isArray(value) && value.every((item) => typeof item === "string"));
