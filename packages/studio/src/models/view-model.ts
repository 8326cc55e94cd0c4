import { defined, type ModelView, problemOf } from "@danfang/domain";
import { identify, type ModelHeader, readModelHeader } from "@danfang/weights";
import { inspectionOf } from "@danfang/workbench";
import { previewFinder } from "./find-preview.ts";
import type { ModelDetails } from "./model-details.ts";
import { readModelNotes } from "./model-notes.ts";
import type { ListedModel } from "./models.ts";

/** Header fields that are shown, and characters of each. */
const mostFields = 80;
const longestField = 600;
/** Pictures in metadata; they are megabytes of base64. */
const pictures = "ssmd_cover_images";

/** Everything that can be said of a model without loading it. A file that cannot be read says what lies beside it. */
export async function viewModel(
  path: string,
  model: ListedModel,
  details: ModelDetails | undefined,
  isOwn: boolean,
): Promise<Omit<ModelView, "model" | "own" | "paths"> & { readonly model: ListedModel }> {
  const header: ModelHeader | undefined = await readModelHeader(path).catch(() => undefined);
  const { [pictures]: _, ...metadata } = header?.metadata ?? {};
  const { notes, problems } = await readModelNotes(path, metadata);
  const preview = await previewFinder()(path);
  const fields = Object.entries(metadata)
    .slice(0, mostFields)
    .map(([name, text]) => [name, text.length > longestField ? `${text.slice(0, longestField)}…` : text]);
  return {
    model,
    notes,
    problems: [...problems, ...(preview.is === "cannot" ? [problemOf(preview.problem)] : [])],
    ...(header === undefined ? {} : { tensors: header.tensors.size }),
    ...(details?.kind === "embedding"
      ? { embedding: { name: details.name, vectors: details.vectors, width: details.width } }
      : {}),
    ...(details?.kind === "upscaler" ? { scale: details.scale } : {}),
    ...(header ? { identity: identityOf(header) } : {}),
    metadata: Object.fromEntries(fields),
    isOwn,
  };
}

/** Evidence that is told; more of it says the same. */
const mostEvidence = 12;

function identityOf({ tensors, metadata }: ModelHeader): NonNullable<ModelView["identity"]> {
  const { confidence, evidence, variant, orFamilies, architecture, algorithm, rank } = inspectionOf(
    identify(tensors, metadata),
  );
  return defined({
    confidence,
    evidence: evidence?.slice(0, mostEvidence),
    variant,
    orFamilies: orFamilies && [...orFamilies],
    architecture,
    algorithm,
    rank,
  });
}
