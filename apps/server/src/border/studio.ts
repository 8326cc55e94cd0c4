import type { Studio as WholeStudio } from "@danfang/studio";

export type { EventLog } from "@danfang/studio";
/** What of a studio is served: everything is painted through its queue, nothing past it. */
export type Studio = Omit<WholeStudio, "workbench">;
