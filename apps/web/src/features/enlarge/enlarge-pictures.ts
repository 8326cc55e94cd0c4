import type { Picture } from "@danfang/domain";
import { api } from "../../api/client.ts";

/** A picture to enlarge: one of the gallery, or a file. */
export type EnlargeSource = { readonly picture: Picture } | { readonly file: File };

/** How pictures are enlarged. */
export interface Enlarging {
  readonly upscaler: string;
  /** How many times as wide and high. */
  readonly scale: number;
}

export interface EnlargeResult {
  readonly made: readonly Picture[];
  readonly failed: readonly { readonly name: string; readonly error: unknown }[];
}

export const nameOfSource = (source: EnlargeSource): string =>
  "file" in source ? source.file.name : source.picture.fileName;

/** Enlarges one after the other; a picture that cannot be read costs itself alone. Ends early, with what there is, when told to. */
export async function enlargePictures(
  sources: readonly EnlargeSource[],
  how: Enlarging,
  signal: AbortSignal,
  onDone: (count: number) => void,
): Promise<EnlargeResult> {
  const made: Picture[] = [];
  const failed: { name: string; error: unknown }[] = [];
  for (const source of sources) {
    if (signal.aborted) break;
    try {
      made.push(await enlargeOne(source, how, signal));
    } catch (error) {
      if (!signal.aborted) failed.push({ name: nameOfSource(source), error });
    }
    onDone(made.length + failed.length);
  }
  return { made, failed };
}

async function enlargeOne(source: EnlargeSource, how: Enlarging, signal: AbortSignal): Promise<Picture> {
  if ("picture" in source) return api.upscale({ ...how, pictureId: source.picture.id }, signal);
  const { id } = await api.putInput(source.file);
  return api.upscale({ ...how, input: id }, signal);
}

/** Files that can be pictures: a folder also holds other things. */
export const picturesAmong = (files: readonly File[]): File[] =>
  files.filter(({ type, name }) => type.startsWith("image/") || /\.(?:png|jpe?g|webp|avif|gif|tiff?|bmp)$/i.test(name));
