import type { GridAxisRequest } from "@danfang/domain";
import { type Axis, type AxisFinding, type AxisValue, axisLegend, axisText, parseAxisValues } from "@danfang/prompt";
import { gridErrors } from "./errors.ts";
import { findAxis } from "./grid-axes.ts";

/** One direction of a grid, understood. */
export interface PlannedAxis {
  readonly axis: Axis;
  readonly values: readonly AxisValue[];
  /** What stands above or beside the cells of each value. */
  readonly legends: readonly string[];
}

/**
 * What an axis of an order says; nothing in this direction is one value that changes nothing.
 *
 * Errors: `grid/unknownAxis`, `grid/unavailableAxis`, `grid/badValue`, `grid/noValues`.
 */
export function readAxis(request: GridAxisRequest | undefined): PlannedAxis {
  if (!request) return readAxis({ axis: "Nothing", values: "-" });
  const axis = findAxis(request.axis);
  const values = axis.label === "Nothing" ? ["-"] : (request.fixed ?? valuesOf(axis, request));
  if (values.length === 0) throw gridErrors.noValues({ axis: axis.label });
  return { axis, values, legends: values.map((value) => axisLegend(axis, value)) };
}

function valuesOf(axis: Axis, request: GridAxisRequest): readonly AxisValue[] {
  const { values, findings } = parseAxisValues(axisText(request), axis.type);
  if (findings[0]) throw refusal(axis, findings[0]);
  return values;
}

/** How values are written, by examples. */
const written = { whole: "20, 1-5, 1-9 (+2), 1-10 [4]", number: "7.5, 1-5, 1-2 (+0.5), 0-1 [5]" } as const;

function refusal(axis: Axis, finding: AxisFinding) {
  const value = finding.item.slice(0, 100);
  switch (finding.code) {
    case "prompt/axisNotANumber":
      return gridErrors.badValue({
        axis: axis.label,
        value,
        allowed: written[axis.type === "whole" ? "whole" : "number"],
      });
    case "prompt/axisWithoutStep":
      return gridErrors.badValue({ axis: axis.label, value, allowed: "1-9 (+2)" });
    case "prompt/axisTooLong":
      return gridErrors.badValue({ axis: axis.label, value, allowed: `≤ ${finding.most}` });
  }
}
