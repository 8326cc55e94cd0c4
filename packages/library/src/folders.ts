import { stat } from "node:fs/promises";
import { join } from "node:path";

export type ShelfKind = "checkpoint" | "vae" | "lora" | "hypernetwork" | "embedding" | "upscaler";

/**
 * Where other programs keep each kind, below their installation or their models folder: AUTOMATIC1111 and Forge,
 * ComfyUI, InvokeAI, Stability Matrix. Source: AUTOMATIC1111 `paths_internal`; ComfyUI `folder_paths.py`.
 */
const places: Readonly<Record<ShelfKind, readonly string[]>> = {
  checkpoint: [
    "models/Stable-diffusion",
    "Stable-diffusion",
    "models/checkpoints",
    "checkpoints",
    "Models/StableDiffusion",
    "StableDiffusion",
  ],
  vae: ["models/VAE", "VAE", "models/vae", "vae", "Models/VAE"],
  lora: ["models/Lora", "Lora", "models/loras", "loras", "models/LyCORIS", "Models/Lora"],
  hypernetwork: ["models/hypernetworks", "hypernetworks", "Models/Hypernetwork"],
  embedding: ["embeddings", "models/embeddings", "Models/TextualInversion", "Models/Embeddings"],
  upscaler: [
    ...["models/ESRGAN", "models/RealESRGAN", "models/upscale_models", "ESRGAN", "RealESRGAN", "upscale_models"],
    ...["Models/ESRGAN", "Models/RealESRGAN"],
  ],
};

const isFolder = async (path: string) => (await stat(path).catch(() => undefined))?.isDirectory() ?? false;

/**
 * The folders of one kind below a root, whatever program laid it out. A root that has none of the known layouts is
 * itself taken for a folder of checkpoints.
 */
export async function foldersOf(root: string, kind: ShelfKind): Promise<string[]> {
  const found: string[] = [];
  const seen = new Set<string>();
  for (const place of places[kind]) {
    const folder = join(root, place);
    const info = await stat(folder).catch(() => undefined);
    const identity = `${info?.dev}:${info?.ino || folder}`; // `VAE` and `vae` are one folder where case does not count
    if (!info?.isDirectory() || seen.has(identity)) continue;
    seen.add(identity);
    found.push(folder);
  }
  const isPlain = kind === "checkpoint" && found.length === 0 && (await isFolder(root));
  if (!isPlain) return found;
  for (const other of ["vae", "lora", "hypernetwork", "embedding"] as const)
    if ((await foldersOf(root, other)).length > 0) return found;
  return [root];
}
