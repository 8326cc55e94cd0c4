import { defineErrors, type Problem } from "@danfang/domain";

export const queueErrors = defineErrors("queue", {
  notFound: (d: { id: string }) => ({
    message: `There is no job ${d.id}.`,
    hint: "It may have been cleared from the list; its pictures are in the gallery.",
  }),
  notRetryable: (d: { id: string; state: string }) => ({
    message: `Job ${d.id} is ${d.state}: only failed and cancelled jobs can be tried again.`,
    hint: "Submit its settings as a new job instead.",
  }),
  notQueued: (d: { id: string; state: string }) => ({
    message: `Job ${d.id} is ${d.state}: only waiting jobs can be moved.`,
    hint: "Choose a job that still waits.",
  }),
  triedTooOften: (d: { attempts: number; reason: string; last?: Problem }) => ({
    message: `The job was begun ${d.attempts} times and came to no picture: ${d.reason}`,
    hint: d.last?.hint ?? "Try a smaller size, or another model; then try the job again.",
  }),
  ended: (_: Record<string, never>) => ({
    message: "Danfang ended while this job was painted.",
    hint: "It is painted again when Danfang runs.",
  }),
  unreadable: (d: { id: string; parts: string[] }) => ({
    message: `What is stored of job ${d.id} cannot be read in full: its ${d.parts.join(", ")}.`,
    hint: "Another version of Danfang wrote it, or the disk changed it. Its pictures are in the gallery. Check its settings and order it anew, or clear it from the list.",
  }),
  engineHung: (d: { seconds: number }) => ({
    message: `The engine said nothing for ${d.seconds} seconds and was stopped.`,
    hint: "It is started again. If this stays, try a smaller size, another backend or fewer threads.",
  }),
});
