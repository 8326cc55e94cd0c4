import { pixelsPerLatentCell, type RgbImage } from "@danfang/domain";

/** RGB = matrix · latent + bias, in 0 … 1; one row per colour, one column per latent channel. */
export interface PreviewMatrix {
  readonly matrix: readonly (readonly number[])[];
  readonly bias: readonly number[];
}

/**
 * Solves the normal equations of least squares by elimination: few unknowns, well spread samples.
 * rows [M, K], targets [M] → [K].
 */
function leastSquares(rows: readonly (readonly number[])[], targets: readonly number[]): number[] {
  const k = rows[0]?.length ?? 0;
  const system = Array.from({ length: k }, (_, i) => [
    ...Array.from({ length: k }, (_, j) => rows.reduce((sum, row) => sum + row[i]! * row[j]!, i === j ? 1e-9 : 0)),
    rows.reduce((sum, row, m) => sum + row[i]! * targets[m]!, 0),
  ]);
  for (let i = 0; i < k; i++) {
    const pivot = system.slice(i).reduce((best, row) => (Math.abs(row[i]!) > Math.abs(best[i]!) ? row : best));
    system[system.indexOf(pivot)] = system[i]!;
    system[i] = pivot;
    for (const row of system) {
      if (row === pivot) continue;
      const factor = row[i]! / pivot[i]!;
      for (let j = i; j <= k; j++) row[j] = row[j]! - factor * pivot[j]!;
    }
  }
  return system.map((row, i) => row[k]! / row[i]!);
}

/** Patches along an edge of the picture that the preview is fitted on, and latent cells along an edge of each. */
const patches = 5;
const patchCells = 3;
const patchPixels = patchCells * pixelsPerLatentCell;
/** Pixels along an edge of that picture. */
export const sampleSize = patches * patchPixels;

/** Colour `k` (0 … 2) of a patch, 0 … 1: the fractional parts of multiples of irrationals cover the cube evenly. */
const patchColour = (patch: number, k: number) => ((patch + 1) * Math.sqrt([2, 3, 5][k]!)) % 1;

/** A picture of even patches in many colours, [1, 3, 120, 120] in −1 … 1, for the encoder. The same every time. */
export function previewSamples(): Float32Array {
  const image = new Float32Array(3 * sampleSize ** 2);
  for (let i = 0; i < image.length; i++) {
    const x = i % sampleSize;
    const y = Math.floor(i / sampleSize) % sampleSize;
    const patch = Math.floor(y / patchPixels) * patches + Math.floor(x / patchPixels);
    image[i] = patchColour(patch, Math.floor(i / sampleSize ** 2)) * 2 - 1;
  }
  return image;
}

/**
 * The linear map that best takes a VAE's latents back to colours, so that previews are right for any VAE.
 *
 * `moments` [1, 2C, 15, 15]: what the encoder made of {@link previewSamples}; its means, scaled, are the latents.
 */
export function fitPreview(moments: Float32Array, channels: number, scaleFactor: number): PreviewMatrix {
  const cells = patches * patchCells;
  const middles = Array.from({ length: patches ** 2 }, (_, patch) => {
    const y = Math.floor(patch / patches) * patchCells + (patchCells >> 1);
    return y * cells + (patch % patches) * patchCells + (patchCells >> 1);
  });
  const rows = middles.map((middle) => [
    ...Array.from({ length: channels }, (_, c) => moments[c * cells * cells + middle]! * scaleFactor),
    1,
  ]);
  const solved = [0, 1, 2].map((k) =>
    leastSquares(
      rows,
      middles.map((_, patch) => patchColour(patch, k)),
    ),
  );
  return { matrix: solved.map((row) => row.slice(0, channels)), bias: solved.map((row) => row[channels]!) };
}

/** x₀ as a small picture, a pixel per cell: the first image of [N, C, h, w]. */
export function previewOf(
  { matrix, bias }: PreviewMatrix,
  latent: Float32Array,
  { channels, width, height }: { channels: number; width: number; height: number },
): RgbImage {
  const area = width * height;
  const data = new Uint8Array(area * 3);
  for (let i = 0; i < area; i++)
    for (let k = 0; k < 3; k++) {
      let value = bias[k]!;
      for (let c = 0; c < channels; c++) value += matrix[k]![c]! * latent[c * area + i]!;
      data[i * 3 + k] = Math.max(0, Math.min(255, Math.round(value * 255)));
    }
  return { width, height, data };
}
