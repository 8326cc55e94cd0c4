import type { WeightTensor } from "../tensor-scope.ts";
import { loraErrors } from "./errors.ts";
import type { ModuleParts } from "./module-parts.ts";
import { type FullModule, readFull, readNorm, readSet, type SetModule } from "./types/full.ts";
import { type GloraModule, readGlora } from "./types/glora.ts";
import { type Ia3Module, readIa3 } from "./types/ia3.ts";
import { type LohaModule, readLoha } from "./types/loha.ts";
import { type LokrModule, readLokr } from "./types/lokr.ts";
import { type LowRankModule, readLowRank } from "./types/low-rank.ts";
import { type OftModule, readOft } from "./types/oft.ts";

/** One module of a LoRA or a relative: how it changes one weight. */
export type LoraModule =
  | LowRankModule
  | LohaModule
  | Ia3Module
  | OftModule
  | LokrModule
  | FullModule
  | GloraModule
  | SetModule;

/**
 * In the order in which a module is asked what it is; those of which a bias alone is one come last. Source: A1111
 * `networks.module_types`.
 */
const kinds = [readLowRank, readLoha, readIa3, readOft, readLokr, readGlora, readSet, readFull, readNorm];

/**
 * What the tensors of a module make of it; undefined where they are of no known kind.
 *
 * Errors: `weights/badLora` for ranks and shapes that do not belong together.
 */
export function readModule(parts: ModuleParts): LoraModule | undefined {
  for (const read of kinds) {
    const found = read(parts);
    if (!found) continue;
    if (!Number.isFinite(found.scale))
      throw loraErrors.badLora({
        file: parts.file,
        tensor: parts.name,
        fault: { en: `is scaled by ${found.scale}`, zh: `的缩放系数是 ${found.scale}` },
      });
    return found;
  }
  return undefined;
}

const isTensor = (value: object): value is WeightTensor => "dtype" in value && "offset" in value;

/** Every tensor that a module is made of. What of its tensors is not among them, changes nothing. */
export function tensorsOf(module: object): WeightTensor[] {
  const values = Object.values(module).filter((value) => typeof value === "object" && value !== null);
  return values.flatMap((value) => (isTensor(value) ? [value] : tensorsOf(value)));
}
