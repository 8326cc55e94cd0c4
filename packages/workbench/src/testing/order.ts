import type { GenerationEvent, GenerationRequest, GenerationSummary, PaintedImage } from "@danfang/domain";
import type { Workbench } from "../workbench.ts";

export interface Finished {
  readonly images: readonly PaintedImage[];
  readonly summary: GenerationSummary;
  readonly events: readonly GenerationEvent[];
}

/** Runs a request to its end. */
export async function finish(workbench: Workbench, request: GenerationRequest): Promise<Finished> {
  const events: GenerationEvent[] = [];
  for await (const event of workbench.generate(request, { previews: false })) events.push(event);
  const last = events.at(-1);
  if (last?.type !== "done") throw new Error("a job that does not fail ends with its summary");
  return {
    images: events.flatMap((event) => (event.type === "image" ? [event.image] : [])),
    summary: last.summary,
    events,
  };
}
