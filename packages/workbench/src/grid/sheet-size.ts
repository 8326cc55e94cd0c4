import type { RgbImage } from "@danfang/domain";
import { gridErrors } from "./errors.ts";
import type { GridPlan } from "./plan-grid.ts";

/** What other programs still open, and the WebUI's `img_max_size_mp`. */
const mostSide = 16384;
const mostMegapixels = 200;

type Size = Pick<RgbImage, "width" | "height">;

/** Errors: `grid/tooLarge`. */
function checkSheet({ width, height }: Size): void {
  if (width <= mostSide && height <= mostSide && width * height <= mostMegapixels * 1e6) return;
  throw gridErrors.tooLarge({ width, height, mostSide, mostMegapixels });
}

/** The pictures of one cell, as rows and columns. Source: AUTOMATIC1111 `images.image_grid`. */
export function tileShape(pictures: number): { readonly rows: number; readonly columns: number } {
  const rows = Math.max(1, Math.round(Math.sqrt(pictures)));
  return { rows, columns: Math.ceil(pictures / rows) };
}

/** Whether a sheet of pictures of this size can be drawn: its pictures alone, legends aside. Errors: `grid/tooLarge`. */
export function checkCellSize({ axes, grid, picturesPerCell }: GridPlan, picture: Size): void {
  const { rows, columns } = tileShape(picturesPerCell);
  const along = (cells: number, side: number) => cells * side + (cells - 1) * grid.margin;
  checkSheet({
    width: axes.z.values.length * along(axes.x.values.length, columns * picture.width),
    height: along(axes.y.values.length, rows * picture.height),
  });
}

/** The same before anything is painted, for cells whose size the order says. Errors: `grid/tooLarge`. */
export function checkKnownSizes(plan: GridPlan): void {
  for (const { request } of plan.cells) {
    const { width, height, hires } = request;
    if (width === undefined || height === undefined) continue;
    const scale = hires?.scale ?? 1;
    checkCellSize(plan, {
      width: hires?.width ?? Math.round(width * scale),
      height: hires?.height ?? Math.round(height * scale),
    });
  }
}
