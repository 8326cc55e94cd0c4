import type { Workbench } from "../workbench.ts";

/** What paints one order. */
export type Generate = Workbench["generate"];
