import type { RgbImage, Seed, Tensor } from "@danfang/domain";
import type { PaintOrder } from "../orders/paint-order.ts";
import type { Engine } from "../process/engine.ts";

/** What a finished order leaves: every picture in order, and how many steps of how many the last batch told of. */
export interface Painted {
  readonly images: readonly { readonly seed: Seed; readonly pixels: RgbImage; readonly latent: Tensor }[];
  readonly steps: readonly { readonly step: number; readonly steps: number }[];
}

/** Runs an order to its end. */
export async function paintAll(engine: Engine, order: PaintOrder, signal?: AbortSignal): Promise<Painted> {
  const images: Painted["images"][number][] = [];
  const steps: Painted["steps"][number][] = [];
  for await (const event of engine.paint(order, signal)) {
    if (event.type === "batch") images.push(...event.images);
    if (event.type === "step") steps.push({ step: event.progress.step, steps: event.progress.steps });
  }
  return { images, steps };
}
