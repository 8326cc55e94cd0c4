import { ownValue, pixelsPerLatentCell } from "@danfang/domain";
import { engineErrors } from "../errors.ts";
import { latentUpscalers } from "../imaging/index.ts";
import type { PaintOrder, PaintSize } from "../orders/paint-order.ts";
import { findSampling } from "../sampling/index.ts";
import { hiresSize } from "./hires-size.ts";

/** Pixels on a side, as in orders. */
const largest = 16384;

/**
 * Fails early, before anything is loaded: a fault in the order should not cost a minute.
 *
 * Errors: `engine/unknownSampler`, `engine/unknownSchedule`, `engine/unknownUpscaler`, `engine/badSize`,
 * `engine/tooLarge`, `engine/maskSize`, `engine/maskWithHires`, `engine/startCount`.
 */
export function checkOrder(order: PaintOrder): void {
  findSampling(order.sampler, order.schedule);
  checkSize(order);
  const { init, hires } = order;
  if (init?.others?.length) checkCount(order, init.others.length + 1);
  for (const image of init?.mask ? [init.image, ...(init.others ?? [])] : []) checkMask(image, init!.mask!.image);
  if (!hires) return;
  if (init?.mask) throw engineErrors.maskWithHires({});
  findSampling(hires.sampler, hires.schedule);
  if (hires.upscaler.kind === "latent" && !ownValue(latentUpscalers, hires.upscaler.name))
    throw engineErrors.unknownUpscaler({ name: hires.upscaler.name, known: Object.keys(latentUpscalers) });
  if (init || (order.width && order.height)) checkHiresSize(order, paintSizeOf(order, 0));
}

function checkSize({ width, height }: PaintOrder): void {
  const size = { width: width ?? height ?? 0, height: height ?? width ?? 0 };
  const isBad = (pixels = pixelsPerLatentCell) => !(pixels > 0) || pixels % pixelsPerLatentCell !== 0;
  if (isBad(width) || isBad(height)) throw engineErrors.badSize(size);
  if (isTooLarge(size)) throw engineErrors.tooLarge({ ...size, largest });
}

function checkCount({ batches }: PaintOrder, pictures: number): void {
  const other = batches.find((seeds) => seeds.length !== pictures);
  if (other) throw engineErrors.startCount({ pictures, batch: other.length });
}

function checkMask(picture: PaintSize, { width, height }: PaintSize): void {
  if (width === picture.width && height === picture.height) return;
  throw engineErrors.maskSize({ width, height, pictureWidth: picture.width, pictureHeight: picture.height });
}

const isTooLarge = ({ width, height }: PaintSize) => Math.max(width, height) > largest;

/** The second pass may have any size of at least a cell. Errors: `engine/badSize`, `engine/tooLarge`. */
export function checkHiresSize({ hires }: PaintOrder, size: PaintSize): void {
  if (!hires) return;
  const { upscaled, cut } = hiresSize(size, hires);
  const cellsOf = (pixels: number, less: number) => Math.floor(pixels / pixelsPerLatentCell) - less;
  if (cellsOf(upscaled.width, cut.width) < 1 || cellsOf(upscaled.height, cut.height) < 1)
    throw engineErrors.badSize(upscaled);
  if (isTooLarge(upscaled)) throw engineErrors.tooLarge({ ...upscaled, largest });
}

/** What is asked for; else that of the picture to start from, in whole cells; else the checkpoint's own. Pixels. */
export function paintSizeOf({ width, height, init }: PaintOrder, nativeSize: number): PaintSize {
  const whole = (pixels: number) => Math.max(1, Math.floor(pixels / pixelsPerLatentCell)) * pixelsPerLatentCell;
  const own = init
    ? { width: whole(init.image.width), height: whole(init.image.height) }
    : { width: nativeSize, height: nativeSize };
  return { width: width ?? own.width, height: height ?? own.height };
}
