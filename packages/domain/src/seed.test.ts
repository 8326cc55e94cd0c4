import fc from "fast-check";
import { expect, it } from "vitest";
import { GenerationRequest } from "./order/order-schema.ts";
import { isSeed, seedAfter } from "./seed.ts";

const bits = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n });
const seedOf = (value: bigint) => (Number.isSafeInteger(Number(value)) ? Number(value) : String(value));

it("a seed of 64 bits is in an order to the last digit, as a number or as its digits", () => {
  fc.assert(
    fc.property(bits, (value) => {
      const seed = seedOf(value);
      const order = GenerationRequest.parse({ prompt: "", seed, variation: { seed, strength: 1 } });
      expect([order.seed, order.variation?.seed]).toEqual([seed, seed]);
    }),
  );
});

it("seeds follow each other to the last, and then from 0", () => {
  fc.assert(
    fc.property(bits, fc.nat(100), (value, by) => {
      expect(BigInt(seedAfter(seedOf(value), by))).toBe(BigInt.asUintN(64, value + BigInt(by)));
    }),
  );
  expect(seedAfter("18446744073709551615", 1)).toBe(0);
  expect(seedAfter(2 ** 53 - 1, 1)).toBe("9007199254740992");
  expect(seedAfter("9007199254740992", -1)).toBe(2 ** 53 - 1);
});

it("what is wider than 64 bits, a fraction, or no number is no seed", () => {
  for (const seed of ["18446744073709551616", "-9223372036854775809", "9".repeat(400), "1.5", "x", "", 1.5, 2 ** 60])
    expect(GenerationRequest.safeParse({ prompt: "", seed }).success).toBe(false);
  expect([isSeed("18446744073709551615"), isSeed("-9223372036854775808"), isSeed(-1)]).toEqual([true, true, true]);
});
