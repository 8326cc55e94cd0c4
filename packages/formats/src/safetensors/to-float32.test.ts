import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Dtype } from "../tensors/dtype.ts";
import { toFloat32 } from "./to-float32.ts";

const bytesOf = (array: ArrayBufferView<ArrayBuffer>) =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
const all16 = Uint16Array.from({ length: 65536 }, (_, i) => i);
const all8 = Uint8Array.from({ length: 256 }, (_, i) => i);

describe("toFloat32", () => {
  it("reads every half-precision number as the DataView of the platform does", () => {
    const view = new DataView(all16.buffer) as DataView & { getFloat16(at: number, little: boolean): number };
    expect(toFloat32("F16", bytesOf(all16))).toEqual(Float32Array.from(all16, (_, i) => view.getFloat16(2 * i, true)));
  });

  it("reads bfloat16 as the upper half of a float32", () => {
    const found = bytesOf(toFloat32("BF16", bytesOf(all16)) as Float32Array<ArrayBuffer>);
    const view = new DataView(found.buffer);
    expect(all16.every((i) => view.getUint32(4 * i, true) === i * 65536)).toBe(true);
  });

  // Values from the OCP tables: smallest and largest, subnormal and normal, infinities and NaN.
  it.each<[Dtype, number, number]>([
    ["F8_E4M3", 0x7e, 448],
    ["F8_E4M3", 0x7f, NaN],
    ["F8_E4M3", 0xff, NaN],
    ["F8_E4M3", 0x01, 2 ** -9],
    ["F8_E4M3", 0x08, 2 ** -6],
    ["F8_E4M3", 0xb8, -1],
    ["F8_E4M3", 0x80, -0],
    ["F8_E5M2", 0x7b, 57344],
    ["F8_E5M2", 0x7c, Infinity],
    ["F8_E5M2", 0xfc, -Infinity],
    ["F8_E5M2", 0x7d, NaN],
    ["F8_E5M2", 0x01, 2 ** -16],
    ["F8_E5M2", 0x3e, 1.5],
    ["F8_E4M3FNUZ", 0x80, NaN],
    ["F8_E4M3FNUZ", 0x7f, 240],
    ["F8_E4M3FNUZ", 0x40, 1],
    ["F8_E5M2FNUZ", 0x7f, 57344],
    ["F8_E8M0", 127, 1],
    ["F8_E8M0", 0, 2 ** -127],
    ["F8_E8M0", 255, NaN],
  ])("reads %s 0x%x as %d", (dtype, pattern, value) => {
    expect(toFloat32(dtype, Uint8Array.of(pattern))).toEqual(Float32Array.of(value));
  });

  it("orders the positive half of every eight-bit float", () => {
    for (const dtype of ["F8_E4M3", "F8_E5M2", "F8_E4M3FNUZ", "F8_E5M2FNUZ"] as const) {
      const numbers = [...toFloat32(dtype, all8.subarray(0, 128))].filter((value) => !Number.isNaN(value));
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
      expect(new Set(numbers).size).toBe(numbers.length);
    }
  });

  it.each<[Dtype, ArrayBufferView<ArrayBuffer>, number[]]>([
    ["F64", Float64Array.of(0.1, -1e300, 1e-300), [Math.fround(0.1), -Infinity, 0]],
    ["F32", Float32Array.of(1.5, -2.25), [1.5, -2.25]],
    ["I64", BigInt64Array.of(-5n, 49406n, 2n ** 62n), [-5, 49406, 2 ** 62]],
    ["U64", BigUint64Array.of(2n ** 64n - 1n), [2 ** 64]],
    ["I32", Int32Array.of(-7, 16777217), [-7, 16777216]],
    ["U32", Uint32Array.of(4294967295), [4294967296]],
    ["I16", Int16Array.of(-300), [-300]],
    ["U16", Uint16Array.of(65535), [65535]],
    ["I8", Int8Array.of(-3), [-3]],
    ["U8", Uint8Array.of(200), [200]],
    ["BOOL", Uint8Array.of(0, 1, 255), [0, 1, 1]],
  ])("reads %s", (dtype, array, values) => {
    expect([...toFloat32(dtype, bytesOf(array))]).toEqual(values);
  });

  it("does not care where in memory the bytes begin", () => {
    fc.assert(
      fc.property(fc.float32Array({ minLength: 1 }), fc.nat(9), (values, offset) => {
        const shifted = new Uint8Array(offset + values.byteLength);
        shifted.set(bytesOf(values), offset);
        expect(toFloat32("F32", shifted.subarray(offset))).toEqual(values);
      }),
    );
  });

  it("names a type that it cannot turn into numbers", () => {
    expect(() => toFloat32("F4", Uint8Array.of(1))).toThrow(
      expect.objectContaining({ code: "formats/dtypeNotReadable", facts: { dtype: "F4" } }),
    );
  });
});
