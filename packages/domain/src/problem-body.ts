import { z } from "zod";

/** A {@link Problem} as it crosses HTTP. */
export const ProblemBody = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string(),
  facts: z.record(z.string(), z.unknown()).optional(),
});
export type ProblemBody = z.infer<typeof ProblemBody>;
