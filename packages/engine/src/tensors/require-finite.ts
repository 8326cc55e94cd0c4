import type { TensorScope, WeightTensor } from "@danfang/weights";
import { engineErrors } from "../errors.ts";
import { findNotFinite } from "./find-not-finite.ts";
import { allFinite } from "./to-rgb.ts";

/** What a network computes with, where its answer cannot be used. */
export interface Suspects {
  readonly scope: TensorScope;
  /** Of what is laid over it. */
  readonly additions?: readonly WeightTensor[];
  /** Names of the files that they are in. */
  readonly with?: readonly string[];
}

/** Errors: `engine/notANumber`, naming the file and the tensor that are to blame, where one is. */
export async function requireFinite(values: Float32Array, part: string, suspects: Suspects): Promise<void> {
  if (allFinite(values)) return;
  const { scope, additions = [], with: files = [] } = suspects;
  const own = scope.names().map((name) => scope.tensor(name));
  const found = (await findNotFinite(additions)) ?? (await findNotFinite(own));
  throw engineErrors.notANumber({ part, file: found?.file ?? scope.file, tensor: found?.name, with: files });
}
