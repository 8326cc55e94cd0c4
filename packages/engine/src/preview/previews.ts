import type { RgbImage } from "@danfang/domain";
import { readModelHeader, type TensorScope, tensorScope } from "@danfang/weights";
import { buildTaesdDecoder } from "../graph/taesd.ts";
import { buildVaeEncoder } from "../graph/vae.ts";
import { resize } from "../imaging/index.ts";
import { keep } from "../models/kept.ts";
import type { OpenSetup } from "../models/model-sessions.ts";
import type { SessionPool } from "../models/session-pool.ts";
import type { Renew } from "../models/watched-files.ts";
import { float32, type Runtime } from "../runtime/runtime.ts";
import { toRgb } from "../tensors/to-rgb.ts";
import { fitPreview, type PreviewMatrix, previewOf, previewSamples, sampleSize } from "./preview.ts";

/** The first image of [N, C, h, w] as a small picture. */
type Preview = (latent: Float32Array, cells: LatentSize) => Promise<RgbImage>;

interface LatentSize {
  readonly channels: number;
  readonly width: number;
  readonly height: number;
}

export interface Previews {
  /** Undefined for a VAE without an encoder, where there is no small network for previews either. */
  of(open: OpenSetup): Promise<Preview | undefined>;
  forget(file: string): void;
}

/** Pixels on the longer side of a preview that a network draws. */
const largestPreview = 256;

/**
 * What latents look like while they are painted: through TAESD, where the user has it, else by the linear map to colours
 * that fits the VAE, found once through its own encoder.
 */
export function keepPreviews(runtime: Runtime, pool: SessionPool, renew: Renew): Previews {
  const matrices = keep<PreviewMatrix>();
  return {
    async of(open) {
      const { setup, checkpoint, vae } = open;
      const small = setup.previewVaes?.[checkpoint.conditioning === "text" ? "sd" : "sdxl"];
      if (small !== undefined) {
        await renew(small);
        return taesd(pool, small);
      }
      if (!vae.has("encoder")) return undefined;
      const latents = { channels: checkpoint.unet.layout.outChannels, scaleFactor: checkpoint.scaleFactor };
      const matrix = await matrices.of({ files: [vae.file], choices: Object.values(latents) }, () =>
        fitMatrix(runtime, vae, latents),
      );
      return async (latent, cells) => previewOf(matrix, latent, cells);
    },
    forget: matrices.forget,
  };
}

/** Of a VAE to latents of so many channels, which are multiplied by the factor. */
async function fitMatrix(
  runtime: Runtime,
  vae: TensorScope,
  { channels, scaleFactor }: { readonly channels: number; readonly scaleFactor: number },
): Promise<PreviewMatrix> {
  const image = float32([1, 3, sampleSize, sampleSize], previewSamples());
  const encoder = await runtime.open(buildVaeEncoder(vae)); // needed once: not worth a place in the pool
  const { moments } = await encoder.run({ image }, ["moments"]);
  await encoder.close();
  return fitPreview(moments!, channels, scaleFactor);
}

/** Through the small decoder in a file of its own. */
function taesd(pool: SessionPool, file: string): Preview {
  let scope: TensorScope | undefined;
  return async (latent, { channels, width, height }) => {
    scope ??= tensorScope(file, (await readModelHeader(file)).tensors.values());
    const session = await pool.use({ part: "taesd", file }, () => buildTaesdDecoder(scope!));
    const first = latent.slice(0, channels * width * height);
    const { image } = await session.run({ latent: float32([1, channels, height, width], first) }, ["image"]);
    const picture = toRgb(
      image!.map((value) => value * 2 - 1),
      { width, height },
    );
    const factor = largestPreview / Math.max(picture.width, picture.height);
    if (factor >= 1) return picture;
    const size = { width: Math.round(picture.width * factor), height: Math.round(picture.height * factor) };
    return resize(picture, size, "box");
  };
}
