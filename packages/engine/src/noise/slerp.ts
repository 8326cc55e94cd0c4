import { type LatentShape, lengthOf } from "./latent-shape.ts";

/** Above this mean cosine the sines of the angles are too small to divide by. */
const parallel = 0.9995;

/**
 * Noise between two noises, `strength` of the way from `low` to `high`, on the arc and so without losing variance. Each
 * is one image, [C, H, W]; the arc is taken for every column (C, W) by itself, over its H values.
 *
 * Where both are nearly the same the mean is taken straight, with the sides exchanged: that is how AUTOMATIC1111 1.10.1
 * has it (`modules/rng.py`, `slerp`), and pictures depend on it.
 */
export function slerp(strength: number, low: Float32Array, high: Float32Array, shape: LatentShape): Float32Array {
  const { channels, height, width } = shape;
  const columns = channels * width;
  const cosines = new Float64Array(columns);
  for (let column = 0; column < columns; column++) cosines[column] = cosineOf(low, high, shape, column);
  const mixed = new Float32Array(lengthOf(shape));
  if (cosines.reduce((sum, cosine) => sum + cosine, 0) / columns > parallel)
    return mixed.map((_, k) => low[k]! * strength + high[k]! * (1 - strength));
  for (let column = 0; column < columns; column++) {
    const angle = Math.acos(cosines[column]!);
    const [a, b] = [(1 - strength) * angle, strength * angle].map((part) => Math.sin(part) / Math.sin(angle));
    for (let row = 0; row < height; row++) {
      const k = indexOf(shape, column, row);
      mixed[k] = a! * low[k]! + b! * high[k]!;
    }
  }
  return mixed;
}

function cosineOf(low: Float32Array, high: Float32Array, shape: LatentShape, column: number): number {
  let [lowSquare, highSquare, product] = [0, 0, 0];
  for (let row = 0; row < shape.height; row++) {
    const k = indexOf(shape, column, row);
    lowSquare += low[k]! ** 2;
    highSquare += high[k]! ** 2;
    product += low[k]! * high[k]!;
  }
  return product / Math.sqrt(lowSquare * highSquare);
}

const indexOf = ({ height, width }: LatentShape, column: number, row: number) =>
  (Math.floor(column / width) * height + row) * width + (column % width);
