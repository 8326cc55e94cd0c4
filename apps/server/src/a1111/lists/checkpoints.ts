import { join } from "node:path";
import type { ModelEntry } from "@danfang/domain";

/** A checkpoint as AUTOMATIC1111 lists it. */
export interface SdModel {
  readonly title: string;
  readonly model_name: string;
  readonly hash: string | null;
  readonly sha256: string | null;
  readonly filename: string;
  readonly config: string | null;
}

/** `photo/sd15.safetensors [0f1e2d3c4b]`; without the hash while nobody has computed it. */
export const titleOf = ({ name, hash }: ModelEntry): string => (hash ? `${name} [${hash.slice(0, 10)}]` : name);
/** `photo_sd15`. */
const modelNameOf = ({ name }: ModelEntry): string => name.replace(/[\\/]/g, "_").replace(/\.[^.]+$/, "");
export const fileOf = ({ folder, name }: ModelEntry): string => join(folder, name);

export const sdModel = (entry: ModelEntry): SdModel => ({
  title: titleOf(entry),
  model_name: modelNameOf(entry),
  hash: entry.hash?.slice(0, 10) ?? null,
  sha256: entry.sha256 ?? null,
  filename: fileOf(entry),
  config: null,
});

/**
 * The checkpoint that a client's text means: title, short title, name, stem or hash; else the closest, the shortest
 * title that contains the text. Source: AUTOMATIC1111 `get_closet_checkpoint_match`.
 */
export function findCheckpoint(text: string, entries: readonly ModelEntry[]): ModelEntry | undefined {
  const bare = text.replace(/(?<!\s)\s*\[[0-9a-f]+\]\s*$/i, "");
  const exact = (wanted: string) =>
    entries.find((entry) => {
      const { name, stem, hash } = entry;
      const file = name.split("/").at(-1) ?? name;
      const isHash =
        hash !== undefined &&
        /^[0-9a-f]{8,64}$/i.test(wanted) &&
        hash.startsWith(wanted.slice(0, hash.length).toLowerCase());
      return isHash || [titleOf(entry), name, modelNameOf(entry), file, stem, `${stem} [${hash}]`].includes(wanted);
    });
  const closest = () =>
    entries
      .filter((entry) => bare !== "" && titleOf(entry).toLowerCase().includes(bare.toLowerCase()))
      .sort((a, b) => titleOf(a).length - titleOf(b).length)[0];
  return exact(text) ?? exact(bare) ?? closest();
}
