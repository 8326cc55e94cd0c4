import type { ModelEntry } from "@danfang/domain";
import type { ModelDetails } from "./model-details.ts";

export type ModelListKind = ModelEntry["kind"];

/** A model as it is listed here; who serves it knows the address of its preview. */
export interface ListedModel extends Omit<ModelEntry, "previewUrl"> {
  /** Set where a picture lies beside it; another one when that changes. */
  readonly previewVersion?: string | undefined;
}

/** The model files on all shelves. Errors: `models/notFound` where one is named that is not there. */
export interface Models {
  /** As known; looked through anew in the background at the first call. Roots in their order, natural order of names. */
  list(kind?: ModelListKind): Promise<ListedModel[]>;
  /** Looks through every folder; files whose size and time stayed are not opened again. */
  refresh(): Promise<ListedModel[]>;
  get(id: string): Promise<ListedModel | undefined>;
  /** Where its file is. */
  path(id: string): Promise<string | undefined>;
  /** What else its file says, by its kind; undefined for one that cannot be read. */
  details(id: string): Promise<ModelDetails | undefined>;
  /** The picture beside it as WebP, no side longer than `size` pixels. */
  preview(id: string, size: number): Promise<Uint8Array | undefined>;
  /**
   * Makes a picture that of a model, written beside it as `BASE.preview.png`. Errors: `models/fixedPreview`,
   * `models/badPreview`, `formats/unwritable`.
   */
  choosePreview(id: string, picture: string): Promise<ListedModel>;
  /** SHA-256 of the whole file, hex; reads it once. */
  hash(id: string): Promise<string>;
  /** SHA-256 of its tensors alone, by which `Lora hashes` name it ("AutoV3"), hex; reads it once. */
  tensorHash(id: string): Promise<string>;
}
