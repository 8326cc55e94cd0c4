import type { Picture, PictureId, PicturePage, PictureQuery, Problem, TimelineStep } from "@danfang/domain";

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
  /** Files and folders that could not be read, with the reason. */
  readonly failed: readonly (Problem & { readonly path: string })[];
}

export interface ImportOptions {
  readonly onProgress?: (progress: ImportProgress) => void;
  /** What was added until it aborts stays. */
  readonly signal?: AbortSignal;
}

/** What is in the bin. */
interface Bin {
  readonly pictures: number;
  /** What emptying it frees, bytes. */
  readonly sizeBytes: number;
  /** Pictures in folders of other programs among them: those files stay. */
  readonly keptFiles: number;
}

interface EmptyBinReport {
  readonly removed: number;
  readonly freedBytes: number;
  /** Pictures that could not be deleted, with the reason; they stay in the bin. */
  readonly failed: readonly Problem[];
}

/** How often a value occurs. */
export interface Facet {
  readonly name: string;
  readonly count: number;
}

/** Every picture, where its file is and how it came to be. Errors: `gallery/notFound` from what changes one picture. */
export interface Gallery {
  /** Newest first; those of one job as they were painted. */
  page(query: PictureQuery): Promise<PicturePage>;
  get(id: PictureId): Promise<Picture | undefined>;
  /** Absolute path of its file, below a known folder once links are followed; undefined for anything else. */
  file(id: PictureId): Promise<string | undefined>;
  /** WebP, no side longer than `size` pixels. */
  thumbnail(id: PictureId, size: number): Promise<{ readonly bytes: Uint8Array; readonly type: string } | undefined>;
  /** How it came out of noise; empty where that was not kept. */
  timeline(id: PictureId): Promise<TimelineStep[]>;
  setFavourite(id: PictureId, isFavourite: boolean): Promise<Picture>;
  /** Into the bin: not shown any more, its file untouched. Again is not an error. */
  remove(id: PictureId): Promise<Picture>;
  restore(id: PictureId): Promise<Picture>;
  /** For good: the file too, unless it lies in an imported folder. Errors: `gallery/notInBin`, `gallery/undeletable`. */
  purge(id: PictureId): Promise<void>;
  bin(): Promise<Bin>;
  /** Purges what is in the bin, or of that what was put there before a time (milliseconds since 1970). */
  emptyBin(before?: number): Promise<EmptyBinReport>;
  /** Adds the pictures below a folder, where they are; nothing there is written. Errors: those of `demandFolder`. */
  importFolder(folder: string, options?: ImportOptions): Promise<ImportReport>;
  /** Checkpoints and samplers of the pictures that are shown, most frequent first. */
  facets(): Promise<{ readonly checkpoints: readonly Facet[]; readonly samplers: readonly Facet[] }>;
}
