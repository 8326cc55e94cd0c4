import type { RgbImage } from "@danfang/domain";
import { readModelHeader, type TensorScope, tensorScope } from "@danfang/weights";
import { buildTaesdDecoder } from "../graph/taesd.ts";
import { buildVaeEncoder } from "../graph/vae.ts";
import { resize } from "../imaging/index.ts";
import type { OpenSetup } from "../models/model-sessions.ts";
import type { SessionPool } from "../models/session-pool.ts";
import { float32, type Runtime } from "../runtime/runtime.ts";
import { toRgb } from "../tensors/to-rgb.ts";
import { fitPreview, type PreviewMatrix, previewOf, previewSamples, sampleSize } from "./preview.ts";

/** The first image of [N, C, h, w] as a small picture. */
type Preview = (latent: Float32Array, cells: LatentCells) => Promise<RgbImage>;

interface LatentCells {
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
export function keepPreviews(runtime: Runtime, pool: SessionPool): Previews {
  const matrices = new Map<string, PreviewMatrix>();

  async function matrixOf({ checkpoint, vae }: OpenSetup): Promise<PreviewMatrix | undefined> {
    const found = matrices.get(vae.file);
    if (found) return found;
    if (!vae.has("encoder")) return undefined;
    const image = float32([1, 3, sampleSize, sampleSize], previewSamples());
    const encoder = await runtime.open(buildVaeEncoder(vae)); // needed once: not worth a place in the pool
    const { moments } = await encoder.run({ image }, ["moments"]);
    await encoder.close();
    const fitted = fitPreview(moments!, checkpoint.unet.layout.outChannels, checkpoint.scaleFactor);
    matrices.set(vae.file, fitted);
    return fitted;
  }

  return {
    async of(open) {
      const { setup, checkpoint } = open;
      const small = setup.previewVaes?.[checkpoint.conditioning === "text" ? "sd" : "sdxl"];
      if (small !== undefined) return taesd(pool, small);
      const matrix = await matrixOf(open);
      return matrix && (async (latent, cells) => previewOf(matrix, latent, cells));
    },
    forget(file) {
      matrices.delete(file);
    },
  };
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
