import {
  type ByteSource,
  openFile,
  readSafetensors,
  readTorch,
  type Safetensors,
  sniff,
  type TensorEntry,
  type TorchFile,
} from "@danfang/formats";

/** What the beginning of a model file says: its tensors, and what its author wrote about it. No weight was read. */
export interface ModelHeader {
  readonly metadata: Safetensors["metadata"];
  /** A tensor may lie in a file of its own: then it says in which. */
  readonly tensors: ReadonlyMap<string, TensorEntry & { readonly file?: string }>;
}

/** Errors: `formats/…`. */
export async function readModelHeader(file: string): Promise<ModelHeader> {
  const source = await openFile(file);
  try {
    return await readModelSource(source);
  } finally {
    await source.close();
  }
}

/**
 * Which reader a file wants is told by its content, since people rename files; what is neither is refused as a
 * .safetensors file would be. Nothing in it runs. Errors: `formats/…`.
 */
export async function readModelSource(
  source: ByteSource,
  options: { readonly isRemote?: boolean } = {},
): Promise<Safetensors | TorchFile> {
  const looksLike = await sniff(source);
  const isTorch = ["torchZip", "torchPickle", "torchTar", "zip"].includes(looksLike);
  return isTorch ? readTorch(source, options) : readSafetensors(source);
}
