import type { GridRequest } from "@danfang/domain";
import { gridSize } from "../../src/features/grid/grid-size.ts";
import { type FakePicture, pictureOf } from "./pictures.ts";
import { noisy, sigmaAt } from "./previews.ts";
import { cutSample, samplePrompts } from "./samples.ts";
import type { FakeState } from "./studio.ts";

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const outOfMemory = {
  code: "engine/outOfMemory",
  message: "The engine ran out of memory while painting 2048 × 2048.",
  hint: "Choose a smaller size, or fewer pictures at once.",
};

/** Takes jobs one after another until the studio closes. A prompt with "fail" in it fails. */
export async function paintForever(state: FakeState, millisecondsPerStep: number): Promise<void> {
  while (!state.isClosed) {
    const next = state.status.paused ? undefined : state.jobs.find((job) => job.state === "queued");
    if (next === undefined) await pause(10);
    else await paintJob(state, next.id, millisecondsPerStep);
  }
}

async function paintJob(state: FakeState, id: string, millisecondsPerStep: number): Promise<void> {
  const { request, attempts } = state.job(id)!;
  state.updateJob(id, { state: "running", batch: 0, attempts: attempts + 1, startedAt: new Date().toISOString() });
  const finishedAt = () => new Date().toISOString();
  if (request.prompt.includes("fail")) {
    state.updateJob(id, { state: "failed", problem: outOfMemory, finishedAt: finishedAt() });
    return;
  }
  const isRunning = () => state.job(id)?.state === "running" && !state.isClosed;
  const known = samplePrompts.findIndex((prompt) => prompt.split(",")[0] === request.prompt.split(",")[0]);
  const size = gridSize(request);
  const keep = (picture: FakePicture) => {
    state.pictures.unshift(picture);
    state.updateJob(id, { pictures: [...state.job(id)!.pictures, picture.id] });
    state.publish({ type: "picture", picture });
  };
  for (let batch = 0; batch < size.cells * request.batchCount && isRunning(); batch++) {
    if (batch > 0) state.updateJob(id, { batch });
    const sample = known >= 0 ? known : (request.seed + batch) % samplePrompts.length;
    for (let step = 1; step <= request.steps && isRunning() && !state.skipped.has(id); step++) {
      await pause(millisecondsPerStep);
      const sigma = sigmaAt(step, request.steps);
      const etaSeconds = ((request.steps - step) * millisecondsPerStep) / 1000;
      const preview = await noisy(await cutSample(sample, 16), sigma);
      state.publish({ type: "progress", jobId: id, batch, step, steps: request.steps, sigma, etaSeconds, preview });
      await state.rest({ batch, step });
    }
    if (!isRunning()) return;
    if (state.skipped.delete(id)) continue;
    const order = { ...request, seed: request.seed + batch };
    keep({ ...pictureOf(order, sample, new Date(), state.nextSerial(), id), place: batch });
    if (state.job(id)?.endsAfterBatch && batch + 1 < size.cells * request.batchCount) {
      const { endsAfterBatch: _, ...job } = state.job(id)!;
      state.jobs[state.jobs.findIndex((other) => other.id === id)] = job;
      state.updateJob(id, { state: "cancelled", finishedAt: finishedAt() });
    }
  }
  if (request.grid && isRunning()) {
    const { width, height } = size;
    const sheet = pictureOf({ ...request, width, height }, 0, new Date(), state.nextSerial(), id);
    const place = size.cells * request.batchCount;
    keep({ ...sheet, place, hasTimeline: false, recipe: { ...sheet.recipe, extra: extraOf(request.grid) } });
  }
  if (isRunning()) state.updateJob(id, { state: "done", finishedAt: finishedAt() });
}

/** What a sheet's infotext says of its grid. */
const extraOf = (grid: GridRequest): Record<string, string> => ({
  Script: "X/Y/Z plot",
  ...Object.fromEntries(
    (["x", "y", "z"] as const).flatMap((name) => {
      const axis = grid[name];
      if (axis === undefined) return [];
      const letter = name.toUpperCase();
      return [
        [`${letter} Type`, axis.axis],
        [`${letter} Values`, String(axis.values)],
      ];
    }),
  ),
});
