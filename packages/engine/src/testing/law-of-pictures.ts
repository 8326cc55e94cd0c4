import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { openLocalEngine } from "../process/local-engine.ts";
import { openOrt } from "../runtime/ort.ts";
import { paintAll } from "./painted.ts";
import { readGoldens, relativeError } from "./read-goldens.ts";
import { smallOrder, starterFile } from "./starter.ts";

/** Largest difference of a final latent from the reference's, over the golden's standard deviation. */
const tolerance = 1e-3;

const folder = new URL("../../goldens/pictures/", import.meta.url);

/** What pictures.json says of a picture. `sigmas` or `timesteps`: the walk, its end included. */
interface GoldenPicture {
  readonly request: {
    readonly prompt: string;
    readonly negativePrompt: string;
    readonly steps: number;
    readonly sampler: string;
    readonly schedule: string;
    readonly cfgScale: number;
    readonly seed: number;
    readonly width: number;
    readonly height: number;
    readonly clipSkip: number;
    readonly batchSize: number;
    readonly rng?: "cpu" | "nv";
    readonly etaNoiseSeedDelta?: number;
  };
  readonly sigmas?: readonly number[];
  readonly timesteps?: readonly number[];
}

const { pictures }: { pictures: Record<string, GoldenPicture> } = JSON.parse(
  readFileSync(new URL("pictures.json", folder), "utf8"),
);
export const pictureNames = Object.keys(pictures);
export const readPictureGoldens = () => readGoldens(fileURLToPath(new URL("pictures.safetensors", folder)));

/** The order for a golden picture, and how many steps its sampler will tell of. */
export function goldenOrder(name: string) {
  const { request, sigmas, timesteps } = pictures[name]!;
  const { batchSize, seed, ...rest } = request;
  const batches = [Array.from({ length: batchSize }, (_, i) => seed + i)];
  const order = { ...smallOrder, ...rest, batches, setup: { checkpoint: starterFile } };
  return { order, steps: sigmas ? sigmas.length - 1 : (timesteps?.length ?? 0) - 1 };
}

/** That pictures are the reference's, for as many of its pictures as there is time for. */
export function describePictures(names: readonly string[]): void {
  const engine = openLocalEngine({ runtime: openOrt({ backend: "cpu", threads: 1 }), memoryBudget: Infinity });
  const goldens = readPictureGoldens();
  afterAll(() => engine.close());

  describe("the reference's picture comes out, to float32 rounding", () => {
    it.each(names)("%s", async (name) => {
      const { order, steps } = goldenOrder(name);
      const painted = await paintAll(engine, order);
      const latent = painted.images.flatMap((image) => [...image.latent.data]);
      expect(relativeError(latent, (await goldens)(`${name}.latent`).data)).toBeLessThan(tolerance);
      expect(painted.steps).toEqual(Array.from({ length: steps }, (_, i) => ({ step: i + 1, steps })));
    });
  });
}
