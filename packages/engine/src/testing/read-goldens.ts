import { openFile, readSafetensors, readTensor, toFloat32 } from "@danfang/formats";

/** A golden tensor; int64 ids and bytes come as float32 too, exactly. */
export interface Golden {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** All tensors of a golden file by name. */
export async function readGoldens(path: string): Promise<(name: string) => Golden> {
  const source = await openFile(path);
  try {
    const file = await readSafetensors(source);
    const goldens = new Map<string, Golden>();
    for (const [name, entry] of file.tensors) {
      const bytes = await readTensor(file, entry);
      goldens.set(name, { shape: entry.shape, data: toFloat32(entry.dtype, bytes) });
    }
    return (name) => {
      const found = goldens.get(name);
      if (!found) throw new Error(`${path} has no golden ${name}`);
      return found;
    };
  } finally {
    await source.close();
  }
}

/**
 * The largest difference over the golden's standard deviation; ∞ where lengths differ or a value is not a number, so
 * that no broken result passes for a near one.
 */
export function relativeError(ours: ArrayLike<number>, golden: Float32Array): number {
  if (ours.length !== golden.length) return Infinity;
  let worst = 0;
  for (let i = 0; i < golden.length; i++) {
    const difference = Math.abs(ours[i]! - golden[i]!);
    if (!(difference <= worst)) worst = Number.isNaN(difference) ? Infinity : difference;
  }
  return worst / standardDeviation(golden);
}

function standardDeviation(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
