import type { Workbench, WorkbenchOptions } from "@danfang/workbench";

/** How the command line comes by a workbench: the real one, or in tests one that paints grey squares. */
export type OpenWorkbench = (options: WorkbenchOptions) => Promise<Workbench>;
