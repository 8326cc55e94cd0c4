import { defined, ownValue, type ScheduleFacts, samplerFacts, samplerLabelled, scheduleFacts } from "@danfang/domain";
import { recipeFindings } from "../findings.ts";
import type { Finding } from "../reading.ts";
import { splitSampler } from "./a1111-sampler-split.ts";

/** Other programs' names → AUTOMATIC1111's label, and a schedule where the name says one. Keys are as `plain` makes them. */
const samplers: Readonly<Record<string, string | readonly [string, string]>> = {
  euler_a: "Euler a",
  euler_ancestral: "Euler a",
  euler_a_substep: "Euler a",
  euler_a_cfg_pp: "Euler a CFG++",
  euler_ancestral_cfg_pp: "Euler a CFG++",
  dpm_2: "DPM2",
  dpm2: "DPM2",
  kdpm_2: "DPM2",
  dpm_2_ancestral: "DPM2 a",
  dpm_2_a: "DPM2 a",
  dpm2_a: "DPM2 a",
  kdpm_2_a: "DPM2 a",
  dpm_adaptive: "DPM adaptive",
  dpm_fast: "DPM fast",
  dpmpp_2s: "DPM++ 2S a",
  dpmpp_2s_ancestral: "DPM++ 2S a",
  dpmpp_2s_a: "DPM++ 2S a",
  dpmpp_2m: "DPM++ 2M",
  dpmpp_sde: "DPM++ SDE",
  dpmpp_2m_sde: "DPM++ 2M SDE",
  dpmpp_2m_sde_heun: "DPM++ 2M SDE Heun",
  dpmpp_3m_sde: "DPM++ 3M SDE",
  lms: "LMS",
  heun: "Heun",
  heunpp2: "HeunPP2",
  euler: "Euler",
  ddim: "DDIM",
  ddim_v3: "DDIM",
  ddpm: "DDPM",
  lcm: "LCM",
  deis: "DEIS",
  ipndm: "IPNDM",
  ipndm_v: "IPNDM_V",
  plms: "PLMS",
  pndm: "PLMS",
  uni_pc: "UniPC",
  unipc: "UniPC",
  restart: "Restart",
  gradient_estimation: "Gradient Estimation",
  dpmpp_2m_ays: ["DPM++ 2M", "align_your_steps"],
  euler_a_ays: ["Euler a", "align_your_steps"],
  dpmpp_sde_ays: ["DPM++ SDE", "align_your_steps"],
};

/** Without marks between words: `dpm++2m`. */
const close = (key: string): string => key.replaceAll("_", "");
const closeSamplers: typeof samplers = Object.fromEntries(
  Object.entries(samplers).map(([key, to]) => [close(key), to]),
);

const schedules: Readonly<Record<string, string>> = {
  native: "uniform",
  ddim_uniform: "ddim",
  sgmuniform: "sgm_uniform",
  ays: "align_your_steps",
  gits: "align_your_steps_GITS",
  ays_gits: "align_your_steps_GITS",
};

/** `K_DPM++ 2M SDE GPU` → `dpmpp_2m_sde`: what programs differ in. */
const plain = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replaceAll("+", "p")
    .replace(/[\s-]+/g, "_")
    .replace(/^k_/, "")
    .replace(/^sample_/, "")
    .replace(/_gpu$/, "");

export interface SamplerNames {
  readonly sampler?: string;
  readonly schedule?: string;
}

/**
 * AUTOMATIC1111's label for another program's sampler and the internal name of its schedule. A name that nobody knows
 * stays as it is, and is told.
 */
export function samplerNamed(
  sampler: string | undefined,
  schedule: string | undefined,
): { names: SamplerNames; findings: readonly Finding[] } {
  const found = sampler === undefined ? undefined : samplerOf(sampler);
  const said = schedule === undefined ? undefined : scheduleOf(schedule);
  const names = {
    ...(sampler === undefined ? {} : { sampler: found?.sampler ?? sampler }),
    ...(schedule === undefined ? {} : { schedule: said ?? schedule }),
    ...defined({ schedule: found?.schedule }),
  };
  const findings: Finding[] = [];
  if (sampler !== undefined && !found) findings.push(recipeFindings.unknownSampler({ sampler, a1111Uses: undefined }));
  if (schedule !== undefined && said === undefined) findings.push(recipeFindings.unknownSchedule({ schedule }));
  return { names, findings };
}

/** A name, or a name with its schedule at the end: `DPM++ 2M Karras`, `dpmpp_2m_k`. */
function samplerOf(name: string): SamplerNames | undefined {
  const label = samplerFacts.find((one) => one.label.toLowerCase() === name.toLowerCase())?.label;
  if (label !== undefined) return { sampler: label };
  const key = plain(name);
  const known = ownValue(samplers, key) ?? ownValue(closeSamplers, close(key));
  if (known !== undefined)
    return typeof known === "string" ? { sampler: known } : { sampler: known[0], schedule: known[1] };
  const karras = ownValue(closeSamplers, close(key.replace(/_(k|karras)$/, "")));
  if (/_(k|karras)$/.test(key) && typeof karras === "string") return { sampler: karras, schedule: "karras" };
  const exponential = ownValue(samplers, key.replace(/_exponential$/, ""));
  if (key.endsWith("_exponential") && typeof exponential === "string")
    return { sampler: exponential, schedule: "exponential" };
  const split = splitSampler(name, undefined);
  return samplerLabelled(split.sampler) ? { sampler: split.sampler, schedule: split.schedule } : undefined;
}

function scheduleOf(name: string): string | undefined {
  const key = plain(name);
  const facts: readonly ScheduleFacts[] = scheduleFacts;
  return (
    ownValue(schedules, key) ??
    facts.find((one) => one.name.toLowerCase() === key || one.label.toLowerCase() === name.trim().toLowerCase())?.name
  );
}
