import type { ModelEntry } from "@danfang/domain";

/** "Stable Diffusion 1.x, miniature" is of the family "Stable Diffusion 1.x". */
const familyOf = ({ family }: ModelEntry): string => family.split(",")[0] ?? family;

/** What a model works together with, as far as families tell: LoRAs for a checkpoint, checkpoints for all else. */
export function fittingModels(
  model: ModelEntry,
  models: readonly ModelEntry[],
): { readonly kind: ModelEntry["kind"]; readonly found: readonly ModelEntry[] } {
  const kind = model.kind === "checkpoint" ? "lora" : "checkpoint";
  const isKnown = model.family !== "unknown" && model.kind !== "upscaler";
  const found = models.filter(
    (other) => other.kind === kind && other.problem === undefined && (!isKnown || familyOf(other) === familyOf(model)),
  );
  return { kind, found };
}
