/** How far each side grows, pixels; 0 for those that stay. */
export interface Growth {
  readonly left: number;
  readonly right: number;
  readonly up: number;
  readonly down: number;
}

/** Canvases are multiples of this: every family's UNet halves them without remainder. */
const step = 64;

/**
 * The sides' growth when the canvas is rounded up to a multiple of 64, shared between opposite sides.
 * Source: AUTOMATIC1111 `poor_mans_outpainting.py` and `outpainting_mk_2.py`.
 */
export function growthOf(
  picture: { readonly width: number; readonly height: number },
  { left, right, up, down }: Growth,
): Growth {
  const share = (length: number, before: number, after: number): [number, number] => {
    const extra = Math.ceil((length + before + after) / step) * step - length;
    const first = before > 0 ? Math.floor((before * extra) / (before + after)) : 0;
    return [first, after > 0 ? extra - first : 0];
  };
  const [toLeft, toRight] = share(picture.width, left, right);
  const [upwards, downwards] = share(picture.height, up, down);
  return { left: toLeft, right: toRight, up: upwards, down: downwards };
}
