import { defineErrors, listEn, listZh } from "@danfang/domain";

const listed = (names: readonly string[]) => listEn(names.map((name) => `"${name}"`));

export const samplingErrors = defineErrors("engine", {
  unknownSampler: (d: { name: string; nearest: readonly string[] }) => ({
    en: { message: `There is no sampler called "${d.name}".`, hint: `Nearest: ${listed(d.nearest)}.` },
    zh: { message: `没有叫「${d.name}」的采样方法。`, hint: `相近的有：${listZh(d.nearest)}。` },
  }),
  unknownSchedule: (d: { name: string; nearest: readonly string[] }) => ({
    en: { message: `There is no schedule called "${d.name}".`, hint: `Nearest: ${listed(d.nearest)}.` },
    zh: { message: `没有叫「${d.name}」的调度类型。`, hint: `相近的有：${listZh(d.nearest)}。` },
  }),
  tooFewSteps: (d: { sampler: string; steps: number; least: number }) => ({
    en: { message: `${d.sampler} cannot do ${d.steps} steps.`, hint: `Ask for ${d.least} steps or more.` },
    zh: { message: `${d.sampler} 画不了 ${d.steps} 步。`, hint: `请用 ${d.least} 步或更多。` },
  }),
});
