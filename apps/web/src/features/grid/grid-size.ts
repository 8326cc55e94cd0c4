import type { GenerationRequest, Job, Seconds } from "@danfang/domain";
import type { AxisName } from "@danfang/prompt";
import { axisNames } from "../draft/grid-draft.ts";
import { cellCount, gridValues, sizesOf } from "./sheet-places.ts";

/** What the studio paints at most. Source: the workbench's `planGrid` and `checkSheet`. */
export const gridLimits = { cells: 1000, side: 16384, megapixels: 200 } as const;

export interface GridSize {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly cells: number;
  readonly pictures: number;
  /** Of the sheet without its legends, pixels. */
  readonly width: number;
  readonly height: number;
}

/** How large a grid becomes; one picture where the order has none. */
export function gridSize(request: GenerationRequest): GridSize {
  const { grid = {}, batchCount, batchSize, hires } = request;
  const sizes = sizesOf(gridValues(grid));
  const cells = cellCount(sizes);
  const perCell = batchCount * batchSize;
  const rows = Math.max(1, Math.round(Math.sqrt(perCell)));
  const columns = Math.ceil(perCell / rows);
  const scale = hires?.scale ?? 1;
  const margin = request.grid?.margin ?? 0;
  const along = (count: number, side: number) => count * side + (count - 1) * margin;
  const { width, height } = largestPicture(request);
  return {
    ...sizes,
    cells,
    pictures: cells * perCell,
    width: sizes.z * along(sizes.x, columns * (hires?.width ?? Math.round(width * scale))),
    height: along(sizes.y, rows * (hires?.height ?? Math.round(height * scale))),
  };
}

/** Which cell of its grid a job paints, from 1; `batch` counts over all cells. */
export const cellOf = ({ request }: Job, batch = 0): number =>
  Math.min(gridSize(request).cells, Math.floor(batch / request.batchCount) + 1);

const usualSide = 512;

/** Cells may differ in size; a sheet gives each the room of the largest. */
function largestPicture(request: GenerationRequest): { width: number; height: number } {
  const { width = usualSide, height = usualSide } = request;
  const sizes = valuesOn(request, "Size").flatMap((value) => {
    const [across, down] = String(value).split(/x|×/i).map(Number);
    return across && down ? [{ width: across, height: down }] : [];
  });
  if (sizes.length === 0) return { width, height };
  return {
    width: Math.max(...sizes.map((size) => size.width)),
    height: Math.max(...sizes.map((size) => size.height)),
  };
}

export const isTooLarge = ({ width, height }: GridSize): boolean =>
  width > gridLimits.side || height > gridLimits.side || width * height > gridLimits.megapixels * 1e6;

/** The values of whichever direction varies this. */
function valuesOn({ grid }: GenerationRequest, label: string) {
  const name: AxisName | undefined = grid && axisNames.find((candidate) => grid[candidate]?.axis === label);
  return grid === undefined || name === undefined ? [] : gridValues(grid)[name];
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

/** How much there is to paint, in steps of a megapixel. */
export function workOf(request: GenerationRequest): number {
  const { width = usualSide, height = usualSide, hires, init, grid } = request;
  const stepValues = valuesOn(request, "Steps").map(Number);
  const steps = stepValues.length > 0 ? mean(stepValues) : request.steps;
  const first = steps * (init?.denoisingStrength ?? 1);
  const second = hires === undefined ? 0 : (hires.steps || steps) * hires.denoisingStrength * hires.scale ** 2;
  const pictures = grid ? gridSize(request).pictures : request.batchCount * request.batchSize;
  return (pictures * (first + second) * width * height) / 1e6;
}

/** Older jobs say little about now. */
const jobsJudged = 5;

/** How long an order would take at the pace of the jobs done last, newest first; undefined while there is none. */
export function estimate(request: GenerationRequest, finished: readonly Job[]): Seconds | undefined {
  const done = finished.filter((job) => job.state === "done" && job.startedAt && job.finishedAt);
  const alike = done.filter((job) => job.request.checkpoint === request.checkpoint);
  const paces = (alike.length > 0 ? alike : done)
    .slice(0, jobsJudged)
    .map((job) => (Date.parse(job.finishedAt ?? "") - Date.parse(job.startedAt ?? "")) / 1000 / workOf(job.request))
    .filter((pace) => Number.isFinite(pace) && pace > 0)
    .sort((a, b) => a - b);
  // The median: the first job also had to load the model.
  const pace = paces[Math.floor((paces.length - 1) / 2)];
  return pace === undefined ? undefined : pace * workOf(request);
}
