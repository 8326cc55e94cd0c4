import { type ModelHeader, readModelHeader } from "../model-header.ts";
import { type TensorScope, tensorScope } from "../tensor-scope.ts";
import { upscalerErrors } from "./errors.ts";
import { findRrdb, type RrdbParts } from "./rrdb-names.ts";

/** A network that makes pictures larger. */
export interface Upscaler {
  readonly file: string;
  /** How many times as large a side becomes; 1 for those that only mend. */
  readonly scale: number;
  /** Sides of its input must be multiples of this. */
  readonly multiple: number;
  readonly network: /** ESRGAN. With `unshuffle` 2 or 4, cells of that side become channels before anything else. */
    | { readonly kind: "rrdb"; readonly parts: RrdbParts; readonly unshuffle: number }
    /** Real-ESRGAN's small networks: convolutions and activations in turn. */
    | { readonly kind: "compact"; readonly body: readonly TensorScope[] };
}

/** What trainers wrap a network's weights in; the averaged ones first, which are the better. */
const wrappings = ["params_ema.", "params.", "model_state_dict."];

const shapeOf = (scope: TensorScope, dimension: number): number => scope.tensor("weight").shape[dimension] ?? 0;

function openRrdb(file: string, parts: RrdbParts): Upscaler | undefined {
  const input = shapeOf(parts.first, 1);
  const output = shapeOf(parts.last, 0);
  const unshuffle = [1, 2, 4].find((factor) => input === output * factor ** 2);
  if (unshuffle === undefined || output !== 3) return undefined;
  const scale = 2 ** parts.ups.length / unshuffle;
  return { file, scale, multiple: unshuffle, network: { kind: "rrdb", parts, unshuffle } };
}

function openCompact(file: string, w: TensorScope): Upscaler | undefined {
  const body: TensorScope[] = [];
  while (w.has(`body.${body.length}.weight`)) body.push(w.at(`body.${body.length}`));
  const last = body.at(-1);
  if (!last || body.length < 3 || last.tensor("weight").shape.length !== 4) return undefined;
  const input = shapeOf(body[0]!, 1);
  const scale = Math.sqrt(shapeOf(last, 0) / input);
  if (input !== 3 || !Number.isInteger(scale)) return undefined;
  return { file, scale, multiple: 1, network: { kind: "compact", body } };
}

/** {@link openUpscaler} of a header that was read already; undefined where it is no upscaler that is known here. */
export function findUpscaler(file: string, { tensors }: ModelHeader): Upscaler | undefined {
  const all = [...tensors.values()];
  const prefix = wrappings.find((name) => all.some((tensor) => tensor.name.startsWith(name))) ?? "";
  const w = tensorScope(file, all, prefix);
  const parts = findRrdb(w);
  return parts ? openRrdb(file, parts) : openCompact(file, w);
}

/**
 * Opens an upscaler (`.pth` or `.safetensors`) of the ESRGAN family, recognised by its tensors' names: ESRGAN old and
 * new, ESRGAN+, BSRGAN, RealSR, Real-ESRGAN with and without pixel-unshuffle, and Real-ESRGAN's compact networks. No
 * weight is read.
 *
 * Errors: `formats/…`, `weights/notAnUpscaler`, `weights/missingTensor`. Source: spandrel, `ESRGANArch` and
 * `CompactArch`.
 */
export async function openUpscaler(file: string): Promise<Upscaler> {
  return readUpscaler(file, await readModelHeader(file));
}

/** {@link openUpscaler} of a header that was read already. Errors: `weights/notAnUpscaler`, `weights/missingTensor`. */
export function readUpscaler(file: string, header: ModelHeader): Upscaler {
  const found = findUpscaler(file, header);
  if (found) return found;
  const [first = "nothing"] = header.tensors.keys();
  throw upscalerErrors.notAnUpscaler({ file, found: `its tensors (${first} …) are of another network` });
}
