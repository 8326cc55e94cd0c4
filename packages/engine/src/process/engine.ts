import type { EngineCalls } from "../orders/engine-calls.ts";

/** What paints. */
export interface Engine extends EngineCalls {
  close(): Promise<void>;
}
