import type { GenerationRequest, GridAxisRequest } from "@danfang/domain";
import { axisText, parseAxisValues } from "@danfang/prompt";

const isAbout = (axis: GridAxisRequest | undefined, ...labels: string[]) =>
  axis !== undefined && labels.includes(axis.axis.trim().toLowerCase());

/**
 * The order with each -1 of a seed axis drawn, once for all cells of that value; and with a second seed to draw, where an
 * axis varies it. Those that cannot be read stay as they are. Source: AUTOMATIC1111 `xyz_grid.py`, `fix_axis_seeds`.
 */
export function withGridSeeds(request: GenerationRequest, draw: () => number): GenerationRequest {
  const { grid } = request;
  if (!grid || grid.keepRandomSeeds) return request;
  const fixed = (axis: GridAxisRequest | undefined): GridAxisRequest | undefined => {
    if (!axis || axis.fixed || !isAbout(axis, "seed", "var. seed")) return axis;
    const { values, findings } = parseAxisValues(axisText(axis), "whole");
    if (findings.length > 0) return axis;
    return { ...axis, fixed: values.map((value) => (value === -1 ? draw() : Number(value))) };
  };
  const { x, y, z } = grid;
  const varies = [x, y, z].some((axis) => isAbout(axis, "var. seed", "var. strength"));
  return {
    ...request,
    ...(varies && !request.variation ? { variation: { seed: -1, strength: 0 } } : {}),
    grid: { ...grid, x: fixed(x), y: fixed(y), z: fixed(z) },
  };
}
