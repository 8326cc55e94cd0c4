import { readFileSync } from "node:fs";
import { seedAfter } from "@danfang/domain";
import { describe, expect, it } from "vitest";
import { openBatchNoise } from "./batch-noise.ts";

interface Row {
  readonly seed: string;
  readonly cpu: readonly number[];
  readonly nv: readonly number[];
}
/** Drawn by torch, and by AUTOMATIC1111's Philox; see goldens/seeds. */
const rows: readonly Row[] = JSON.parse(
  readFileSync(new URL("../../goldens/seeds/seeds.json", import.meta.url), "utf8"),
);
/** The numbers have seven decimals. */
const decimals = 6;

describe.each(rows)("a seed of 64 bits, $seed", (row) => {
  it.each(["cpu", "nv"] as const)("draws what torch draws: %s", (rng) => {
    const { initial } = openBatchNoise({ rng, seeds: [row.seed], length: row[rng].length });
    row[rng].forEach((value, i) => {
      expect(initial[i]).toBeCloseTo(value, decimals);
    });
  });

  it("draws the same told as what follows the one before", () => {
    const before = String(BigInt(row.seed) - 1n);
    const draw = (seed: string | number) => openBatchNoise({ rng: "nv", seeds: [seed], length: 4 }).initial;
    expect(draw(seedAfter(before, 1))).toEqual(draw(row.seed));
  });
});
