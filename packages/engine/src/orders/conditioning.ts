import type { Encoded } from "./encode-order.ts";

/** What a prompt says at each step: one entry until its step (1-based, inclusive), then the next; the last stays. */
export type ConditioningSchedule = readonly { readonly untilStep: number; readonly encoded: Encoded }[];

/** One of the prompts composed with AND. */
export interface ConditioningPart {
  readonly weight: number;
  readonly schedule: ConditioningSchedule;
}

/** Both prompts. */
export interface Conditioning {
  readonly cond: readonly ConditioningPart[];
  readonly uncond: ConditioningSchedule;
}
