import { type TensorStream, writeSafetensors } from "@danfang/formats";
import { type LdmWidths, ldmTensors, type TensorSpec } from "@danfang/weights";

/** Values made once and used again and again: drawing a billion would take longer than the benchmark. */
const poolSize = 1 << 20;

/** Evenly distributed in −1 … 1, the same in every run. Source: Park & Miller 1988, the "minimal standard" generator. */
function makePool(): Float32Array {
  let state = 20260101;
  return Float32Array.from({ length: poolSize }, () => {
    state = (state * 48271) % 2147483647;
    return (state / 2147483647) * 2 - 1;
  });
}

const product = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

/**
 * Tensors begin at places of their own: onnxruntime keeps only one of several that are equal, and a model of which that
 * were true would seem smaller than any real one.
 */
const stride = 7919;

/** Keeps the variance from layer to layer, so that nothing overflows: uniform of width √(3/fan-in). Norms are 1 and 0. */
function* bytesOf({ name, shape }: TensorSpec, pool: Float32Array, start: number): Generator<Uint8Array> {
  const values = product(shape);
  const isVector = shape.length === 1;
  const scale = isVector ? 0 : Math.sqrt((3 * (shape[0] ?? 1)) / values);
  const offset = isVector && name.endsWith("weight") ? 1 : 0;
  const stretch = new Float16Array(Math.min(values, poolSize));
  for (let i = 0; i < stretch.length; i++) stretch[i] = pool[(start + i) % poolSize]! * scale + offset;
  for (let done = 0; done < values; done += stretch.length) {
    const count = Math.min(stretch.length, values - done);
    yield new Uint8Array(stretch.buffer, 0, count * 2);
  }
}

/** Writes a checkpoint of the given size with random fp16 weights: everybody's benchmark, nobody's model. */
export async function writeSyntheticCheckpoint(path: string, widths: LdmWidths): Promise<void> {
  const pool = makePool();
  const tensors = ldmTensors(widths).map(
    (spec, i): TensorStream => ({ ...spec, dtype: "F16", data: () => bytesOf(spec, pool, i * stride) }),
  );
  await writeSafetensors(path, tensors, { format: "pt" });
}
