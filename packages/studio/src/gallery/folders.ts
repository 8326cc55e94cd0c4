import { join } from "node:path";

/** Where a home keeps pictures. */
export const outputsFolder = (home: string): string => join(home, "outputs");
export const passingFolder = (home: string): string => join(home, "cache", "passing");
export const timelinesFolder = (home: string): string => join(home, "timelines");
