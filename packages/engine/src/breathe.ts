import { setImmediate } from "node:timers/promises";
import { engineErrors } from "./errors.ts";

/** Lets messages in, among them the one that cancels. Errors: `engine/cancelled`. */
export async function breathe(signal: AbortSignal | undefined): Promise<void> {
  await setImmediate();
  if (signal?.aborted) throw engineErrors.cancelled({});
}
