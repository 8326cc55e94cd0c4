import { defineErrors } from "@danfang/domain";

export const outputsErrors = defineErrors("outputs", {
  unwritable: (d: { path: string; reason: string }) => ({
    message: `${d.path} cannot be written: ${d.reason}`,
    hint: "Make the folder writable and free some space; then try the job again.",
  }),
});
