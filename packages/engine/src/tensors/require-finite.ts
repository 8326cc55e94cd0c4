import type { TensorScope } from "@danfang/weights";
import { engineErrors } from "../errors.ts";
import { findNotFinite } from "./find-not-finite.ts";
import { allFinite } from "./to-rgb.ts";

/** Errors: `engine/notANumber`, naming the tensor that is to blame, where one is. */
export async function requireFinite(values: Float32Array, part: string, scope: TensorScope): Promise<void> {
  if (allFinite(values)) return;
  throw engineErrors.notANumber({ part, file: scope.file, tensor: await findNotFinite(scope) });
}
