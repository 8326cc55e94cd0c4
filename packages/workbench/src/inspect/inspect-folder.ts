import { stat } from "node:fs/promises";
import { familyNames, identify, openCheckpoint, readPipelineFolder } from "@danfang/weights";
import { checkpointParts } from "./checkpoint-parts.ts";
import { findingOf, type Inspection } from "./inspection.ts";
import { pipelinePlace } from "./places.ts";

/** What a folder is that diffusers saved a pipeline in. Errors: `formats/…`, `weights/badConfiguration`. */
export async function inspectFolder(path: string, folder: string): Promise<Inspection> {
  const { header, weights } = await readPipelineFolder(folder);
  const { kind, family, precision, parameters, vae } = identify(header.tensors, header.metadata);
  const files = new Set([...header.tensors.values()].flatMap(({ file }) => (file === undefined ? [] : [file])));
  const sizes = await Promise.all([...files].map(async (file) => (await stat(file)).size));
  const isCheckpoint = kind === "checkpoint";
  const inside = await openCheckpoint(folder).then(
    (checkpoint) => ({ parts: checkpointParts(checkpoint), findings: [] }),
    (error) => ({ parts: {}, findings: [findingOf(error)] }),
  );
  return {
    path,
    what: "model",
    kind,
    family,
    baseModel: familyNames[family],
    precision,
    parameters,
    ...(isCheckpoint ? { vae } : {}),
    sizeBytes: sizes.reduce((sum, size) => sum + size, 0),
    safe: true,
    weights,
    place: pipelinePlace,
    ...inside,
  };
}
