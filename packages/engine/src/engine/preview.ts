import type { RgbImage } from "@danfang/domain";

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

/** Cells along an edge of the latent that the preview is fitted on, and of each even patch in it. */
const patches = 5;
const patchCells = 3;
const cells = patches * patchCells;

/**
 * A latent of even patches in many colours, [1, C, 15, 15], already scaled for the decoder by `scaleFactor`; the same
 * every time.
 */
export function previewSamples(channels: number, scaleFactor: number): Float32Array {
  const latent = new Float32Array(channels * cells * cells);
  for (let c = 0; c < channels; c++)
    for (let y = 0; y < cells; y++)
      for (let x = 0; x < cells; x++) {
        const patch = Math.floor(y / patchCells) * patches + Math.floor(x / patchCells);
        // The fractional parts of multiples of irrationals cover the range evenly: ±2 standard deviations.
        const value = 4 * (((patch + 1) * Math.sqrt([2, 3, 5, 7][c % 4]! + c)) % 1) - 2;
        latent[(c * cells + y) * cells + x] = value / scaleFactor;
      }
  return latent;
}

/**
 * The linear map that best takes latents to the colours a decoder gives them, so that previews are right for any VAE.
 *
 * `samples` as from {@link previewSamples}, `image` [1, 3, 8·15, 8·15] in −1 … 1: what the decoder made of them.
 */
export function fitPreview(
  samples: Float32Array,
  image: Float32Array,
  channels: number,
  scaleFactor: number,
): PreviewMatrix {
  const scale = Math.round(Math.sqrt(image.length / 3) / cells);
  const size = cells * scale;
  const rows: number[][] = [];
  const colours: number[][] = [[], [], []];
  for (let py = 0; py < patches; py++)
    for (let px = 0; px < patches; px++) {
      const cell = (py * patchCells + 1) * cells + px * patchCells + 1;
      rows.push([...Array.from({ length: channels }, (_, c) => samples[c * cells * cells + cell]! * scaleFactor), 1]);
      const y = Math.floor((py + 0.5) * patchCells * scale);
      const x = Math.floor((px + 0.5) * patchCells * scale);
      for (let k = 0; k < 3; k++) colours[k]!.push((image[(k * size + y) * size + x]! + 1) / 2);
    }
  const solved = colours.map((targets) => leastSquares(rows, targets));
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
