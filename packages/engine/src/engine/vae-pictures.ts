import type { RgbImage, Tensor } from "@danfang/domain";
import { float32 } from "../runtime/runtime.ts";
import { breathe } from "./breathe.ts";
import type { ModelSetup } from "./engine.ts";
import type { ModelSessions } from "./model-sessions.ts";
import type { OpenSetups } from "./open-setups.ts";
import { toRgb } from "./pixels.ts";
import { requireFinite } from "./require-finite.ts";

export interface VaeContext {
  readonly setups: OpenSetups;
  readonly sessions: ModelSessions;
}

/** Latents → pictures, one by one. [N, C, h, w]. See `EngineParts.decode`. */
export async function decodePictures(
  { setups, sessions }: VaeContext,
  setup: ModelSetup,
  latent: Tensor,
  signal: AbortSignal | undefined,
): Promise<RgbImage[]> {
  const model = await setups.open(setup);
  const session = await sessions.decoder(model);
  const [n = 0, channels = 0, height = 0, width = 0] = latent.shape;
  const size = channels * height * width;
  const images = [];
  for (let i = 0; i < n; i++) {
    await breathe(signal);
    const scaled = latent.data.slice(i * size, (i + 1) * size).map((v) => v / model.checkpoint.scaleFactor);
    const { image } = await session.run({ latent: float32([1, channels, height, width], scaled) }, ["image"]);
    await requireFinite(image!, "VAE", model.vae);
    images.push(toRgb(image!, { width, height }));
  }
  return images;
}

/** The mean of what the VAE says a picture is. [1, 3, H, W] → [1, C, h, w]. See `EngineParts.encodeImage`. */
export async function encodePicture(
  { setups, sessions }: VaeContext,
  setup: ModelSetup,
  image: Tensor,
  { scaled }: { readonly scaled: boolean } = { scaled: true },
): Promise<Tensor> {
  const model = await setups.open(setup);
  const session = await sessions.encoder(model);
  const { moments } = await session.run({ image: float32(image.shape, image.data) }, ["moments"]);
  await requireFinite(moments!, "VAE", model.vae);
  const [, , height = 0, width = 0] = image.shape;
  const channels = model.checkpoint.unet.layout.outChannels;
  const cells = moments!.length / (2 * channels);
  const factor = Math.round(Math.sqrt((height * width) / cells));
  const factorOf = scaled ? model.checkpoint.scaleFactor : 1;
  const mean = moments!.slice(0, channels * cells).map((value) => value * factorOf);
  const w = Math.floor(width / factor);
  return { shape: [1, channels, cells / w, w], data: mean };
}
