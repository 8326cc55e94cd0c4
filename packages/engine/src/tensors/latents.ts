import type { Tensor } from "@danfang/domain";

/** One image of a batch, [N, C, h, w] → [1, C, h, w]. */
export function imageOf({ shape, data }: Tensor, i: number): Tensor {
  const size = data.length / (shape[0] ?? 1);
  return { shape: [1, ...shape.slice(1)], data: data.slice(i * size, (i + 1) * size) };
}

/** Images of one shape as a batch, [1, C, h, w] each → [N, C, h, w]. */
export function batchOf(images: readonly Tensor[]): Tensor {
  const size = images[0]?.data.length ?? 0;
  const data = new Float32Array(images.length * size);
  images.forEach((image, i) => {
    data.set(image.data, i * size);
  });
  return { shape: [images.length, ...(images[0]?.shape.slice(1) ?? [])], data };
}

/** Without `cut` cells, half of them (rounded down) from the beginning of each axis, the rest from its end. */
export function cutLatent({ shape, data }: Tensor, cut: { readonly width: number; readonly height: number }): Tensor {
  if (cut.width === 0 && cut.height === 0) return { shape, data };
  const [n = 0, channels = 0, height = 0, width = 0] = shape;
  const [toHeight, toWidth] = [height - cut.height, width - cut.width];
  const [top, left] = [Math.floor(cut.height / 2), Math.floor(cut.width / 2)];
  const out = new Float32Array(n * channels * toHeight * toWidth);
  for (let plane = 0; plane < n * channels; plane++)
    for (let y = 0; y < toHeight; y++) {
      const from = (plane * height + y + top) * width + left;
      out.set(data.subarray(from, from + toWidth), (plane * toHeight + y) * toWidth);
    }
  return { shape: [n, channels, toHeight, toWidth], data: out };
}
