export { type Axis, type AxisNeed, axes, axisLegend, gridAxes, knownAxes } from "./axes.ts";
export {
  type Along,
  type AxisName,
  loopOrder,
  type PromptPair,
  reorderWords,
  searchAndReplace,
  seedOfCell,
} from "./axis-edits.ts";
export { axisText } from "./axis-text.ts";
export { type AxisFinding, type AxisReading, type AxisType, type AxisValue, parseAxisValues } from "./axis-values.ts";
export { parseCsv, printCsv } from "./csv.ts";
