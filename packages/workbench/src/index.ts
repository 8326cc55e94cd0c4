export type { BenchReport, BenchRow } from "./bench/bench.ts";
export type { Check } from "./doctor.ts";
export { workbenchErrors } from "./errors.ts";
export type { Inspection } from "./inspect.ts";
export { openWorkbench, type Workbench, type WorkbenchOptions } from "./workbench.ts";
