import { defineErrors } from "@danfang/domain";

export const settingsErrors = defineErrors("settings", {
  bad: (d: { issues: readonly string[] }) => ({
    message: `These settings are not right: ${d.issues.join("; ")}.`,
    hint: "Nothing was changed. Correct them and save again.",
  }),
  setAside: (d: { file: string; keptAs: string }) => ({
    message: `The settings in ${d.file} cannot be read. They were kept as ${d.keptAs}.`,
    hint: "What could not be read has its default again. Look into the kept file for what you had chosen.",
  }),
});
