import { defineErrors } from "@danfang/domain";

export const workbenchErrors = defineErrors("workbench", {
  cancelled: (_: Record<string, never>) => ({ message: "Cancelled.", hint: "Nothing was written." }),
  badSuffix: (d: { file: string; known: readonly string[] }) => ({
    message: `${d.file} names no picture format.`,
    hint: `Let the name end in one of ${d.known.join(", ")}.`,
  }),
});
