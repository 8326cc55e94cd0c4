import { defined } from "@danfang/domain";
import type { WeightTensor } from "@danfang/weights";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { permutedOf } from "./row-major.ts";

const tensor = (shape: readonly number[], strides?: readonly number[]): WeightTensor => ({
  file: "a.ckpt",
  name: "w",
  dtype: "F16",
  shape,
  offset: 0,
  length: 2 * shape.reduce((a, b) => a * b, 1),
  ...defined({ strides }),
});

/** Strides of a dense tensor whose dimensions lie in the order `order`, the first outermost. */
function denseStrides(shape: readonly number[], order: readonly number[]): number[] {
  const strides = shape.map(() => 0);
  let step = 1;
  for (const i of order.toReversed()) {
    strides[i] = step;
    step *= shape[i]!;
  }
  return strides;
}

describe("a tensor with strides", () => {
  it("that has none is as it lies", () => {
    expect(permutedOf(tensor([2, 3]))).toBeUndefined();
  });

  it("in channels-last order is turned", () => {
    expect(permutedOf(tensor([8, 4, 3, 3], [36, 1, 12, 4]))).toMatchObject({
      stored: { shape: [8, 3, 3, 4] },
      perm: [0, 3, 1, 2],
    });
  });

  it("of any order is found in the order of the file, each dimension under its place there", () => {
    const cases = fc.array(fc.integer({ min: 2, max: 5 }), { minLength: 1, maxLength: 4 }).chain((shape) =>
      fc.record({
        shape: fc.constant(shape),
        order: fc.shuffledSubarray(
          shape.map((_, i) => i),
          { minLength: shape.length },
        ),
      }),
    );
    fc.assert(
      fc.property(cases, ({ shape, order }) => {
        const found = permutedOf(tensor(shape, denseStrides(shape, order)));
        expect(found?.stored.shape).toEqual(order.map((i) => shape[i]));
        expect(found?.perm.map((at) => found.stored.shape[at])).toEqual(shape);
        expect(found?.perm.map((at) => order[at])).toEqual(shape.map((_, i) => i));
      }),
    );
  });

  it.each([
    ["repeats its numbers", [2, 3], [0, 1]],
    ["has holes", [2, 3], [8, 1]],
  ])("that %s is refused", (_, shape, strides) => {
    expect(() => permutedOf(tensor(shape, strides))).toThrow(
      expect.objectContaining({ code: "engine/scatteredTensor" }),
    );
  });
});
