import { findModels, type ModelFile } from "./find-models.ts";

/** A small network for previews and what it stands in for. */
export interface PreviewVae {
  readonly family: "sd" | "sdxl" | "sd3";
  readonly part: "decoder" | "encoder";
  readonly file: ModelFile;
}

/** `taesd_decoder.pth`, `taesdxl_encoder.safetensors`. */
const named = /^tae(sd|sdxl|sd3)_(decoder|encoder)$/i;

/** The TAESD networks that the user has, by their usual names. Source: madebyollin/taesd; AUTOMATIC1111 `sd_vae_taesd`. */
export async function findPreviewVaes(roots: readonly string[]): Promise<PreviewVae[]> {
  const found: PreviewVae[] = [];
  for (const file of await findModels(roots, "previewVae")) {
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
