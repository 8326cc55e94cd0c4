import type { ModelFile } from "./find-models.ts";

/** A small network for previews and what it stands in for. */
export interface PreviewVae {
  readonly family: "sd" | "sdxl" | "sd3";
  readonly part: "decoder" | "encoder";
  readonly file: ModelFile;
}

/** `taesd_decoder.pth`, `taesdxl_encoder.safetensors`. */
const named = /^tae(sd|sdxl|sd3)_(decoder|encoder)$/i;

/** The TAESD networks among small VAEs, by their usual names. Source: madebyollin/taesd; AUTOMATIC1111 `sd_vae_taesd`. */
export function previewVaesAmong(files: readonly ModelFile[]): PreviewVae[] {
  const found: PreviewVae[] = [];
  for (const file of files) {
    const [, family, part] = named.exec(file.stem) ?? [];
    if (family === undefined || part === undefined) continue;
    found.push({
      family: family.toLowerCase() as PreviewVae["family"],
      part: part.toLowerCase() as PreviewVae["part"],
      file,
    });
  }
  return found;
}
