import { fieldAt, isRead, type KnobName, type Pass, pathsOf, type SamplingKnobs } from "@danfang/domain";
import type { OptionValues } from "../settings/options.ts";
import { readSetting, type SettingValues } from "../settings/setting-of.ts";

const knobs = [...pathsOf("knobs"), ...pathsOf("compatibility")];

/** Which of them counts depends on the tab: `generation-order.ts`. */
const ofTabs: readonly string[] = ["knobs.tokenMerging", "knobs.tokenMergingHires"];

/**
 * The knobs that a body and settings turn, only those that one of the passes' samplers and schedules reads and that are
 * not as they always are. Source: AUTOMATIC1111 v1.10.1 `sd_samplers_common.Sampler.initialize`.
 */
export function knobsOf(passes: readonly Pass[], body: SettingValues, kept: OptionValues): SamplingKnobs {
  const options = kept.use_old_karras_scheduler_sigmas === true ? withOldSigmas(kept) : kept;
  const read = knobs.flatMap((path): [KnobName, unknown][] => {
    const { needs } = fieldAt(path);
    const isIdle = needs === "knobs.hypertile" && readSetting(needs, options) === undefined;
    if (isIdle || ofTabs.includes(path) || !isRead(path, passes)) return [];
    const value = readSetting(path, options, body);
    return value === undefined ? [] : [[path.slice("knobs.".length) as KnobName, value]];
  });
  return Object.fromEntries(read);
}

/** Source: AUTOMATIC1111 v1.10.1, setting `use_old_karras_scheduler_sigmas`. */
const withOldSigmas = (options: OptionValues): OptionValues => ({
  ...options,
  sigma_min: options.sigma_min || 0.1,
  sigma_max: options.sigma_max || 10,
});
