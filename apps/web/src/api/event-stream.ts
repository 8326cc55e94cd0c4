import type { StudioEvent } from "@danfang/domain";
import { defined } from "@danfang/domain";
import { EventStreamParser } from "./server-sent-events.ts";

/** Longest wait between two attempts to reach a studio that is away, milliseconds. */
const longestWait = 5000;

export interface StreamOptions {
  readonly onEvent: (event: StudioEvent) => void;
  readonly onConnection: (connected: boolean) => void;
  readonly signal: AbortSignal;
}

/**
 * Listens to `/v1/events` until `signal` aborts. A broken connection is taken up again where it broke, with
 * Last-Event-ID; a studio that cannot say what was missed sends `reset`.
 */
export async function listenToStudio({ onEvent, onConnection, signal }: StreamOptions): Promise<void> {
  let lastId: string | undefined;
  let wait = 250;
  while (!signal.aborted) {
    try {
      const headers = { Accept: "text/event-stream", ...defined({ "Last-Event-ID": lastId }) };
      const answer = await fetch("/v1/events", { headers, signal, cache: "no-store" });
      if (!answer.ok || answer.body === null) throw new Error(`HTTP ${answer.status}`);
      onConnection(true);
      wait = 250;
      const parser = new EventStreamParser();
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let piece = await reader.read(); !piece.done; piece = await reader.read())
        for (const { id, data } of parser.push(piece.value)) {
          lastId = id ?? lastId;
          onEvent(JSON.parse(data) as StudioEvent);
        }
    } catch {
      // Away, restarting, or cut off: all the same here. The loop tries again, and the shell shows that it does.
    }
    if (signal.aborted) return;
    onConnection(false);
    await new Promise((resolve) => setTimeout(resolve, wait));
    wait = Math.min(wait * 2, longestWait);
  }
}
