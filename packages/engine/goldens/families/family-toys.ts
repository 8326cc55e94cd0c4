import { link, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type ToyWeights, toyCheckpoint } from "../networks/toy-checkpoint.ts";

/** The toy checkpoints of this folder. */
export const familyToys = ["sd2", "sdxl", "sdxl-refiner", "inpainting", "edit"] as const;
export type FamilyToy = (typeof familyToys)[number];

export interface FamilyToyManifest extends ToyWeights {
  readonly name: FamilyToy;
  readonly about: string;
  /** Pixels. */
  readonly size: readonly [width: number, height: number];
  readonly steps: number;
  readonly cfgScale: number;
  readonly seed: number;
  /** Standard deviations of what the networks answered. */
  readonly outputs: Readonly<Record<string, number>>;
  readonly paintings: Readonly<
    Record<string, { readonly prediction: "epsilon" | "v"; readonly imageCfgScale?: number }>
  >;
}

/** What the networks answered, `.safetensors`, and the manifest, `.json`. */
export const familyToyFile = (name: FamilyToy, kind: "json" | "safetensors"): string =>
  join(import.meta.dirname, `${name}.${kind}`);

export const readFamilyToy = async (name: FamilyToy): Promise<FamilyToyManifest> =>
  JSON.parse(await readFile(familyToyFile(name, "json"), "utf8"));

const yamlOf = (name: FamilyToy, prediction: "epsilon" | "v") => {
  const heads = name === "inpainting" || name === "edit" ? "{ num_heads: 4 }" : "{ num_head_channels: 64 }";
  const parameterization = prediction === "v" ? "v" : "eps";
  return `model: { params: { parameterization: ${parameterization}, unet_config: { params: ${heads} } } }\n`;
};

/**
 * Writes the checkpoint into `folder` once for each prediction, with a `.yaml` beside it that says which, as users keep
 * them. The paths come back; the bytes are there only once.
 */
export async function writeFamilyToy(
  manifest: FamilyToyManifest,
  folder: string,
): Promise<{ readonly epsilon: string; readonly v: string }> {
  const { name } = manifest;
  const paths = { epsilon: join(folder, `${name}.safetensors`), v: join(folder, `${name}-v.safetensors`) };
  await writeFile(paths.epsilon, toyCheckpoint(manifest));
  await link(paths.epsilon, paths.v);
  for (const prediction of ["epsilon", "v"] as const)
    await writeFile(paths[prediction].replace(/safetensors$/, "yaml"), yamlOf(name, prediction));
  return paths;
}
