import type { Checkpoint, Prediction } from "@danfang/weights";
import { float32 } from "../runtime/runtime.ts";
import type { UnetUse } from "./model-sessions.ts";

/** What is asked of the UNet: a picture of 0.5 at the noisiest timestep, with a text of two vectors of 0.5. */
const cells = 8;
const words = 2;
const timestep = 999;
const half = 0.5;
/** Below this mean of (answer − question) a UNet predicts v. */
const limit = -1;

export interface Predictions {
  /** What a checkpoint's UNet predicts, tried out where nothing in the file told; once for each checkpoint. */
  of(checkpoint: Checkpoint, unet: UnetUse): Promise<Prediction>;
}

/**
 * SD 2.x comes in two kinds that no tensor tells apart, and files of either without a configuration. At the noisiest
 * timestep ε is about the picture itself and v about its opposite.
 *
 * Source: AUTOMATIC1111 `sd_models_config.is_using_v_parameterization_for_sd2`.
 */
export function keepPredictions(): Predictions {
  const tried = new WeakMap<Checkpoint, Promise<Prediction>>();
  return {
    async of(checkpoint, unet) {
      if (checkpoint.predictionFrom !== "undecided") return checkpoint.prediction;
      const known = tried.get(checkpoint) ?? predictionOf(checkpoint, unet);
      tried.set(checkpoint, known);
      return known;
    },
  };
}

async function predictionOf({ unet: { layout } }: Checkpoint, { session, feedsFor }: UnetUse): Promise<Prediction> {
  const shape = [1, layout.inChannels, cells, cells];
  const text = [1, words, layout.contextWidth ?? 0];
  const filled = (of: readonly number[]) => new Float32Array(of.reduce((a, b) => a * b)).fill(half);
  const { out } = await session.run(
    {
      ...feedsFor({ width: cells, height: cells }),
      x: float32(shape, filled(shape)),
      t: float32([1], Float32Array.of(timestep)),
      context: float32(text, filled(text)),
    },
    ["out"],
  );
  const mean = out!.reduce((sum, value) => sum + value - half, 0) / out!.length;
  return mean < limit ? "v" : "epsilon";
}
