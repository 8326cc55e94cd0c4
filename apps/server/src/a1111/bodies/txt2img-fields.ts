import { bool, dict, type Fields, float, int, list, picture, seed, str, strings, type ValuesOf } from "./fields.ts";

/** What txt2img and img2img share, with defaults as AUTOMATIC1111 v1.10.1 has them; steps are 50 here, not the page's 20. */
const generationFields = {
  prompt: str(""),
  negative_prompt: str(""),
  styles: strings(null),
  seed: seed(-1),
  subseed: seed(-1),
  subseed_strength: float(0),
  seed_resize_from_h: int(-1),
  seed_resize_from_w: int(-1),
  sampler_name: str(null),
  scheduler: str(null),
  batch_size: int(1),
  n_iter: int(1),
  steps: int(50),
  cfg_scale: float(7),
  width: int(512),
  height: int(512),
  restore_faces: bool(null),
  tiling: bool(null),
  do_not_save_samples: bool(false),
  do_not_save_grid: bool(false),
  eta: float(null),
  denoising_strength: float(null),
  s_min_uncond: float(null),
  s_churn: float(null),
  s_tmax: float(null),
  s_tmin: float(null),
  s_noise: float(null),
  override_settings: dict(null),
  override_settings_restore_afterwards: bool(true),
  refiner_checkpoint: str(null),
  refiner_switch_at: float(null),
  disable_extra_networks: bool(false),
  firstpass_image: picture(null),
  comments: dict(null),
} satisfies Fields;

const scriptFields = {
  force_task_id: str(null),
  sampler_index: str("Euler"),
  script_name: str(null),
  script_args: list([]),
  send_images: bool(true),
  save_images: bool(false),
  alwayson_scripts: dict({}),
  infotext: str(null),
} satisfies Fields;

/** What both bodies have. */
const sharedFields = { ...generationFields, ...scriptFields } satisfies Fields;
export type GenerationBody = ValuesOf<typeof sharedFields>;

/** The body of POST txt2img. */
export const txt2imgFields = {
  ...generationFields,
  enable_hr: bool(false),
  firstphase_width: int(0),
  firstphase_height: int(0),
  hr_scale: float(2),
  hr_upscaler: str(null),
  hr_second_pass_steps: int(0),
  hr_resize_x: int(0),
  hr_resize_y: int(0),
  hr_checkpoint_name: str(null),
  hr_sampler_name: str(null),
  hr_scheduler: str(null),
  hr_prompt: str(""),
  hr_negative_prompt: str(""),
  ...scriptFields,
} satisfies Fields;
export type Txt2ImgBody = ValuesOf<typeof txt2imgFields>;

/** The body of POST img2img. */
export const img2imgFields = {
  ...generationFields,
  denoising_strength: float(0.75),
  init_images: strings(null),
  resize_mode: int(0),
  image_cfg_scale: float(null),
  mask: picture(null),
  mask_blur_x: int(4),
  mask_blur_y: int(4),
  mask_blur: int(null),
  mask_round: bool(true),
  inpainting_fill: int(0),
  inpaint_full_res: bool(true),
  inpaint_full_res_padding: int(0),
  inpainting_mask_invert: int(0),
  initial_noise_multiplier: float(null),
  latent_mask: picture(null),
  include_init_images: bool(false),
  ...scriptFields,
} satisfies Fields;
export type Img2ImgBody = ValuesOf<typeof img2imgFields>;
