import type { KnobName } from "./knob-name.ts";
import type { ScheduleName } from "./schedules.ts";

/** What is known of a sampler without its mathematics. */
export interface SamplerFacts {
  /** As infotexts write it. */
  readonly label: string;
  readonly aliases: readonly string[];
  /** What "Automatic" means with it; absent: uniform. */
  readonly schedule?: ScheduleName;
  /** Asks the model about twice per step, so prompt schedules count double. */
  readonly secondOrder?: true;
  /** Noise added on the way depends on the eta noise seed delta, which the infotext then records. */
  readonly usesEnsd?: true;
  /** Takes a schedule one longer and leaves out the sigma before the final 0. */
  readonly discardNextToLastSigma?: true;
  /** The knobs of its own that it reads; a test compares them with what it does. */
  readonly reads: readonly KnobName[];
}

const nothing = [] as const;
const ancestral = ["eta"] as const;
const stochastic = ["eta", "sNoise"] as const;
const churned = ["sChurn", "sTmin", "sTmax", "sNoise"] as const;
const ddim = ["etaDdim"] as const;
const unipc = ["unipcVariant", "unipcSkipType", "unipcOrder", "unipcLowerOrderFinal"] as const;

/** The only list of samplers: AUTOMATIC1111's in its order, then Forge's and reForge's own. */
// biome-ignore format: a table
export const samplerFacts = [
  { label: "DPM++ 2M", aliases: ["k_dpmpp_2m"], schedule: "karras", reads: nothing },
  { label: "DPM++ SDE", aliases: ["k_dpmpp_sde"], schedule: "karras", secondOrder: true, reads: stochastic },
  { label: "DPM++ 2M SDE", aliases: ["k_dpmpp_2m_sde"], schedule: "exponential", reads: stochastic },
  { label: "DPM++ 2M SDE Heun", aliases: ["k_dpmpp_2m_sde_heun"], schedule: "exponential", reads: stochastic },
  { label: "DPM++ 2S a", aliases: ["k_dpmpp_2s_a"], schedule: "karras", usesEnsd: true, secondOrder: true, reads: stochastic },
  { label: "DPM++ 3M SDE", aliases: ["k_dpmpp_3m_sde"], schedule: "exponential", discardNextToLastSigma: true, reads: stochastic },
  { label: "Euler a", aliases: ["k_euler_a", "k_euler_ancestral"], usesEnsd: true, reads: ancestral },
  { label: "Euler", aliases: ["k_euler"], reads: churned },
  { label: "LMS", aliases: ["k_lms"], reads: nothing },
  { label: "Heun", aliases: ["k_heun"], secondOrder: true, reads: churned },
  { label: "DPM2", aliases: ["k_dpm_2"], schedule: "karras", discardNextToLastSigma: true, secondOrder: true, reads: churned },
  { label: "DPM2 a", aliases: ["k_dpm_2_a"], schedule: "karras", discardNextToLastSigma: true, usesEnsd: true, secondOrder: true, reads: stochastic },
  { label: "DPM fast", aliases: ["k_dpm_fast"], usesEnsd: true, reads: stochastic },
  { label: "DPM adaptive", aliases: ["k_dpm_ad"], usesEnsd: true, reads: ancestral },
  { label: "Restart", aliases: ["restart"], schedule: "karras", secondOrder: true, reads: nothing },
  { label: "DDIM", aliases: ["ddim"], reads: ddim },
  { label: "DDIM CFG++", aliases: ["ddim_cfgpp"], reads: ddim },
  { label: "PLMS", aliases: ["plms"], reads: nothing },
  { label: "UniPC", aliases: ["unipc"], reads: unipc },
  { label: "LCM", aliases: ["k_lcm"], reads: nothing },
  { label: "HeunPP2", aliases: ["heunpp2"], reads: nothing },
  { label: "IPNDM", aliases: ["ipndm"], reads: nothing },
  { label: "IPNDM_V", aliases: ["ipndm_v"], reads: nothing },
  { label: "DEIS", aliases: ["deis"], reads: nothing },
  { label: "DDPM", aliases: ["ddpm"], reads: nothing },
  { label: "Euler CFG++", aliases: ["euler_cfg_pp"], reads: nothing },
  { label: "Euler a CFG++", aliases: ["euler_ancestral_cfg_pp"], usesEnsd: true, reads: ancestral },
  { label: "Gradient Estimation", aliases: ["gradient_estimation"], reads: nothing },
] as const satisfies readonly SamplerFacts[];
export type SamplerLabel = (typeof samplerFacts)[number]["label"];

/** The sampler of that label, in exactly that case. */
export const samplerLabelled = (label: string): SamplerFacts | undefined =>
  samplerFacts.find((sampler) => sampler.label === label);
