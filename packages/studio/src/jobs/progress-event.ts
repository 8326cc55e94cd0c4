import type { StudioEvent } from "@danfang/domain";

type Progress = Extract<StudioEvent, { type: "progress" }>;

/**
 * What is told of a step. Its preview is printed when somebody first looks at it: most are replaced by the next step's
 * before anybody does.
 */
export function progressEvent(
  facts: Omit<Progress, "type" | "preview">,
  printPreview: (() => string) | undefined,
): Progress {
  if (printPreview === undefined) return { type: "progress", ...facts };
  let printed: string | undefined;
  return {
    type: "progress",
    ...facts,
    get preview() {
      printed ??= printPreview();
      return printed;
    },
  };
}
