import type { StudioEvent } from "@danfang/domain";

/** An event as it goes over the line: the same bytes to everybody who listens. */
export type PrintEvent = (id: number, event: StudioEvent) => Uint8Array;

/** Prints each event once, however many listen; what was printed is forgotten with the event. */
export function openEventPrinter(): PrintEvent {
  const encoder = new TextEncoder();
  const printed = new WeakMap<StudioEvent, { readonly id: number; readonly bytes: Uint8Array }>();
  return (id, event) => {
    const known = printed.get(event);
    if (known?.id === id) return known.bytes;
    const bytes = encoder.encode(`id: ${id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    printed.set(event, { id, bytes });
    return bytes;
  };
}
