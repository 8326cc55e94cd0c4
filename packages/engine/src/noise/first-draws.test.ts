import { describe, expect, it } from "vitest";
import { webuiGoldens } from "../../goldens/sampling/webui.ts";
import { openBatchNoise } from "./batch-noise.ts";

/** Arcs divide by the sine of their angle. */
const torchRounding = 1e-5;

it.each(webuiGoldens.firstDraws)("follows AUTOMATIC1111's ImageRNG: $rng, $variation, $resizeFrom", (golden) => {
  const batch = openBatchNoise(golden);
  const draws = [batch.initial, batch.next()];
  golden.draws.forEach((draw, k) => {
    const furthest = Math.max(...draw.map((value, j) => Math.abs(value - draws[k]![j]!)));
    expect(furthest).toBeLessThan(torchRounding);
  });
});

function expectClose(actual: Float32Array, expected: ArrayLike<number>): void {
  for (let k = 0; k < expected.length; k++) expect(Math.abs(actual[k]! - expected[k]!)).toBeLessThan(torchRounding);
}

describe("a variation", () => {
  const shape = { channels: 4, height: 8, width: 8 };
  const variation = (strength: number, seed = 2) =>
    openBatchNoise({ rng: "cpu", seeds: [1], shape, variation: { seeds: [seed], strength } }).initial;

  it("goes from one seed's noise to the other's", () => {
    const [one, two] = [1, 2].map((seed) => openBatchNoise({ rng: "cpu", seeds: [seed], shape }).initial);
    expect(variation(0)).toEqual(one);
    expectClose(variation(1), two!);
  });

  it("agrees with the published vectors", () => {
    expectClose(variation(0.5), [-1.5397167, 0.1315128, -1.3316578, -2.236073, -1.4811468, 0.465412]);
    expectClose(variation(0.1), [-1.5718668, -0.6005566, -0.8330265, -1.8714077, -0.4507551, -0.40722]);
  });

  it("of a seed towards itself leaves its noise alone", () => {
    expectClose(variation(0.3, 1), variation(0));
  });
});

it("keeps the middle of a picture that grows, and the middle of one that shrinks", () => {
  const noise = (size: number, from?: number) =>
    openBatchNoise({
      rng: "cpu",
      seeds: [9],
      shape: { channels: 1, height: size, width: size },
      resizeFrom: from === undefined ? undefined : { width: from, height: from },
    }).initial;
  const middle = (values: Float32Array, size: number) =>
    [0, 1].flatMap((row) => [0, 1].map((column) => values[(size / 2 - 1 + row) * size + size / 2 - 1 + column]));
  expect(middle(noise(8, 4), 8)).toEqual(middle(noise(4), 4));
  expect(middle(noise(4, 8), 4)).toEqual(middle(noise(8), 8));
  expect(noise(8, 4)[0]).toBe(noise(8)[0]);
});
