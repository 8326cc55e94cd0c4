import type { Picture, PicturePage, PictureQuery, Problem, TimelineStep } from "@danfang/domain";

/** What an import has done so far. */
export interface ImportProgress {
  /** Files looked at. */
  readonly done: number;
  readonly added: number;
}

export interface ImportReport {
  readonly added: number;
  /** Files that were in the gallery already. */
  readonly known: number;
  /** Files that could not be read, with the reason. */
  readonly failed: readonly (Problem & { readonly path: string })[];
}

export interface ImportOptions {
  readonly onProgress?: (progress: ImportProgress) => void;
  /** What was added until it aborts stays. */
  readonly signal?: AbortSignal;
}

/** How often a value occurs. */
export interface Facet {
  readonly name: string;
  readonly count: number;
}

/** Every picture, where its file is and how it came to be. Errors: `gallery/notFound` from what changes one picture. */
export interface Gallery {
  /** Newest first. */
  page(query: PictureQuery): Promise<PicturePage>;
  get(id: string): Promise<Picture | undefined>;
  /** Absolute path of its file, below a known folder once links are followed; undefined for anything else. */
  file(id: string): Promise<string | undefined>;
  /** WebP, no side longer than `size` pixels. */
  thumbnail(id: string, size: number): Promise<{ readonly bytes: Uint8Array; readonly type: string } | undefined>;
  /** How it came out of noise; empty where that was not kept. */
  timeline(id: string): Promise<TimelineStep[]>;
  setFavourite(id: string, isFavourite: boolean): Promise<Picture>;
  /** Into the bin: not shown any more, its file untouched. Again is not an error. */
  remove(id: string): Promise<Picture>;
  restore(id: string): Promise<Picture>;
  /** For good: the file too. Errors: `gallery/notInBin`. */
  purge(id: string): Promise<void>;
  /** Adds the pictures below a folder, where they are; nothing there is written. Errors: `gallery/noFolder`. */
  importFolder(folder: string, options?: ImportOptions): Promise<ImportReport>;
  /** Checkpoints and samplers of the pictures that are shown, most frequent first. */
  facets(): Promise<{ readonly checkpoints: readonly Facet[]; readonly samplers: readonly Facet[] }>;
}
