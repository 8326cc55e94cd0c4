import { DanfangError } from "@danfang/domain";
import type { ByteSource } from "../byte-source.ts";
import { sniff } from "../sniff.ts";
import type { TensorEntry } from "../tensors/tensor-entry.ts";
import { torchErrors } from "./errors.ts";
import type { PickleValue } from "./pickle-values.ts";
import { metadataIn, tensorsIn } from "./state-dict.ts";
import { refusedNames } from "./torch-meanings.ts";
import { readTorchStream } from "./torch-stream.ts";
import { collectTarNames } from "./torch-tar.ts";
import { readTorchZip } from "./torch-zip.ts";

/** A PyTorch file that was checked against itself; the tensors are still on the disk. */
export interface TorchFile {
  /** What stands beside the weights: `global_step`, `epoch`. */
  readonly metadata: Readonly<Record<string, string>>;
  /** By their path below `state_dict`, in the order of the file. */
  readonly tensors: ReadonlyMap<string, TensorEntry>;
  /** What stands in it that would be data and is not read here, `path (module.name)`. */
  readonly unread: readonly string[];
  /** Everything that the file describes, as plain data. */
  readonly tree: PickleValue;
  /** The names it used, as `module name`: all of them known to be harmless. */
  readonly globals: readonly string[];
  readonly source: ByteSource;
}

export interface ReadTorchOptions {
  /** Over a network: a few reads instead of one for every tensor. Then offsets are not checked, and may be wrong. */
  readonly isRemote?: boolean;
}

/**
 * Reads a .ckpt, .pt, .pth or .bin file, whatever its name is, without running anything in it. No tensor is read;
 * closing the source stays with whoever opened it.
 *
 * Errors: `formats/unsafePickle` naming what it asked for, `notTorch`, `damagedArchive`, `strangeMember`, `archiveBomb`,
 * `compressedTensors`, `torchScript`, `ancientTorch`, `bigEndian`, `badPickle`, `badStorage`, and those of the source.
 */
export async function readTorch(source: ByteSource, { isRemote = false }: ReadTorchOptions = {}): Promise<TorchFile> {
  const names = new Set<string>();
  let tree: PickleValue;
  try {
    tree = await readTree(source, names, isRemote);
  } catch (error) {
    if (error instanceof DanfangError) refuseDangerous(source, names, error); // the worse news of the two
    throw error;
  }
  refuseDangerous(source, names);
  return { metadata: metadataIn(tree), ...tensorsIn(tree), tree, globals: [...names], source };
}

/** What a file describes; the names that it asks for are put into `names`, those of a file that is refused too. */
export async function readTree(source: ByteSource, names: Set<string>, isRemote: boolean): Promise<PickleValue> {
  const looksLike = await sniff(source);
  if (looksLike === "torchZip" || looksLike === "zip") return readTorchZip(source, names, isRemote);
  if (looksLike === "torchPickle") return readTorchStream(source, names, isRemote);
  if (looksLike === "torchTar") {
    await collectTarNames(source, names);
    throw torchErrors.ancientTorch({ file: source.name });
  }
  throw torchErrors.notTorch({ file: source.name, looksLike });
}

function refuseDangerous(source: ByteSource, names: Iterable<string>, cause?: unknown): void {
  const globals = refusedNames(names).map((name) => name.replace(" ", "."));
  if (globals.length > 0) throw torchErrors.unsafePickle({ file: source.name, globals }, cause);
}
