export type { BenchReport, BenchRow } from "./bench/bench.ts";
export type { Check } from "./doctor/doctor.ts";
export { workbenchErrors } from "./errors.ts";
export { gridErrors } from "./grid/errors.ts";
export { findAxis } from "./grid/grid-axes.ts";
export { cellName, paintGrid } from "./grid/paint-grid.ts";
export { type CellPicture, paintSheet } from "./grid/paint-sheet.ts";
export { type GridCell, type GridPlan, mostCells, planGrid, sheetPlace } from "./grid/plan-grid.ts";
export { type GridOrder, isGrid } from "./grid/prepare-grid.ts";
export type { PlannedAxis } from "./grid/read-axis.ts";
export { checkCellSize } from "./grid/sheet-size.ts";
export { paintSubSheets, type SubSheet } from "./grid/sub-sheets.ts";
export { foldersFor } from "./inspect/folders-for.ts";
export { inspectPieces, tellInspection } from "./inspect/inspect-pieces.ts";
export { type Inspection, inspectionOf } from "./inspect/inspection.ts";
export type { InspectWishes } from "./inspect/look.ts";
export { type Judge, judgeBy } from "./judge/judge.ts";
export { type Names, namesWithPaths } from "./names/names.ts";
export { outputsErrors } from "./outputs/errors.ts";
export { dayOf, type ReservedName, removeIfEmpty, reserveName } from "./outputs/output-folder.ts";
export { passOrder } from "./passes/pass-order.ts";
export { readPicture } from "./pictures/read-picture.ts";
export { printImage } from "./pictures/save-image.ts";
export { rootPath, rootProblem } from "./places/adopted-root.ts";
export { inputsFolder, type Places, placesOf, starterRoot } from "./places/places.ts";
export { pngDataUrl } from "./png/png-data-url.ts";
export { printPng } from "./png/print-png.ts";
export { endLeftEngines, recordEngines } from "./processes/engine-records.ts";
export { isAlive, ownIdentity, ProcessIdentity } from "./processes/process-identity.ts";
export { recipeOf, withHashes } from "./resolve/recipe-of.ts";
export { resolveOrder } from "./resolve/resolve-order.ts";
export { withSeeds } from "./seeds/seeds.ts";
export { stylesErrors } from "./styles/errors.ts";
export { listStyles, type SavedStyle, type StyleList } from "./styles/list-styles.ts";
export { mostStylesBytes, ownStylesFile } from "./styles/style-files.ts";
export { type StyledRequest, withStyles } from "./styles/with-styles.ts";
export { type EnlargedPicture, enlargeBytes } from "./upscaling/enlarge-bytes.ts";
export type { EnlargeContext } from "./upscaling/enlarge-picture.ts";
export {
  backendNamed,
  type Generate,
  openWorkbench,
  type Workbench,
  type WorkbenchOptions,
  workbenchOver,
} from "./workbench.ts";
