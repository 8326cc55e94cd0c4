import type { Finding } from "../reading.ts";

/** A recipe as another program reads it, and what of it that program has no place for. */
export interface Written {
  readonly text: string;
  readonly findings: readonly Finding[];
}
