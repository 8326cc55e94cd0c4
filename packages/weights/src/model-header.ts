import { openFile, readSafetensors, type Safetensors, type TensorEntry } from "@danfang/formats";

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
    return await readSafetensors(source);
  } finally {
    await source.close();
  }
}
