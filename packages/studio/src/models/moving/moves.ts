import type { ShelfKind } from "@danfang/domain";
import type { MoveAction } from "./plan-files.ts";

/** A model of the list that is to be moved. */
export interface ToMove {
  readonly path: string;
  readonly isStarter: boolean;
  readonly kind: ShelfKind;
  /** Path below its folder. */
  readonly name: string;
}

export interface MoveReport {
  readonly actions: readonly MoveAction[];
  /** What undoes it; absent where nothing was done. */
  readonly undoId?: string;
}

export interface MoveOptions {
  /** Only tell what would be done. */
  readonly isDryRun?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

interface PlaceOptions extends MoveOptions {
  /** The installation or folder of models it goes into; Danfang's own where absent. */
  readonly into?: string | undefined;
  /** `move` where absent. */
  readonly how?: "move" | "copy" | "link" | undefined;
}

/** A move that can be undone. */
interface PastMove {
  readonly id: string;
  readonly what: "place" | "shelve" | "restore";
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly files: number;
}

/**
 * Moves model files with what belongs to them. Each call moves all that it is asked to or nothing, also where it is killed:
 * the next start finishes it or takes it back. Errors: `moving/…`.
 */
export interface Moves {
  /** Puts files into the folder of their kind. */
  place(files: readonly string[], options?: PlaceOptions): Promise<MoveReport>;
  /** Puts models aside: they are listed as shelved, and nothing is painted with them. */
  shelve(models: readonly ToMove[], options?: MoveOptions): Promise<MoveReport>;
  /** Brings shelved models back to where they were. */
  restore(models: readonly Pick<ToMove, "path">[], options?: MoveOptions): Promise<MoveReport>;
  /** Takes a move back, the latest where none is named. */
  undo(id?: string, options?: MoveOptions): Promise<MoveReport>;
  /** Newest first. */
  past(): Promise<readonly PastMove[]>;
}
