import { ownValue, type SamplerLabel, type ScheduleName, samplerFacts, samplerLabelled } from "@danfang/domain";

/** AUTOMATIC1111's samplers by ComfyUI's names; null where ComfyUI has none. Source: ComfyUI `comfy/samplers.py`. */
const samplers = {
  "DPM++ 2M": "dpmpp_2m",
  "DPM++ SDE": "dpmpp_sde",
  "DPM++ 2M SDE": "dpmpp_2m_sde",
  "DPM++ 2M SDE Heun": "dpmpp_2m_sde_heun",
  "DPM++ 2S a": "dpmpp_2s_ancestral",
  "DPM++ 3M SDE": "dpmpp_3m_sde",
  "Euler a": "euler_ancestral",
  Euler: "euler",
  LMS: "lms",
  Heun: "heun",
  DPM2: "dpm_2",
  "DPM2 a": "dpm_2_ancestral",
  "DPM fast": "dpm_fast",
  "DPM adaptive": "dpm_adaptive",
  Restart: null,
  DDIM: "ddim",
  "DDIM CFG++": null,
  PLMS: null,
  UniPC: "uni_pc",
  LCM: "lcm",
  HeunPP2: "heunpp2",
  IPNDM: "ipndm",
  IPNDM_V: "ipndm_v",
  DEIS: "deis",
  DDPM: "ddpm",
  "Euler CFG++": "euler_cfg_pp",
  "Euler a CFG++": "euler_ancestral_cfg_pp",
  "Gradient Estimation": "gradient_estimation",
} as const satisfies Record<SamplerLabel, string | null>;

/** A schedule that KSampler has by name, or one that is a node of its own. */
export type ComfySchedule = { readonly name: string } | { readonly node: SigmasNode };
export type SigmasNode = "AlignYourStepsScheduler" | "GITSScheduler" | "PolyexponentialScheduler" | "SDTurboScheduler";

/** AUTOMATIC1111's schedules in ComfyUI; null where it has none. "normal" is what A1111 calls uniform: the same sigmas. */
const schedules = {
  automatic: null,
  uniform: { name: "normal" },
  karras: { name: "karras" },
  exponential: { name: "exponential" },
  polyexponential: { node: "PolyexponentialScheduler" },
  sgm_uniform: { name: "sgm_uniform" },
  kl_optimal: { name: "kl_optimal" },
  align_your_steps: { node: "AlignYourStepsScheduler" },
  simple: { name: "simple" },
  normal: { name: "normal" },
  ddim: { name: "ddim_uniform" },
  beta: { name: "beta" },
  turbo: { node: "SDTurboScheduler" },
  align_your_steps_GITS: { node: "GITSScheduler" },
  align_your_steps_11: null,
  align_your_steps_32: null,
} as const satisfies Record<ScheduleName, ComfySchedule | null>;

/** ComfyUI's name of a sampler, and of its schedule; undefined where it has none. */
export interface ComfySampling {
  readonly sampler: string | undefined;
  readonly schedule: ComfySchedule | undefined;
}

export function comfySampling(sampler: string = samplerFacts[0].label, schedule = "automatic"): ComfySampling {
  const meant = schedule === "automatic" ? (samplerLabelled(sampler)?.schedule ?? "uniform") : schedule;
  return {
    sampler: ownValue(samplers as Readonly<Record<string, string | null>>, sampler) ?? undefined,
    schedule: ownValue(schedules as Readonly<Record<string, ComfySchedule | null>>, meant) ?? undefined,
  };
}

/** AUTOMATIC1111's ways to enlarge a latent by ComfyUI's names. */
const latentMethods: Readonly<Record<string, string>> = {
  latent: "bilinear",
  "latent (antialiased)": "bilinear",
  "latent (bicubic)": "bicubic",
  "latent (bicubic antialiased)": "bicubic",
  "latent (nearest)": "nearest-exact",
  "latent (nearest-exact)": "nearest-exact",
  bilinear: "bilinear",
  bicubic: "bicubic",
  bislerp: "bislerp",
  area: "area",
  "nearest-exact": "nearest-exact",
};
const pictureMethods: Readonly<Record<string, string>> = {
  lanczos: "lanczos",
  nearest: "nearest-exact",
  none: "lanczos",
};

/** How an upscaler of hires fix enlarges: the latent, the picture, or by a model in a file. */
export type Enlarging =
  | { readonly kind: "latent"; readonly method: string }
  | { readonly kind: "picture"; readonly method: string }
  | { readonly kind: "model"; readonly name: string };

export function enlargingBy(upscaler = "Latent"): Enlarging {
  const key = upscaler.trim().toLowerCase();
  const latent = ownValue(latentMethods, key);
  if (latent !== undefined) return { kind: "latent", method: latent };
  const picture = ownValue(pictureMethods, key);
  return picture === undefined ? { kind: "model", name: upscaler } : { kind: "picture", method: picture };
}
