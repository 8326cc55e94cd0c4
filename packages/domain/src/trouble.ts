import { z } from "zod";
import { ProblemBody } from "./problem-body.ts";

/** Something of the studio that does not work now, until it does again. */
export const Trouble = z.object({
  /** What it is about: a thing has at most one trouble at a time. */
  key: z.string(),
  /** ISO 8601, UTC. */
  since: z.string(),
  problem: ProblemBody,
});
export type Trouble = z.infer<typeof Trouble>;

/** What is told of a trouble: each of the two once. */
export interface TroubleNews {
  readonly state: "begun" | "over";
  readonly trouble: Trouble;
}
