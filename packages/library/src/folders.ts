import { stat } from "node:fs/promises";
import { basename, join } from "node:path";

/** `previewVae`: small networks that stand in for a VAE where speed counts. */
export type ShelfKind = "checkpoint" | "vae" | "lora" | "hypernetwork" | "embedding" | "upscaler" | "previewVae";

/** InvokeAI sorts by family first. */
const invoke = (kind: string) =>
  ["sd-1", "sd-2", "sdxl", "sdxl-refiner", "any"].map((family) => `models/${family}/${kind}`);

/**
 * Where other programs keep each kind, below their installation or their models folder: AUTOMATIC1111 and Forge,
 * ComfyUI, InvokeAI, Stability Matrix. Source: AUTOMATIC1111 `paths_internal`; ComfyUI `folder_paths.py`.
 */
const places: Readonly<Record<ShelfKind, readonly string[]>> = {
  checkpoint: [
    ...["models/Stable-diffusion", "Stable-diffusion", "models/checkpoints", "checkpoints", "Models/StableDiffusion"],
    ...["StableDiffusion", "models/diffusers", "diffusers", ...invoke("main")],
  ],
  vae: ["models/VAE", "VAE", "models/vae", "vae", "Models/VAE", ...invoke("vae")],
  lora: [
    ...["models/Lora", "Lora", "models/loras", "loras", "models/LyCORIS", "LyCORIS", "Models/Lora", "Models/LyCORIS"],
    ...["extensions/sd-webui-additional-networks/models/lora", ...invoke("lora")],
  ],
  hypernetwork: ["models/hypernetworks", "hypernetworks", "Models/Hypernetwork"],
  embedding: [
    ...["embeddings", "models/embeddings", "Models/TextualInversion", "Models/Embeddings", ...invoke("embedding")],
  ],
  upscaler: [
    ...["models/ESRGAN", "models/RealESRGAN", "models/BSRGAN", "models/upscale_models", "ESRGAN", "RealESRGAN"],
    ...["models/SwinIR", "models/DAT", "BSRGAN", "SwinIR", "DAT", "upscale_models"],
    ...["Models/ESRGAN", "Models/RealESRGAN", "Models/SwinIR", "Models/DAT"],
  ],
  previewVae: [
    ...["models/VAE-taesd", "models/VAE-approx", "models/vae_approx", "VAE-taesd", "VAE-approx", "vae_approx"],
    ...["Models/ApproxVAE"],
  ],
};

const isFolder = async (path: string) => (await stat(path).catch(() => undefined))?.isDirectory() ?? false;

/** The known places of these kinds below a root, each once. */
export async function findPlaces(
  root: string,
  kinds: readonly ShelfKind[] = Object.keys(places) as ShelfKind[],
): Promise<string[]> {
  const found: string[] = [];
  const seen = new Set<string>();
  for (const place of kinds.flatMap((kind) => places[kind])) {
    const folder = join(root, place);
    const info = await stat(folder).catch(() => undefined);
    const identity = `${info?.dev}:${info?.ino || folder}`; // `VAE` and `vae` are one folder where case does not count
    if (!info?.isDirectory() || seen.has(identity)) continue;
    seen.add(identity);
    found.push(folder);
  }
  return found;
}

/** Kinds by what their folders are called, in lower case. InvokeAI's say nothing without the folders above them. */
const kindsByName: ReadonlyMap<string, ShelfKind> = new Map(
  (Object.keys(places) as ShelfKind[]).flatMap((kind) =>
    places[kind]
      .filter((place) => !/^models\/(sd|any)/.test(place))
      .map((place) => [basename(place).toLowerCase(), kind] as const),
  ),
);

/** The kind whose folder is called so, as `Lora`; undefined for any other name. */
export const kindOfName = (folder: string): ShelfKind | undefined => kindsByName.get(basename(folder).toLowerCase());

/** Kinds whose places make a root an installation. */
const telling: readonly ShelfKind[] = ["checkpoint", "vae", "lora", "hypernetwork", "embedding", "upscaler"];

/**
 * The folders of one kind below a root, whatever program laid it out. A root that has none of the known layouts is itself
 * taken for a folder of the kind that it is named after, as `Lora`, and else of checkpoints.
 */
export async function foldersOf(root: string, kind: ShelfKind): Promise<string[]> {
  const found = await findPlaces(root, [kind]);
  if (found.length > 0 || (kindOfName(root) ?? "checkpoint") !== kind || !(await isFolder(root))) return found;
  return (await findPlaces(root, telling)).length > 0 ? [] : [root];
}
