import { describe, expect, it } from "vitest";
import { goldens } from "../../goldens/sampling/goldens.ts";
import { openBatchNoise } from "./batch-noise.ts";
import type { Rng } from "./open-noise.ts";

/** See `torch-normal.test.ts`. */
const torchRounding = 2e-6;

it.each(goldens.batchNoise)("follows AUTOMATIC1111's generators: $rng, delta $etaNoiseSeedDelta", (golden) => {
  const batch = openBatchNoise(golden);
  const draws = [batch.initial, batch.next(), batch.next()];
  golden.draws.forEach((draw, k) => {
    const furthest = Math.max(...draw.map((value, j) => Math.abs(value - draws[k]![j]!)));
    expect(furthest).toBeLessThan(torchRounding);
  });
});

describe.each<Rng>(["cpu", "nv"])("%s", (rng) => {
  const length = 48;
  const threeDraws = (seeds: readonly number[], etaNoiseSeedDelta = 0) => {
    const batch = openBatchNoise({ rng, seeds, length, etaNoiseSeedDelta });
    return [batch.initial, batch.next(), batch.next()];
  };

  it("gives an image in a batch the noise that it has alone", () => {
    const together = threeDraws([5, 9, 2], 31337);
    [5, 9, 2].forEach((seed, image) => {
      const alone = threeDraws([seed], 31337);
      alone.forEach((draw, k) => {
        expect(together[k]!.slice(image * length, (image + 1) * length)).toEqual(draw);
      });
    });
  });

  it("leaves the initial noise alone when a seed delta is set, and changes what follows", () => {
    const [initial, next] = threeDraws([5]);
    const [initialWithDelta, nextWithDelta] = threeDraws([5], 3);
    expect(initialWithDelta).toEqual(initial);
    expect(nextWithDelta).not.toEqual(next);
    expect(nextWithDelta).toEqual(threeDraws([8])[0]);
  });
});
