import { type ByteSource, openFile, toFloat32 } from "@danfang/formats";
import type { WeightTensor } from "@danfang/weights";
import { allFinite } from "./to-rgb.ts";

/** Values are looked at in stretches of this many bytes. */
const stretch = 16 * 1024 * 1024;

async function isTensorFinite(source: ByteSource, { dtype, offset, length, bytes: spelled }: WeightTensor) {
  if (spelled) return allFinite(toFloat32(dtype, spelled));
  for (let at = 0; at < length; at += stretch) {
    const bytes = await source.read(offset + at, Math.min(stretch, length - at));
    if (!allFinite(toFloat32(dtype, bytes))) return false;
  }
  return true;
}

/**
 * The first of these tensors that holds NaN or infinity, to name it once a picture has shown that there may be one;
 * undefined where all are finite. They may lie in several files. Reads every weight: seconds.
 */
export async function findNotFinite(tensors: readonly WeightTensor[]): Promise<WeightTensor | undefined> {
  for (const [file, own] of Map.groupBy(tensors, (tensor) => tensor.file)) {
    const source = await openFile(file);
    try {
      for (const tensor of own)
        if (/^(F|BF)/.test(tensor.dtype) && !(await isTensorFinite(source, tensor))) return tensor;
    } finally {
      await source.close();
    }
  }
  return undefined;
}
