import { z } from "zod";
import { shapeOf } from "./field-schema.ts";

const longestValues = 100_000;

/**
 * What changes along one direction of a grid, by the WebUI's name for it ("CFG Scale"), and the values as people write
 * them there: `5, 7-9 (+0.5), 12`. As a list, each item is one such value, commas and all.
 */
export const GridAxisRequest = z.object({
  axis: z.string().min(1).max(100),
  values: z.union([z.string().max(longestValues), z.array(z.string().max(longestValues)).max(10_000)]),
  /** The values of a seed axis with every -1 drawn: what a job that may be interrupted has to remember. */
  fixed: z.array(z.number().int()).max(10_000).optional(),
});

/**
 * Many pictures that differ in one, two or three things, each by itself and all on one sheet: x from left to right, y
 * from top to bottom, z in sheets beside one another.
 */
export const GridRequest = z.object({
  x: GridAxisRequest.optional(),
  y: GridAxisRequest.optional(),
  z: GridAxisRequest.optional(),
  ...shapeOf("grid"),
  /** Along these directions the seed rises by 1 from cell to cell. */
  varySeeds: z
    .array(z.enum(["x", "y", "z"]))
    .max(3)
    .default([]),
});
export type GridAxisRequest = z.infer<typeof GridAxisRequest>;
export type GridRequest = z.infer<typeof GridRequest>;
