import type { NodeTable } from "./node-row.ts";

const guided = { outputs: "guider" } as const;
const named = (sampler: string, widgets: string) => ({ widgets, outputs: "samplerNode", says: { sampler } }) as const;
const scheduled = (schedule: string, widgets: string) => ({ widgets, outputs: "sigmas", says: { schedule } }) as const;
const sigmasAgain = { outputs: "sigmas sigmas" } as const;

/** Sampling in parts: noise, guider, sampler and schedule are nodes of their own. */
export const customSampling: NodeTable = {
  SamplerCustom: { widgets: "add_noise noise_seed cfg", outputs: "latent latent", does: "sample" },
  SamplerCustomAdvanced: { outputs: "latent latent", does: "sample" },
  RandomNoise: { widgets: "noise_seed", outputs: "noise" },
  DisableNoise: { outputs: "noise" },
  BasicGuider: { ...guided, inputs: { positive: "conditioning" } },
  CFGGuider: { ...guided, widgets: "cfg" },
  DualCFGGuider: {
    ...guided,
    widgets: "cfg_conds cfg_cond2_negative style",
    inputs: { cfg: "cfg_conds", positive: "cond1" },
  },
  PerpNegGuider: { ...guided, widgets: "cfg neg_scale" },
  KSamplerSelect: { widgets: "sampler_name", outputs: "samplerNode" },
  ODESamplerSelect: {
    widgets: "solver log_relative_tolerance log_absolute_tolerance max_steps",
    outputs: "samplerNode",
  },
  SamplerEulerAncestral: named("euler_ancestral", "eta s_noise"),
  SamplerEulerAncestralCFGPP: named("euler_ancestral_cfg_pp", "eta s_noise"),
  SamplerEulerCFGpp: named("euler_cfg_pp", "version"),
  SamplerLMS: named("lms", "order"),
  SamplerDPMPP_2M_SDE: named("dpmpp_2m_sde", "solver_type eta s_noise noise_device"),
  SamplerDPMPP_3M_SDE: named("dpmpp_3m_sde", "eta s_noise noise_device"),
  SamplerDPMPP_SDE: named("dpmpp_sde", "eta s_noise r noise_device"),
  SamplerDPMPP_2S_Ancestral: named("dpmpp_2s_ancestral", "eta s_noise"),
  SamplerDPMAdaptative: named("dpm_adaptive", "order rtol atol h_init pcoeff icoeff dcoeff accept_safety eta s_noise"),
  SamplerLCMUpscale: named("lcm", "scale_ratio scale_steps upscale_method"),

  BasicScheduler: { widgets: "scheduler steps denoise", outputs: "sigmas" },
  KarrasScheduler: scheduled("karras", "steps sigma_max sigma_min rho"),
  ExponentialScheduler: scheduled("exponential", "steps sigma_max sigma_min"),
  PolyexponentialScheduler: scheduled("polyexponential", "steps sigma_max sigma_min rho"),
  SDTurboScheduler: scheduled("turbo", "steps denoise"),
  BetaSamplingScheduler: scheduled("beta", "steps alpha beta"),
  AlignYourStepsScheduler: scheduled("align_your_steps", "model_type steps denoise"),
  GITSScheduler: scheduled("align_your_steps_GITS", "coeff steps denoise"),
  Flux2Scheduler: { widgets: "steps width height", outputs: "sigmas" },
  LTXVScheduler: { widgets: "steps max_shift base_shift stretch terminal", outputs: "sigmas" },
  VPScheduler: { widgets: "steps beta_d beta_min eps_s", outputs: "sigmas" },
  LaplaceScheduler: { widgets: "steps sigma_max sigma_min mu beta", outputs: "sigmas" },
  SplitSigmas: { ...sigmasAgain, widgets: "step" },
  SplitSigmasDenoise: { ...sigmasAgain, widgets: "denoise", inputs: { denoise: "", steps: "" } },
  FlipSigmas: { outputs: "sigmas" },
  SetFirstSigma: { widgets: "sigma", outputs: "sigmas" },
  ExtendIntermediateSigmas: {
    widgets: "steps start_at_sigma end_at_sigma spacing",
    outputs: "sigmas",
    inputs: { steps: "" },
  },
};
