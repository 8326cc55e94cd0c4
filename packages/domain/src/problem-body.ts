import { z } from "zod";

/** A {@link Problem} as it crosses HTTP. */
export const ProblemBody = z.object({
  code: z.string(),
  /** In English; `zh` is the same in Chinese. */
  message: z.string(),
  hint: z.string(),
  zh: z.object({ message: z.string(), hint: z.string() }).optional(),
  /** What to do about it, as a value: `chooseVae`, `useCpu` … */
  do: z.string().optional(),
  facts: z.record(z.string(), z.unknown()).optional(),
});
export type ProblemBody = z.infer<typeof ProblemBody>;
