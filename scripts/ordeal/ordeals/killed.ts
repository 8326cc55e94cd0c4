import { seedAfter } from "@danfang/domain";
import { GenerationRequest } from "../../../packages/domain/src/index.ts";
import { chance, type Killing, killStudios } from "../../../packages/studio/src/testing/kill-studios.ts";
import type { Ordeal } from "./ordeal.ts";

/** kill −9, again and again, while pictures are saved as fast as a disk takes them. */
export const killed: Ordeal = {
  name: "killed",
  seconds: 300,
  async run(bench) {
    const picturesPerJob = { batchSize: 3, batchCount: 2 };
    const killing: Killing = {
      home: await bench.folder(),
      kills: 20,
      jobs: 150,
      picturesPerJob,
      kind: "grey",
      longestLife: 400,
      order: { steps: 3 },
      victim: (_, studio) => studio,
      draw: chance(5),
    };
    const { jobs, pictures, strays, integrity, pending } = await killStudios(killing);
    const seeds = jobs.flatMap(({ request }) =>
      Array.from({ length: 6 }, (_, k) => seedAfter(GenerationRequest.parse(request).seed, k)),
    );
    const made = new Set(pictures.map(({ recipe }) => recipe.seed));
    bench.check(
      "no order is lost",
      jobs.length === 150 && jobs.every(({ state }) => state === "done"),
      `${jobs.length} jobs, 20 kills`,
    );
    bench.check(
      "no picture is lost",
      seeds.every((seed) => made.has(seed)),
      `${made.size} of ${seeds.length}`,
    );
    bench.check("no picture is there twice", pictures.length === seeds.length, pictures.length);
    bench.check("no half file lies about", strays.length === 0 && pending === 0, `${strays.length} strays`);
    bench.check("the database is whole", integrity === "ok", integrity);
  },
};
