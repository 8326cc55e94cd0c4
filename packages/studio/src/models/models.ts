import type {
  ListedKind,
  ModelCounts,
  ModelEntry,
  ModelFacets,
  ModelFilter,
  ModelName,
  ModelPage,
  ModelQuery,
  ModelView,
  Recipe,
  Sha256,
} from "@danfang/domain";

import type { PassedOver } from "@danfang/library";
import type { ModelDetails } from "./model-details.ts";
import type { PreviewConsent } from "./model-previews.ts";

/** A model as it is listed here; who serves it knows the address of its preview. */
export interface ListedModel extends Omit<ModelEntry, "previewUrl"> {
  /** What a LoRA's trainer called it; prompts may too. */
  readonly alias?: string | undefined;
  /** Whether a checkpoint brings its VAE along. */
  readonly isVaeBaked?: boolean | undefined;
  /** The VAE that somebody chose for a checkpoint, in a card beside it. */
  readonly vaeChoice?: string | undefined;
  /** Set where a picture lies beside it; another one when that changes. */
  readonly previewVersion?: string | undefined;
  /** Trigger words of a card beside it: they win over those of its file. */
  readonly wordsBeside?: readonly string[] | undefined;
}

/** What one root gave. */
interface RootListing {
  readonly counts: ModelCounts;
  /** Undefined before it was looked through since the start. */
  readonly passedOver: PassedOver | undefined;
  /** Whether it is yet to be looked through for the first time. */
  readonly isUnseen: boolean;
}

/** A page of models as they are listed here. */
interface ModelPageOf extends Omit<ModelPage, "items"> {
  readonly items: readonly ListedModel[];
}

/** What somebody says of a model; what is left out stays. */
export interface ModelMark {
  readonly isFavourite?: boolean | undefined;
  /** In the owner's words; empty for none. */
  readonly notes?: string | undefined;
  readonly tags?: readonly string[] | undefined;
}

type ListedModelView = Omit<ModelView, "model"> & { readonly model: ListedModel };

/** The model files on all shelves. Errors: `models/notFound` where one is named that is not there. */
export interface Models {
  /**
   * All of them, as known; looked through anew in the background at the first call. Roots in their order, natural order of
   * names. For programs that want everything at once: whoever shows models asks for a page.
   */
  list(kind?: ListedKind): Promise<readonly ListedModel[]>;
  /** A page of what is known now. It waits for no look through the folders; one begins at the first call. */
  page(query: ModelQuery): Promise<ModelPageOf>;
  /** How many there are of each value. */
  facets(filter: ModelFilter): Promise<ModelFacets>;
  /** Looks through every folder; files whose size, time and inode stayed are not opened again. */
  refresh(): Promise<void>;
  /** Whether folders are being looked through now. */
  isScanning(): boolean;
  /** Every path under which a model's file was found, the first of them first. */
  paths(id: string): Promise<readonly string[]>;
  /** What its owner says of it. It is kept whatever happens to the list. Errors: `models/notFound`. */
  mark(id: string, mark: ModelMark): Promise<ListedModel>;
  /** Counts that a picture was painted with what its recipe names. */
  used(recipe: Recipe): Promise<void>;
  /** What names mean, each in its place; undefined where nothing here is called so. */
  resolve(names: readonly ModelName[]): Promise<readonly (ListedModel | undefined)[]>;
  /** Embeddings whose names stand in a text, as far as letters tell. */
  mentioned(text: string): Promise<readonly ListedModel[]>;
  /** What is listed of a root now, without waiting for a look that is under way. */
  inRoot(root: string): RootListing;
  get(id: string): Promise<ListedModel | undefined>;
  /** Where its file is. */
  path(id: string): Promise<string | undefined>;
  /** What else its file says, by its kind; undefined for one that cannot be read. */
  details(id: string): Promise<ModelDetails | undefined>;
  /** The picture beside it as WebP, no side longer than `size` pixels. */
  preview(id: string, size: number): Promise<Uint8Array | undefined>;
  /** Everything that can be said of it without loading it. */
  view(id: string): Promise<ListedModelView | undefined>;
  /**
   * Makes a picture (the bytes of its file) that of a model, written beside it as `BASE.preview.png`. Errors:
   * `models/fixedPreview`, `models/badPreview`, `formats/unwritable`, and without consent `models/previewExists`,
   * `models/foreignFolder`.
   */
  choosePreview(id: string, picture: Uint8Array, consent?: PreviewConsent): Promise<ListedModel>;
  /** Takes away the picture that is shown. Errors: as before. */
  removePreview(id: string, consent?: PreviewConsent): Promise<ListedModel>;
  /** As it was before the last of these changes. */
  undoPreview(id: string): Promise<ListedModel>;
  /** SHA-256 of the whole file, hex; reads it once. */
  hash(id: string): Promise<Sha256>;
  /** SHA-256 of its tensors alone, by which `Lora hashes` name it ("AutoV3"), hex; reads it once. */
  tensorHash(id: string): Promise<Sha256>;
}
