import type { ModelEntry } from "@danfang/domain";

export type ModelListKind = ModelEntry["kind"];

/** The model files on all shelves. Errors: `models/notFound` where one is named that is not there. */
export interface Models {
  /** As known; looked through anew in the background at the first call. Roots in their order, natural order of names. */
  list(kind?: ModelListKind): Promise<ModelEntry[]>;
  /** Looks through every folder; files whose size and time stayed are not opened again. */
  refresh(): Promise<ModelEntry[]>;
  get(id: string): Promise<ModelEntry | undefined>;
  /** Where its file is. */
  path(id: string): Promise<string | undefined>;
  /** SHA-256 of the whole file, hex; reads it once. */
  hash(id: string): Promise<string>;
}
