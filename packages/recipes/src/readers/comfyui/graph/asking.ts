import type { Json } from "../../../json/parse-json.ts";
import type { Facet } from "../nodes/node-row.ts";

/** What an input says: its own value, or that of the node it comes from. */
export interface Asking {
  readonly at: (input: Json | undefined, facet?: Facet, depth?: number) => Json | undefined;
}
