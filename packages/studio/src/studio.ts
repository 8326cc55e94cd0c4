import type { Clock, FilePieces, InspectionAnswer, Problem, StudioEvent, TroubleNews } from "@danfang/domain";
import type { EngineStats } from "@danfang/engine";
import type { Generate, Judge, Workbench, WorkbenchOptions } from "@danfang/workbench";
import type { EventLog } from "./events/event-log.ts";
import type { Gallery } from "./gallery/gallery.ts";
import type { Troubles } from "./health/troubles.ts";
import type { Inputs } from "./inputs/input-store.ts";
import type { ModelFolders } from "./models/model-folders.ts";
import type { Models } from "./models/models.ts";
import type { Moves } from "./models/moving/moves.ts";
import type { Queue } from "./queue/queue.ts";
import type { SettingsStore } from "./settings/settings-store.ts";
import type { Styles } from "./styles/style-store.ts";
import type { Upscaling } from "./upscaling/upscaling.ts";

/** Everything that a studio keeps and does, for whoever serves it. Close it: jobs go back to the queue. */
export interface Studio {
  readonly home: string;
  readonly workbench: Workbench;
  readonly queue: Queue;
  readonly gallery: Gallery;
  readonly models: Models;
  /** Moves model files, and takes moves back. */
  readonly moves: Moves;
  readonly modelFolders: ModelFolders;
  readonly settings: SettingsStore;
  readonly styles: Styles;
  readonly inputs: Inputs;
  readonly upscaling: Upscaling;
  /** Whether what an order names is there. */
  readonly judge: Judge;
  readonly events: EventLog<StudioEvent>;
  /** What a file is that lies elsewhere, from those pieces of it that were sent, and where it could be put here. */
  inspectPieces(file: FilePieces, bytes: Uint8Array): Promise<InspectionAnswer>;
  /** What went wrong at the start that the user should know; later ones come as `notice` events. */
  readonly notices: readonly Problem[];
  /** What does not work now, until it does again; changes come as `troubles` events. Whoever serves the studio adds to them. */
  readonly troubles: Troubles;
  /** What computes, and what could on this machine. */
  engineInfo(): {
    readonly backend: string;
    readonly threads: number;
    readonly available: readonly string[];
    /** As it was seen last: {@link engineStats} looks. `absent` before its first job, `silent` when it does not answer. */
    readonly state: "absent" | "idle" | "busy" | "silent";
  };
  /** Undefined while no engine runs. While it paints or does not answer, what it said last. Takes less than a second. */
  engineStats(): Promise<EngineStats | undefined>;
  /** Frees the engine's memory, after the job that is being painted. */
  unloadModels(): Promise<void>;
  close(): Promise<void>;
}

export interface StudioOptions extends WorkbenchOptions {
  /** An engine that says nothing for so long is ended and the job tried again, seconds; ten minutes when absent. */
  readonly patienceSeconds?: number;
  /** Told when something ceases to work, and when it works again. */
  readonly onTrouble?: (news: TroubleNews) => void;
  /** Told what went wrong that no request asked for, as it comes: a damaged database was set aside. */
  readonly onNotice?: (problem: Problem) => void;
  /** For tests: time, and what paints. */
  readonly clock?: Clock;
  readonly generate?: Generate;
}
