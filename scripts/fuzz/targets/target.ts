import type { Mutation } from "../mutations.ts";
import type { Random } from "../random.ts";

/** A reader and what it is fed with. */
export interface Target {
  readonly name: string;
  /** Globs below the repository. */
  readonly seeds: readonly string[];
  /** What a seed file is changed into first: a header out of a whole file. */
  readonly takes?: (bytes: Uint8Array) => Uint8Array;
  /** A change that knows the format, tried as often as changes that do not. */
  readonly mutate?: Mutation;
  /** Cases that nobody wrote. */
  readonly invent?: (random: Random) => Uint8Array;
  readonly read: (bytes: Uint8Array, scratch: string) => Promise<unknown>;
}
