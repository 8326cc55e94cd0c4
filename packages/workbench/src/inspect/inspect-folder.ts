import { stat } from "node:fs/promises";
import { identify, openCheckpoint, readPipelineFolder } from "@danfang/weights";
import { checkpointParts } from "./checkpoint-parts.ts";
import { findingOf, type Inspection, inspectionOf } from "./inspection.ts";
import { pipelinePlace } from "./places.ts";

/** What a folder is that diffusers saved a pipeline in. Errors: `formats/…`, `weights/badConfiguration`. */
export async function inspectFolder(path: string, folder: string): Promise<Inspection> {
  const { header, weights } = await readPipelineFolder(folder);
  const files = new Set([...header.tensors.values()].flatMap(({ file }) => (file === undefined ? [] : [file])));
  const sizes = await Promise.all([...files].map(async (file) => (await stat(file)).size));
  const inside = await openCheckpoint(folder).then(
    (checkpoint) => ({ parts: checkpointParts(checkpoint), findings: checkpoint.findings.map(findingOf) }),
    (error) => ({ parts: {}, findings: [findingOf(error)] }),
  );
  return {
    path,
    ...inspectionOf(identify(header.tensors, header.metadata)),
    sizeBytes: sizes.reduce((sum, size) => sum + size, 0),
    weights,
    place: pipelinePlace,
    ...inside,
  };
}
