import type { Problem } from "@danfang/domain";
import { problemOf } from "@danfang/domain";
import { openFile } from "@danfang/formats";
import type { NamedEmbedding } from "@danfang/prompt";
import {
  type BundledEmbedding,
  type Checkpoint,
  type Embedding,
  embeddingNote,
  embeddingVectors,
  type Hypernetwork,
  hypernetworkNote,
  type LoraMatch,
  matchLora,
  openEmbedding,
  openHypernetwork,
  openLora,
  readEmbedding,
  type TextEncoder,
} from "@danfang/weights";
import type { EmbeddingFile, LoraUse, ModelSetup } from "../orders/model-setup.ts";

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

/** Files of networks, opened once and kept until they change on the disk. */
export interface NetworkFiles {
  /** Errors: `formats/…`, `weights/notALora`, `weights/badLora`, `weights/notAHypernetwork`, `weights/badHypernetwork`, …. */
  open(checkpoint: Checkpoint, setup: ModelSetup): Promise<OpenNetworks>;
  forget(file: string): void;
}

/** `renew` is asked before a file is used: it calls `forget` when the file has changed. */
export function keepNetworkFiles(renew: (file: string) => Promise<void>): NetworkFiles {
  const opened = new Map<string, Promise<unknown>>();

  async function once<T>(key: string, file: string, open: () => Promise<T>): Promise<T> {
    await renew(file);
    const found = opened.get(key);
    if (found) return found as Promise<T>;
    const opening = open();
    opened.set(key, opening);
    opening.catch(() => opened.delete(key));
    return opening;
  }

  const openMatch = (checkpoint: Checkpoint, file: string) =>
    once(JSON.stringify(["lora", file, checkpoint.file]), file, async () =>
      matchLora(await openLora(file), checkpoint),
    );
  const openModules = (file: string) =>
    once(JSON.stringify(["hypernetwork", file]), file, () => openHypernetwork(file));
  const openBundled = (file: string, { name, tensors }: BundledEmbedding) =>
    once(JSON.stringify(["bundled", file, name]), file, async () => {
      const source = await openFile(file);
      const named = new Map([...tensors].map(([rest, tensor]) => [rest, { ...tensor, name: rest }]));
      return readEmbedding(source, { tensors: named, metadata: {} }, name).finally(() => source.close());
    });
  const openVectors = ({ file, name }: EmbeddingFile) =>
    once(JSON.stringify(["embedding", file]), file, async () => {
      const embedding = await openEmbedding(file);
      return embedding && { ...embedding, name };
    });

  return {
    async open(checkpoint, setup) {
      const notes: Problem[] = [];
      const loras: FittingLora[] = [];
      for (const use of setup.loras ?? []) {
        const match = await openMatch(checkpoint, use.file);
        notes.push(...match.findings.map(problemOf));
        if (match.isUsable) loras.push({ ...use, match });
      }
      const { unet } = checkpoint;
      const hypernetworks: FittingHypernetwork[] = [];
      for (const { file, weight } of setup.hypernetworks ?? []) {
        const hypernetwork = await openModules(file);
        const widthOf = (path: string) => unet.tensors.tensor(`${path}.norm.weight`).shape[0] ?? 0;
        const note = hypernetworkNote(hypernetwork, unet.layout, widthOf);
        if (note) notes.push(note);
        else hypernetworks.push({ hypernetwork, weight });
      }
      const embeddings: Embedding[] = [];
      for (const named of setup.embeddings ?? []) {
        const embedding = await openVectors(named);
        if (!embedding) continue;
        const note = embeddingNote(embedding, checkpoint.text);
        if (note) notes.push(note);
        else embeddings.push(embedding);
      }
      for (const { match } of loras)
        for (const bundle of match.lora.embeddings) {
          if (embeddings.some(({ name }) => name === bundle.name)) continue; // a file of that name comes first
          const embedding = await openBundled(match.lora.file, bundle);
          const note = embeddingNote(embedding, checkpoint.text);
          if (note) notes.push(note);
          else embeddings.push(embedding);
        }
      const byName = new Map(embeddings.map((embedding) => [embedding.name, embedding]));
      return {
        loras,
        hypernetworks,
        embeddings: embeddings.map(({ name, vectors }) => ({ name, vectors })),
        vectorsOf(name, encoder) {
          const embedding = byName.get(name);
          return embedding && embeddingVectors(embedding, encoder);
        },
        notes,
      };
    },
    forget(file) {
      for (const key of opened.keys()) if (JSON.parse(key).includes(file)) opened.delete(key);
    },
  };
}
