import { expect, it } from "vitest";
import { openPhiloxNormal, philox4x32 } from "./philox.ts";

/** The vectors have eight decimals; the arithmetic is float64 on both sides. */
const printed = 8;

const wordsOf = (counter: readonly number[], seed: number) => {
  const words = Uint32Array.from(counter);
  philox4x32(words, seed, 0);
  return [...words];
};

it("turns counters into the words of Philox 4×32-10", () => {
  expect(wordsOf([0, 0, 0, 0], 42)).toEqual([0x9ceaf053, 0x77f5493b, 0x12bf50ad, 0x5742b3d7]);
  expect(wordsOf([0, 0, 1, 0], 42)).toEqual([0x02933769, 0x2051e913, 0x3b68b038, 0xb62c409c]);
});

it("agrees with the published known answers of Philox", () => {
  const ones = new Uint32Array(4).fill(0xffffffff);
  philox4x32(ones, 0xffffffff, 0xffffffff);
  expect([...ones]).toEqual([0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]);
  expect(wordsOf([0, 0, 0, 0], 0)).toEqual([0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
});

it.each([
  {
    seed: 42,
    values: [0.19401887, 2.16137385, -0.17205095, 0.84906, -1.92439926, 0.65298527, -0.64944106, -0.81752455],
  },
  { seed: 0, values: [-0.92466241, -0.42534396, -2.6438458, 0.14518388, -0.12086651, -0.57972568] },
  { seed: 2 ** 32 + 42, values: [-0.71141005, 1.64944184, 1.0714165, -2.00020885] },
  { seed: 1234567890, values: [0.23617812, 1.26339018, -0.54222375, -0.68376791] },
])("draws what AUTOMATIC1111's emulation of CUDA draws: seed $seed", ({ seed, values }) => {
  const actual = openPhiloxNormal(seed).next(values.length);
  values.forEach((value, k) => {
    expect(actual[k]).toBeCloseTo(value, printed - 1);
  });
});

it("makes the second draw whatever the length of the first", () => {
  const source = openPhiloxNormal(42);
  source.next(5);
  const second = source.next(4);
  [0.13913749, -0.10821616, -0.71742219, 0.75664866].forEach((value, k) => {
    expect(second[k]).toBeCloseTo(value, printed - 1);
  });
});
