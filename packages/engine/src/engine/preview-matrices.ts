import { buildVaeEncoder } from "../graph/vae.ts";
import { float32, type Runtime } from "../runtime/runtime.ts";
import type { OpenModel } from "./open-models.ts";
import { fitPreview, type PreviewMatrix, previewSamples, sampleSize } from "./preview.ts";

export interface PreviewMatrices {
  /** Undefined for a VAE without an encoder. */
  of(model: OpenModel): Promise<PreviewMatrix | undefined>;
  forget(file: string): void;
}

/** The way from latents to colours for each VAE that paints, fitted once through its own encoder. */
export function keepPreviewMatrices(runtime: Runtime): PreviewMatrices {
  const matrices = new Map<string, PreviewMatrix>();
  return {
    async of({ checkpoint, vae }) {
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
    },
    forget: (file) => void matrices.delete(file),
  };
}
