import { seedAfter } from "@danfang/domain";
import { expect } from "vitest";
import type { Aftermath, Killing } from "./kill-studios.ts";

/** Every job is done, every picture of every job is there exactly once, and nothing else lies about. */
export function expectNothingLost(
  { jobs, pictures, strays, integrity, pending }: Aftermath,
  { jobs: submitted, picturesPerJob: { batchSize, batchCount } }: Killing,
): void {
  const count = batchSize * batchCount;
  expect(integrity).toBe("ok");
  expect(pending).toBe(0);
  expect(jobs.map(({ state }) => state)).toEqual(Array(submitted).fill("done"));
  const byId = new Map(pictures.map((picture) => [picture.id, picture]));
  for (const { pictures: ids, request } of jobs)
    expect(ids.map((id) => byId.get(id)?.recipe.seed)).toEqual(
      Array.from({ length: count }, (_, k) => seedAfter(request.seed, k)),
    );
  expect(pictures).toHaveLength(submitted * count);
  expect(strays).toEqual([]);
}
