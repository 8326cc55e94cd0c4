import { defineErrors } from "@danfang/domain";

export const databaseErrors = defineErrors("database", {
  tooNew: (d: { file: string; version: number; known: number }) => ({
    message: `${d.file} was written by a newer Danfang (version ${d.version} of its tables; this one knows ${d.known}).`,
    hint: "Start the newer Danfang again, or choose another home folder with --home.",
  }),
  setAside: (d: { file: string; keptAs: string; reason: string }) => ({
    message: `The database ${d.file} is damaged (${d.reason}). It was kept as ${d.keptAs}, and a new one was begun.`,
    hint: "Your pictures are files and still there; the gallery reads them in again. Queued jobs of the old database are lost.",
  }),
  unusable: (d: { file: string; reason: string }) => ({
    message: `The database ${d.file} cannot be used: ${d.reason}`,
    hint: "Make the home folder writable and free some space, or choose another with --home.",
  }),
});
