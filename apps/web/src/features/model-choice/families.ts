import type { ModelEntry } from "@danfang/domain";

/** "Stable Diffusion 1.x, miniature" is of the family "Stable Diffusion 1.x". */
const familyOf = ({ family }: ModelEntry): string => family.split(",")[0] ?? family;

/** Whether both say their family, and it is not the same. Upscalers go with everything. */
export const isOtherFamily = (model: ModelEntry, checkpoint: ModelEntry | null | undefined): boolean =>
  checkpoint != null &&
  model.kind !== "upscaler" &&
  model.kind !== "checkpoint" &&
  ![model.family, checkpoint.family].some((family) => family === "unknown" || family === "") &&
  familyOf(model) !== familyOf(checkpoint);
