import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { FolderLayout } from "@danfang/domain";
import { findPlaces, kindOfName } from "./folders.ts";

/** What only that program has; the first that fits. Forge has what the WebUI has. */
const signs: readonly (readonly [FolderLayout, readonly string[]])[] = [
  ["stabilityMatrix", ["Models/StableDiffusion"]],
  ["forge", ["modules_forge"]],
  ["comfyui", ["comfy", "models/checkpoints"]],
  ["invokeai", ["invokeai.yaml", "databases/invokeai.db", "models/sd-1", "models/sdxl"]],
  ["webui", ["webui.py", "models/Stable-diffusion"]],
];

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

export async function layoutOf(root: string): Promise<FolderLayout> {
  for (const [layout, paths] of signs) for (const path of paths) if (await exists(join(root, path))) return layout;
  if ((await findPlaces(root)).length > 0) return "models";
  return kindOfName(root) === undefined ? "plain" : "oneKind";
}

/** Installations are unpacked into a folder that holds little else. */
const mostChildren = 200;

/** Folders directly inside that are an installation or hold models, where the folder itself is neither. */
export async function installationsIn(root: string): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
  const found: string[] = [];
  for (const entry of entries.filter((one) => one.isDirectory()).slice(0, mostChildren)) {
    const folder = join(root, entry.name);
    if (!["plain", "oneKind"].includes(await layoutOf(folder))) found.push(folder);
  }
  return found;
}
