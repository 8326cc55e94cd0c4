import { expect, it } from "vitest";
import { goldens } from "../../goldens/sampling/goldens.ts";
import { openTorchNormal } from "./torch-normal.ts";

/** Torch's vectorised logarithm and sine are a few float32 roundings away from the true ones. */
const torchRounding = 2e-6;

it.each(goldens.torchNoise)("draws what torch.randn draws: seed $seed, lengths $lengths", (golden) => {
  const source = openTorchNormal(golden.seed);
  golden.lengths.forEach((length, k) => {
    const expected = golden.lastValues[k]!;
    const actual = source.next(length);
    expect(actual).toHaveLength(length);
    expect(furthest(actual.slice(-expected.length), expected)).toBeLessThan(torchRounding);
  });
});

it("goes on from draw to draw in latents as torch does", () => {
  const source = openTorchNormal(42);
  const first = source.next(4 * 64 * 64);
  const second = source.next(4 * 64 * 64);
  expect(furthest(first.slice(0, 4), [1.92691529, 1.48728406, 0.9007172, -2.10552096])).toBeLessThan(torchRounding);
  expect(furthest(second.slice(0, 4), [-1.30465865, 1.45070338, 0.24427997, -0.27988964])).toBeLessThan(torchRounding);
  expect(first.reduce((sum, value) => sum + value) / first.length).toBeCloseTo(0.009140918, 6);
});

const furthest = (actual: Float32Array, expected: readonly number[]) =>
  Math.max(...expected.map((value, k) => Math.abs(value - actual[k]!)));
