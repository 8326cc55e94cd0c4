import { ownValue } from "@danfang/domain";
import { openFile, readSafetensors } from "@danfang/formats";
import type { ModelFile } from "./find-models.ts";

/** What files are called by in prompts. */
export interface NetworkNames {
  /** Undefined where nothing is called that. */
  find(name: string): ModelFile | undefined;
  /** What a click on the file's card writes: its alias, unless that is ambiguous. */
  preferredName(file: ModelFile): string;
}

/** By stem; of files with the same stem the later one is meant. Hypernetworks and embeddings have no other names. */
export function namesByStem(files: readonly ModelFile[]): NetworkNames {
  const byStem = new Map(files.map((file) => [file.stem, file]));
  return { find: (name) => byStem.get(name), preferredName: ({ stem }) => stem };
}

/** The name under which a LoRA's trainer saved it, from its header; undefined where it does not tell. */
export async function readLoraAlias(path: string): Promise<string | undefined> {
  if (!/\.safetensors$/i.test(path)) return undefined;
  const source = await openFile(path).catch(() => undefined);
  if (!source) return undefined;
  try {
    return (await readSafetensors(source)).metadata.ss_output_name || undefined;
  } catch {
    return undefined; // a broken file keeps its file name, and says what is wrong when it is used
  } finally {
    await source.close();
  }
}

/**
 * LoRAs by their stem, or by their alias where only one has it. `aliasOf` reads it (the caller may remember).
 *
 * Source: AUTOMATIC1111 `networks.list_available_networks`: an alias that two files have, or that is `none`, is
 * forbidden, and then only file names count.
 */
export async function nameLoras(
  files: readonly ModelFile[],
  aliasOf: (path: string) => Promise<string | undefined> = readLoraAlias,
): Promise<NetworkNames> {
  const aliases = new Map<ModelFile, string>();
  for (const file of files) aliases.set(file, (await aliasOf(file.path)) ?? file.stem);
  const stems = new Map(files.map((file) => [file.stem, file]));
  const listed = [...stems.values()];
  const forbidden = new Set(["none"]);
  const byAlias = new Map<string, ModelFile>();
  for (const file of listed) {
    const alias = aliases.get(file)!;
    if (byAlias.has(alias)) forbidden.add(alias.toLowerCase());
    byAlias.set(alias, file);
  }
  const isForbidden = (name: string) => forbidden.has(name.toLowerCase());
  return {
    find: (name) => (isForbidden(name) ? stems.get(name) : (byAlias.get(name) ?? stems.get(name))),
    preferredName: (file) => {
      const alias = aliases.get(file) ?? file.stem;
      return isForbidden(alias) ? file.stem : alias;
    },
  };
}

/** Models that the WebUI offers under names of its own, by their files. Source: AUTOMATIC1111 `realesrgan_model`. */
const upscalerNames: Readonly<Record<string, string>> = {
  RealESRGAN_x4plus: "R-ESRGAN 4x+",
  RealESRGAN_x4plus_anime_6B: "R-ESRGAN 4x+ Anime6B",
  "realesr-general-x4v3": "R-ESRGAN General 4xV3",
  "realesr-general-wdn-x4v3": "R-ESRGAN General WDN 4xV3",
  "realesr-animevideov3": "R-ESRGAN AnimeVideo",
  RealESRGAN_x2plus: "R-ESRGAN 2x+",
};

/** What recipes call an upscaler's file: the WebUI's name for it, else its stem. */
export const upscalerName = ({ stem }: ModelFile): string => ownValue(upscalerNames, stem) ?? stem;

/** The upscaler that a recipe means, by either name, in any case. */
export function findUpscalerNamed(files: readonly ModelFile[], name: string): ModelFile | undefined {
  const wanted = name.toLowerCase();
  return files.find((file) => [upscalerName(file), file.stem].some((own) => own.toLowerCase() === wanted));
}
