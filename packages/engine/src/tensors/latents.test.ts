import { expect, it } from "vitest";
import { batchOf, cutLatent, imageOf } from "./latents.ts";

/** [2, 2, 4, 5], every cell its own index. */
const latent = { shape: [2, 2, 4, 5], data: Float32Array.from({ length: 80 }, (_, k) => k) };

it("a cut takes half of the cells, rounded down, from the beginning of an axis and the rest from its end", () => {
  const { shape, data } = cutLatent(latent, { width: 3, height: 1 });
  expect(shape).toEqual([2, 2, 3, 2]);
  const rows = [0, 20, 40, 60].flatMap((plane) => [0, 5, 10].flatMap((row) => [plane + row + 1, plane + row + 2]));
  expect([...data]).toEqual(rows);
});

it("a cut of nothing is the latent", () => {
  expect(cutLatent(latent, { width: 0, height: 0 })).toEqual(latent);
});

it("a batch is its images", () => {
  expect(imageOf(latent, 1).data[0]).toBe(40);
  expect(batchOf([imageOf(latent, 0), imageOf(latent, 1)])).toEqual(latent);
});
