import type { TensorScope } from "../tensor-scope.ts";
import { findRrdb } from "./rrdb-names.ts";
import { rootOf, sizeOf } from "./shapes.ts";
import type { Upscaler } from "./upscaler.ts";

type Opened = Omit<Upscaler, "file" | "architecture"> | undefined;

/** ESRGAN and all that is built like it. Errors: `weights/missingTensor`. Source: spandrel, `ESRGANArch`. */
export function openRrdb(w: TensorScope): Opened {
  const parts = findRrdb(w);
  if (!parts) return undefined;
  const input = sizeOf(parts.first, "weight", 1);
  const output = sizeOf(parts.last, "weight", 0);
  const unshuffle = [1, 2, 4].find((factor) => input === output * factor ** 2);
  if (unshuffle === undefined || output !== 3) return undefined;
  return { scale: 2 ** parts.ups.length / unshuffle, multiple: unshuffle, network: { kind: "rrdb", parts, unshuffle } };
}

/** Real-ESRGAN's compact networks. Errors: `weights/missingTensor`. Source: spandrel, `CompactArch`. */
export function openCompact(w: TensorScope): Opened {
  const body: TensorScope[] = [];
  while (w.has(`body.${body.length}.weight`)) body.push(w.at(`body.${body.length}`));
  const last = body.at(-1);
  if (!last || body.length < 3 || last.tensor("weight").shape.length !== 4) return undefined;
  const input = sizeOf(body[0]!, "weight", 1);
  const scale = rootOf(sizeOf(last, "weight", 0) / input);
  if (input !== 3 || scale === undefined) return undefined;
  return { scale, multiple: 1, network: { kind: "compact", body } };
}

/** SPAN. Errors: `weights/missingTensor`. Source: spandrel, `SPANArch`. */
export function openSpan(w: TensorScope): Opened {
  const scale = rootOf(sizeOf(w, "upsampler.0.weight", 0) / 3);
  if (sizeOf(w, "conv_1.sk.weight", 1) !== 3 || scale === undefined) return undefined;
  return { scale, multiple: 1, network: { kind: "span", w, isNormed: !w.has("no_norm") } };
}
