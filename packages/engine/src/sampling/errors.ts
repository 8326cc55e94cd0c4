import { defineErrors } from "@danfang/domain";

const listed = (names: readonly string[]) => names.map((name) => `"${name}"`).join(", ");

export const samplingErrors = defineErrors("engine", {
  unknownSampler: (d: { name: string; nearest: readonly string[] }) => ({
    message: `There is no sampler called "${d.name}".`,
    hint: `Nearest: ${listed(d.nearest)}.`,
  }),
  unknownSchedule: (d: { name: string; nearest: readonly string[] }) => ({
    message: `There is no schedule called "${d.name}".`,
    hint: `Nearest: ${listed(d.nearest)}.`,
  }),
  tooFewSteps: (d: { sampler: string; steps: number; least: number }) => ({
    message: `${d.sampler} cannot do ${d.steps} steps.`,
    hint: `Ask for ${d.least} steps or more.`,
  }),
});
