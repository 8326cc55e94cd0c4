import { type Problem, problemOf } from "@danfang/domain";
import type { NamedEmbedding } from "@danfang/prompt";
import {
  type Checkpoint,
  type Embedding,
  embeddingNote,
  embeddingVectors,
  type Hypernetwork,
  hypernetworkNote,
  type LoraMatch,
  type TextEncoder,
  weightsErrors,
} from "@danfang/weights";
import type { LoraUse, ModelSetup } from "../orders/model-setup.ts";
import type { NetworkFiles } from "./network-files.ts";
import type { OpenModel } from "./open-models.ts";

/** A LoRA that changes the checkpoint, and how strongly. */
interface FittingLora extends LoraUse {
  readonly match: LoraMatch;
}

/** A hypernetwork that changes the checkpoint, and how strongly. */
interface FittingHypernetwork {
  readonly hypernetwork: Hypernetwork;
  readonly weight: number;
}

/** What of a setup lies over its checkpoint, and what does not and why. */
export interface OpenNetworks {
  readonly loras: readonly FittingLora[];
  readonly hypernetworks: readonly FittingHypernetwork[];
  readonly embeddings: readonly NamedEmbedding[];
  /** [vectors, C] for one of the checkpoint's encoders. */
  vectorsOf(name: string, encoder: TextEncoder): Float32Array | undefined;
  readonly notes: readonly Problem[];
}

/** Those of a kind that fit, and what is to be said of the others. */
interface Fitting<T> {
  readonly fitting: readonly T[];
  readonly notes: readonly Problem[];
}

/** Errors: `formats/…`, `weights/notALora`, `weights/badLora`, `weights/notAHypernetwork`, `weights/badHypernetwork`, …. */
export async function openNetworks(files: NetworkFiles, model: OpenModel, setup: ModelSetup): Promise<OpenNetworks> {
  const { checkpoint } = model;
  const loras = await fittingLoras(files, model, setup);
  const hypernetworks = await fittingHypernetworks(files, checkpoint, setup);
  const embeddings = await fittingEmbeddings(files, checkpoint, setup, loras.fitting);
  const byName = new Map(embeddings.fitting.map((embedding) => [embedding.name, embedding]));
  return {
    loras: loras.fitting,
    hypernetworks: hypernetworks.fitting,
    embeddings: embeddings.fitting.map(({ name, vectors }) => ({ name, vectors })),
    vectorsOf(name, encoder) {
      const embedding = byName.get(name);
      return embedding && embeddingVectors(embedding, encoder);
    },
    notes: [...model.findings.map(problemOf), ...loras.notes, ...hypernetworks.notes, ...embeddings.notes],
  };
}

async function fittingLoras(
  files: NetworkFiles,
  model: OpenModel,
  { loras = [] }: ModelSetup,
): Promise<Fitting<FittingLora>> {
  const opened: FittingLora[] = [];
  for (const use of loras) opened.push({ ...use, match: await files.lora(use.file, model) });
  return {
    fitting: opened.filter(({ match }) => match.isUsable),
    notes: opened.flatMap(({ match }) => match.findings.map(problemOf)),
  };
}

async function fittingHypernetworks(
  files: NetworkFiles,
  { unet }: Checkpoint,
  { hypernetworks = [] }: ModelSetup,
): Promise<Fitting<FittingHypernetwork>> {
  const widthOf = (path: string) => unet.tensors.tensor(`${path}.norm.weight`).shape[0] ?? 0;
  const fitting: FittingHypernetwork[] = [];
  const notes: Problem[] = [];
  for (const { file, weight } of hypernetworks) {
    const hypernetwork = await files.hypernetwork(file);
    const note = hypernetworkNote(hypernetwork, unet.layout, widthOf);
    if (note) notes.push(note);
    else fitting.push({ hypernetwork, weight });
    if (!note && hypernetwork.unread.length > 0) notes.push(unusedIn(file, hypernetwork.unread));
  }
  return { fitting, notes };
}

/** Names that a note carries, of however many. */
const toldNames = 20;
const unusedIn = (file: string, names: readonly string[]): Problem =>
  problemOf(weightsErrors.unusedTensors({ file, count: names.length, names: names.slice(0, toldNames) }));

/** Those of files, then those that come with LoRAs under a name that no file has. */
async function fittingEmbeddings(
  files: NetworkFiles,
  { text }: Checkpoint,
  { embeddings = [] }: ModelSetup,
  loras: readonly FittingLora[],
): Promise<Fitting<Embedding>> {
  const fitting: Embedding[] = [];
  const notes: Problem[] = [];
  const take = (embedding: Embedding | undefined) => {
    const note = embedding && embeddingNote(embedding, text);
    if (note) notes.push(note);
    else if (embedding) fitting.push(embedding);
    if (!note && embedding && embedding.unread.length > 0) notes.push(unusedIn(embedding.file, embedding.unread));
  };
  for (const named of embeddings) take(await files.embedding(named));
  for (const { lora } of loras.map(({ match }) => match))
    for (const bundle of lora.embeddings)
      if (!fitting.some(({ name }) => name === bundle.name)) take(await files.bundled(lora.file, bundle));
  return { fitting, notes };
}
