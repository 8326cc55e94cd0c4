import type { Studio as WholeStudio } from "@danfang/workbench";

export type { EventLog } from "@danfang/workbench";
/** What of a studio is served: everything is painted through its queue, nothing past it. */
export type Studio = Omit<WholeStudio, "workbench">;
