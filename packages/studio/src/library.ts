import type { ModelFilter, Problem } from "@danfang/domain";
import type { ModelHashes } from "@danfang/library";
import type { DuplicateGroup } from "./models/find-duplicates.ts";
import type { ListedModel, Models } from "./models/models.ts";
import type { Moves } from "./models/moving/moves.ts";

/** A model with everything that a program asks of it. */
export interface LibraryItem extends ListedModel {
  readonly path: string;
  readonly root: string;
}

/** What became of a file since it was hashed. */
export interface Verified {
  readonly item: LibraryItem;
  /** `unknown`: it had no hash until now, and is whole as far as its header tells. */
  readonly state: "whole" | "changed" | "broken" | "unknown";
  readonly problem?: Problem;
}

/** The models of a home, without a studio: for the command line. */
export interface Library {
  page(query: Parameters<Models["page"]>[0]): Promise<{
    readonly items: readonly LibraryItem[];
    readonly total: number;
    readonly nextCursor?: string | undefined;
    readonly scanning: boolean;
  }>;
  facets(filter: ModelFilter): ReturnType<Models["facets"]>;
  /** Looks through the folders. */
  scan(): Promise<void>;
  /** The models that names mean, of any kind, shelved ones last; all of them without names. Errors: `library/notFound`. */
  named(names: readonly string[]): Promise<readonly LibraryItem[]>;
  /** The models of the shelf that names mean. Errors: `library/notFound`. */
  shelved(names: readonly string[]): Promise<readonly LibraryItem[]>;
  hash(item: LibraryItem, signal?: AbortSignal): Promise<ModelHashes>;
  verify(item: LibraryItem, signal?: AbortSignal): Promise<Verified>;
  duplicates(signal?: AbortSignal): Promise<readonly DuplicateGroup[]>;
  /** Moves files, and takes moves back. */
  readonly moves: Moves;
  close(): Promise<void>;
}

export interface LibraryOptions {
  readonly home?: string;
  readonly modelRoots?: readonly string[];
  /** Told what went wrong that was not asked for. */
  readonly onNotice?: (problem: Problem) => void;
}
