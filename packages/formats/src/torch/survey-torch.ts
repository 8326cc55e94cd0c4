import { DanfangError } from "@danfang/domain";
import type { ByteSource } from "../byte-source.ts";
import type { TensorEntry } from "../tensors/tensor-entry.ts";
import { type GradedCall, gradeNames } from "./danger.ts";
import { unpickle } from "./pickle.ts";
import type { PickleValue } from "./pickle-values.ts";
import { type ReadTorchOptions, readTree } from "./read-torch.ts";
import { metadataIn, tensorsIn } from "./state-dict.ts";
import { torchMeanings } from "./torch-meanings.ts";
import { largestPickle } from "./torch-zip.ts";

/** What a PyTorch file or another pickle says about itself, be it safe to load or not. */
export interface TorchSurvey {
  readonly metadata: Readonly<Record<string, string>>;
  /** As `readTorch` names them; empty where the file cannot be read. */
  readonly tensors: ReadonlyMap<string, TensorEntry>;
  /** As `readTorch` tells them. */
  readonly unread: readonly string[];
  readonly tree: PickleValue;
  /** Every name that it asks for, also of a file that is broken further on. */
  readonly calls: readonly GradedCall[];
  /** Why it could not be read to its end. */
  readonly problem: DanfangError | undefined;
}

/**
 * Reads a .ckpt, .pt, .pth or .bin file for whoever wants to know what is in it, never to load it: what `readTorch`
 * refuses is told as well. Nothing in it runs. Total, but for the errors of the source that are not ours.
 */
export async function surveyTorch(
  source: ByteSource,
  { isRemote = false }: ReadTorchOptions = {},
): Promise<TorchSurvey> {
  const names = new Set<string>();
  try {
    const tree = await readTree(source, names, isRemote);
    return {
      metadata: metadataIn(tree),
      ...tensorsIn(tree),
      tree,
      calls: gradeNames(names),
      problem: undefined,
    };
  } catch (problem) {
    if (!(problem instanceof DanfangError)) throw problem;
    return { metadata: {}, tensors: new Map(), unread: [], tree: null, calls: gradeNames(names), problem };
  }
}

/** The names that a lone pickle asks for that begins at `start`: of joblib, of numpy's objects, of protocol 0. */
export async function surveyPickle(source: ByteSource, start = 0): Promise<readonly GradedCall[]> {
  const names = new Set<string>();
  const bytes = await source.read(start, Math.min(source.size - start, largestPickle));
  try {
    unpickle(source.name, bytes, 0, torchMeanings, names);
  } catch (error) {
    if (!(error instanceof DanfangError)) throw error; // what comes after it is of no use here
  }
  return gradeNames(names);
}
