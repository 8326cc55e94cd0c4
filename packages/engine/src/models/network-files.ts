import { openFile } from "@danfang/formats";
import {
  type BundledEmbedding,
  type Checkpoint,
  type Embedding,
  type Hypernetwork,
  type LoraMatch,
  matchLora,
  openEmbedding,
  openHypernetwork,
  openLora,
  readEmbedding,
} from "@danfang/weights";
import type { EmbeddingFile } from "../orders/model-setup.ts";
import { keep } from "./kept.ts";
import type { OpenModel } from "./open-models.ts";
import type { Renew } from "./watched-files.ts";

/** What a LoRA is laid over. */
type LoraGround = Pick<OpenModel, "asked"> & { readonly checkpoint: Checkpoint };

/** Files of networks, opened once and kept until they change on the disk. Errors: `formats/…`, `weights/…`. */
export interface NetworkFiles {
  lora(file: string, model: LoraGround): Promise<LoraMatch>;
  hypernetwork(file: string): Promise<Hypernetwork>;
  /** Undefined where a file holds none. */
  embedding(named: EmbeddingFile): Promise<Embedding | undefined>;
  /** One that lies in a LoRA's file. */
  bundled(file: string, bundle: BundledEmbedding): Promise<Embedding | undefined>;
  forget(file: string): void;
}

/** `renew` is asked before a file is used: it calls `forget` when the file has changed. */
export function openNetworkFiles(renew: Renew): NetworkFiles {
  const loras = keep<LoraMatch>();
  const hypernetworks = keep<Hypernetwork>();
  const embeddings = keep<Embedding | undefined>();
  const bundles = keep<Embedding | undefined>();
  return {
    async lora(file, { checkpoint, asked }) {
      await renew(file);
      const files = [file, checkpoint.file];
      return loras.of({ files }, async () => matchLora(await openLora(file), checkpoint, asked.has));
    },
    async hypernetwork(file) {
      await renew(file);
      return hypernetworks.of({ files: [file] }, () => openHypernetwork(file));
    },
    async embedding({ file, name }) {
      await renew(file);
      const embedding = await embeddings.of({ files: [file] }, () => openEmbedding(file));
      return embedding && { ...embedding, name };
    },
    async bundled(file, bundle) {
      await renew(file);
      return bundles.of({ files: [file], choices: [bundle.name] }, () => readBundled(file, bundle));
    },
    forget(file) {
      for (const kept of [loras, hypernetworks, embeddings, bundles]) kept.forget(file);
    },
  };
}

async function readBundled(file: string, { name, tensors }: BundledEmbedding): Promise<Embedding | undefined> {
  const source = await openFile(file);
  const named = new Map([...tensors].map(([rest, tensor]) => [rest, { ...tensor, name: rest }]));
  return readEmbedding(source, { tensors: named, metadata: {} }, name).finally(() => source.close());
}
