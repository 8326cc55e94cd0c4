import { basename } from "node:path";
import { openFile, readSafetensors, readTorch, sniff } from "@danfang/formats";
import type { ModelFile } from "./find-models.ts";

/** What decides whether a VAE can read a checkpoint's latents. */
export interface LatentKind {
  /** Channels of a latent: 4 up to Stable Diffusion XL, 16 after it. */
  readonly channels: number;
  /** XL's VAEs have the same shapes as those before it, but latents of their own. */
  readonly isXl: boolean;
}

const heads = ["decoder.conv_in.weight", "first_stage_model.decoder.conv_in.weight"];

/** Channels of the latents that a VAE reads; undefined for what is no VAE or cannot be read. */
async function latentChannels(path: string): Promise<number | undefined> {
  const source = await openFile(path);
  try {
    const isSafetensors = (await sniff(source)) === "safetensors";
    const { tensors } = isSafetensors ? await readSafetensors(source) : await readTorch(source);
    return heads.map((name) => tensors.get(name)?.shape[1]).find((channels) => channels !== undefined);
  } finally {
    await source.close();
  }
}

/** VAEs that people recommend most, the better first. Source: what model pages name. */
const recommended = [/vae-ft-mse/i, /kl-f8-anime2/i, /sdxl[-_. ]?vae/i, /vae-ft-ema/i, /orangemix|anything/i];

const rank = (name: string) => recommended.findIndex((pattern) => pattern.test(name)) >>> 0;

/**
 * The VAEs that fit a checkpoint, the likeliest first. Their latents' width is read from their headers; the generations
 * before XL and XL are told apart by name, since nothing in the files does it. Files that cannot be read are left out.
 */
export async function fittingVaes(kind: LatentKind, vaes: Iterable<ModelFile>): Promise<ModelFile[]> {
  const fitting: ModelFile[] = [];
  for (const file of vaes) {
    const isNamedXl = /xl/i.test(basename(file.path));
    if (isNamedXl !== kind.isXl && kind.channels === 4) continue;
    const channels = await latentChannels(file.path).catch(() => undefined);
    if (channels === kind.channels) fitting.push(file);
  }
  return fitting.sort((a, b) => rank(a.path) - rank(b.path));
}
