import { isModelKind, placesToldOf } from "@danfang/domain";
import type { Identity } from "@danfang/weights";

/** By program, the folder that a model goes into; undefined for what no program looks for. */
export const placeOf = ({ kind, architecture }: Pick<Identity, "kind" | "architecture">) =>
  isModelKind(kind) ? placesToldOf(kind, architecture) : undefined;

/** Of a folder that diffusers saved; the WebUI reads none. */
export const pipelinePlace = { comfyui: "models/diffusers" } as const;
