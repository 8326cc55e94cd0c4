import {
  type GenerationEvent,
  type GenerationRequest,
  type GenerationSummary,
  joinSummaries,
  type PaintedImage,
  type Problem,
} from "@danfang/domain";
import type { GivenPictures } from "../pictures/given-pictures.ts";

export type PaintPass = (request: GenerationRequest, given: GivenPictures) => AsyncIterable<GenerationEvent>;

/** The passes of a job, told as one: steps counted through, what is said of the order said once. */
export interface PassTeller {
  /** `of` passes are made in this batch. */
  begin(batch: number, of: number): void;
  /** Gives the pass's pictures. */
  paint(request: GenerationRequest, given: GivenPictures): AsyncGenerator<GenerationEvent, readonly PaintedImage[]>;
  /** What was said of the passes so far, each thing once. */
  notes(): readonly Problem[];
  /** What was told of all passes together; `recipe` is the first one's. */
  summary(): GenerationSummary;
}

export function tellPasses(paintPass: PaintPass): PassTeller {
  let [batch, left, done] = [0, 1, 0];
  const summaries: GenerationSummary[] = [];
  const said = new Map<string, Problem>();

  const tell = (event: GenerationEvent): readonly GenerationEvent[] => {
    switch (event.type) {
      case "loading":
      case "encoding":
        return summaries.length === 0 ? [event] : [];
      case "note": {
        const key = JSON.stringify(event.note);
        if (said.has(key)) return [];
        said.set(key, event.note);
        return [event];
      }
      case "step":
        return [{ ...event, batch, step: done + event.step, steps: done + event.steps * left }];
      case "decoding":
        return [{ ...event, batch }];
      default:
        return [];
    }
  };

  return {
    begin(number, of) {
      [batch, left, done] = [number, of, 0];
    },
    async *paint(request, given) {
      const images: PaintedImage[] = [];
      let steps = 0;
      for await (const event of paintPass(request, given)) {
        if (event.type === "image") images.push(event.image);
        if (event.type === "done") summaries.push(event.summary);
        if (event.type === "step") steps = event.steps;
        yield* tell(event);
      }
      done += steps;
      left--;
      return images;
    },
    notes: () => [...said.values()],
    summary() {
      if (summaries.length === 0) throw new Error("No pass was painted.");
      const joined = summaries.reduce(joinSummaries);
      return { ...joined, notes: joined.notes?.filter(isFirstOfItsKind) ?? [] };
    },
  };
}

const isFirstOfItsKind = <T>(item: T, i: number, all: readonly T[]): boolean =>
  all.findIndex((other) => JSON.stringify(other) === JSON.stringify(item)) === i;
