import {
  type GenerationEvent,
  type GenerationRequest,
  type GenerationSummary,
  type PaintedImage,
  type Problem,
  problemOf,
  sumTimings,
} from "@danfang/domain";
import { gridErrors } from "./errors.ts";
import { paintSheet } from "./paint-sheet.ts";
import type { GridCell, GridPlan } from "./plan-grid.ts";
import { checkCellSize } from "./sheet-size.ts";

/** Paints one order that is no grid. */
export type PaintOne = (request: GenerationRequest) => AsyncIterable<GenerationEvent>;

/** A cell by its legends: `CFG Scale: 7.0 · red apple`. */
export const cellName = ({ axes }: GridPlan, { at }: GridCell): string =>
  [axes.x.legends[at.x], axes.y.legends[at.y], axes.z.legends[at.z]].filter(Boolean).join(" · ");

/**
 * Paints the cells of a grid one by one, and then its sheet. Pictures and batches are counted over the whole grid. A cell
 * that fails is a note and stays empty, unless `isEnd` says that its failure ends everything; where none can be painted,
 * the first failure is the grid's.
 *
 * Errors: `grid/tooLarge`, and those of the cells.
 */
export async function* paintGrid(
  plan: GridPlan,
  paintOne: PaintOne,
  isEnd: (error: unknown) => boolean,
): AsyncGenerator<GenerationEvent> {
  const start = performance.now();
  const pictures = new Map<number, PaintedImage>();
  const summaries: GenerationSummary[] = [];
  const notes: Problem[] = [];
  let firstFailure: unknown;
  for (const [place, cell] of plan.cells.entries()) {
    const events = shifted(paintOne(cell.request), place * plan.picturesPerCell, place * cell.request.batchCount);
    const failure = yield* untilItFails(events);
    if (failure === undefined) continue;
    firstFailure ??= failure;
    yield* failed(cell, failure);
  }
  if (pictures.size === 0 && firstFailure !== undefined) throw firstFailure;
  const sheet = await paintSheet(plan, (place) => {
    const image = pictures.get(place);
    return image && { recipe: image.recipe, pixels: async () => image.pixels };
  });
  for (const note of sheet.notes) yield* told(note);
  yield { type: "image", image: notes.length > 0 ? { ...sheet.image, notes } : sheet.image };
  yield { type: "done", summary: summed(summaries, sheet.image, notes, start) };

  async function* untilItFails(events: AsyncIterable<GenerationEvent>): AsyncGenerator<GenerationEvent, unknown> {
    try {
      for await (const event of events) {
        if (event.type === "done") summaries.push(event.summary);
        else if (event.type === "note") yield* told(event.note);
        else yield event;
        if (event.type !== "image") continue;
        checkCellSize(plan, event.image.pixels);
        pictures.set(event.image.index, event.image);
      }
      return undefined;
    } catch (error) {
      if (isEnd(error) || problemOf(error).code === "grid/tooLarge") throw error;
      return error;
    }
  }
  /** What is said of every cell is said once. */
  async function* told(note: Problem): AsyncGenerator<GenerationEvent> {
    if (notes.some(({ message }) => message === note.message)) return;
    notes.push(note);
    yield { type: "note", note };
  }
  async function* failed(cell: GridCell, error: unknown): AsyncGenerator<GenerationEvent> {
    if (plan.cells.length === 1) throw error;
    const problem = problemOf(error);
    const { code, message: reason } = problem;
    yield* told(problemOf(gridErrors.cellFailed({ cell: cellName(plan, cell), code, reason, problem })));
  }
}

/** The same events, counted on from other pictures and batches. */
async function* shifted(
  events: AsyncIterable<GenerationEvent>,
  pictures: number,
  batches: number,
): AsyncGenerator<GenerationEvent> {
  for await (const event of events) {
    if (event.type === "step" || event.type === "decoding") yield { ...event, batch: batches + event.batch };
    else if (event.type === "image") yield { ...event, image: { ...event.image, index: pictures + event.image.index } };
    else yield event;
  }
}

function summed(
  summaries: readonly GenerationSummary[],
  { recipe }: PaintedImage,
  notes: readonly Problem[],
  start: number,
): GenerationSummary {
  const timings = sumTimings(summaries.map((summary) => summary.timings));
  return {
    recipe,
    notes,
    engine: summaries.at(-1)?.engine ?? { backend: "", threads: 0 },
    timings: { ...timings, totalSeconds: (performance.now() - start) / 1000 },
    peakRssBytes: Math.max(0, ...summaries.map(({ peakRssBytes }) => peakRssBytes)),
  };
}
