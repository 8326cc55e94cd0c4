import { defineErrors } from "@danfang/domain";

export const workbenchErrors = defineErrors("workbench", {
  cancelled: (_: Record<string, never>) => ({ message: "Cancelled.", hint: "Nothing was written." }),
  badSuffix: (d: { file: string; known: readonly string[] }) => ({
    message: `${d.file} names no picture format.`,
    hint: `Let the name end in one of ${d.known.join(", ")}.`,
  }),
  starterMissing: (d: { path: string }) => ({
    message: `The starter model is not at ${d.path}.`,
    hint: "It comes with Danfang: fetch the repository again, with its large files.",
  }),
});
