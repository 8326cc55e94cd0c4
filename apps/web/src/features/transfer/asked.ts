import { createStore } from "../../ui/store.ts";
import type { Subject } from "./subject.ts";

/** A point of the window, CSS pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What somebody is asked about what they pasted or dropped. */
export interface Asked {
  readonly subject: Subject;
  /** Where it fell; undefined for what was pasted. */
  readonly at: Point | undefined;
  /** The list that it was chosen from. */
  readonly from?: Subject | undefined;
}

export const asked = createStore<Asked | undefined>(undefined);

/** Asks no more; nothing is done. */
export const dismiss = (): void => asked.set(undefined);
