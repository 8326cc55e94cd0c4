import type { FieldPath } from "./fields/index.ts";

/** A field below `knobs`, by its own name: `eta`. */
export type KnobName = FieldPath extends infer Path ? (Path extends `knobs.${infer Name}` ? Name : never) : never;
