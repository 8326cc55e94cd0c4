import type { GenerationRequest, Job, Picture } from "@danfang/domain";
import { emptyDraft } from "../features/draft/draft.ts";
import { requestOf } from "../features/draft/order.ts";

export const sampleOrder = (more: Partial<GenerationRequest> = {}): GenerationRequest => ({
  ...requestOf({ ...emptyDraft, prompt: "red fox", checkpoint: "anything.safetensors" }),
  ...more,
});

export const sampleJob = (more: Partial<Job> = {}): Job => ({
  id: "j1",
  request: sampleOrder(),
  state: "queued",
  priority: 0,
  ahead: 0,
  attempts: 0,
  step: 0,
  steps: 20,
  batch: 0,
  pictures: [],
  createdAt: "2026-11-01T10:00:00.000Z",
  ...more,
});

export const samplePicture = (more: Partial<Picture> = {}): Picture => ({
  id: "p1",
  fileName: "2026-11-01/00001-7.png",
  width: 512,
  height: 768,
  sizeBytes: 300_000,
  recipe: { prompt: "red fox", seed: 7, steps: 20, sampler: "Euler a", cfgScale: 7 },
  infotext: "red fox\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 7, Size: 512x768",
  favourite: false,
  hasTimeline: false,
  createdAt: "2026-11-01T10:00:00.000Z",
  ...more,
});
