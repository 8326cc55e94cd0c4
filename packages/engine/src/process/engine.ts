import type { Bytes } from "@danfang/domain";
import type { EngineParts } from "../orders/engine-parts.ts";
import type { PaintEvent, PaintOrder } from "../orders/paint-order.ts";

export interface EngineStats {
  /** Peak resident set of the process that runs the sessions. */
  readonly peakRssBytes: Bytes;
  readonly rssBytes: Bytes;
  /** What the weights of loaded sessions take, as estimated for the memory budget. */
  readonly residentBytes: Bytes;
  readonly sessions: readonly string[];
}

/** What paints. */
export interface Engine extends EngineParts {
  /** Orders to pictures. Errors: `engine/badSize`, `engine/unknownSampler`, `engine/unknownSchedule` and those of the parts. */
  paint(order: PaintOrder, signal?: AbortSignal): AsyncGenerator<PaintEvent, void>;
  /** Forgets every session. */
  unload(): Promise<void>;
  stats(): Promise<EngineStats>;
  /** What the engine's process can do at best in a float32 matrix product, flop/s. Takes about a second. */
  measurePeak(): Promise<number>;
  close(): Promise<void>;
}
