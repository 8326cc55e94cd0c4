import { type GenerationRequest, type PassesOf, picturesOf, type Seed } from "@danfang/domain";
import { type GridPlan, isGrid, passOrder, planGrid } from "@danfang/workbench";
import { type OrderPart, remainingOrders } from "./remaining-orders.ts";

/** What comes next in a job: an order to paint, or the sheet of its grid. */
type JobPart = OrderPart | { readonly sheetOf: GridPlan; readonly firstIndex: number };

/** A job as the parts that it is painted in. */
export interface JobPlan {
  readonly grid: GridPlan | undefined;
  /** Of the whole job. */
  readonly batches: number;
  /** Pictures of each. */
  readonly batchSize: number;
  /** What is to be done when so many places are painted or skipped. */
  next(done: number): JobPart | undefined;
  /** Where the cell of a grid ends that this place is in. */
  endOfCell(place: number): number;
  /** Where the batch ends that this place is in: what is skipped together. */
  endOfBatch(place: number): number;
}

/**
 * The parts of a job whose first picture has this seed. A grid's places are its cells' pictures in the order in which the
 * cells are painted, then its sheet. Errors: those of `planGrid`.
 */
export function planJob(request: GenerationRequest, seed: Seed): JobPlan {
  if (isGrid(request)) return gridJob(planGrid({ ...request, seed }));
  const { passes } = request.init ?? {};
  if (passes?.kind === "loopback") return loopbackJob({ ...request, seed, batchSize: 1 }, passes);
  return {
    grid: undefined,
    batches: request.batchCount,
    batchSize: request.batchSize,
    next: (done) => remainingOrders(request, seed, done)[0],
    endOfCell: (place) => place,
    endOfBatch: endOfBatch(request),
  };
}

const endOfBatch =
  ({ batchSize }: GenerationRequest) =>
  (place: number) =>
    place - (place % batchSize) + batchSize;

/** Each loop needs the one before: a batch that was cut short is painted again, and what is kept of it is not kept twice. */
function loopbackJob(request: GenerationRequest, { loops }: PassesOf<"loopback">): JobPlan {
  const pictures = picturesOf(request);
  const isOne = request.batchCount === 1;
  const seedAt = (place: number) => (isOne ? 0 : place * loops);
  return {
    grid: undefined,
    batches: request.batchCount,
    batchSize: 1,
    endOfCell: (place) => place,
    endOfBatch: (place) => (isOne ? pictures : place + 1),
    next: (done) =>
      done >= pictures
        ? undefined
        : {
            request: {
              ...passOrder(request, seedAt(done)),
              init: request.init,
              batchCount: isOne ? 1 : request.batchCount - done,
            },
            firstIndex: isOne ? 0 : done,
          },
  };
}

function gridJob(grid: GridPlan): JobPlan {
  const { cells, picturesPerCell, request } = grid;
  const cellAt = (place: number) => Math.floor(place / picturesPerCell);
  return {
    grid,
    batches: cells.length * request.batchCount,
    batchSize: request.batchSize,
    next(done) {
      const first = cellAt(done) * picturesPerCell;
      const own = cells[cellAt(done)]?.request;
      if (!own)
        return done === first && cellAt(done) === cells.length ? { sheetOf: grid, firstIndex: done } : undefined;
      const part = remainingOrders(own, own.seed, done - first)[0];
      // A seed that each cell draws for itself is drawn again for what is left of it.
      const seed = own.seed === -1 || !part ? own.seed : part.request.seed;
      return part && { request: { ...part.request, seed }, firstIndex: first + part.firstIndex };
    },
    endOfCell: (place) => (cellAt(place) + 1) * picturesPerCell,
    endOfBatch: endOfBatch(request),
  };
}
