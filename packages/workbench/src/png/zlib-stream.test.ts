import { randomBytes } from "node:crypto";
import { deflateSync, inflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { methodFor, searching, zlibStream } from "./zlib-stream.ts";

describe("zlibStream", () => {
  it("unpacks to its parts laid end to end, however the bytes were cut", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 9000 }), { minLength: 1, maxLength: 6 }), async (parts) => {
        const packed = Buffer.concat(await zlibStream(parts, parts.length, searching));
        expect(inflateSync(packed)).toEqual(Buffer.concat(parts));
      }),
      { numRuns: 50 },
    );
  });

  it("ends with the checksum of long runs of the largest byte, where sums grow fastest", async () => {
    const bytes = new Uint8Array(300_001).fill(255);
    const packed = Buffer.concat(await zlibStream([bytes], 1, searching));
    expect(packed.subarray(-4)).toEqual(deflateSync(bytes).subarray(-4));
  });
});

describe("methodFor", () => {
  it("does not search in what does not repeat, and does in what does", () => {
    const grain = randomBytes(20_000).map((byte) => byte & 7);
    const tiles = Buffer.concat(Array.from({ length: 200 }, () => grain.subarray(0, 100)));
    expect(methodFor(grain)).not.toBe(searching);
    expect(methodFor(tiles)).toBe(searching);
  });
});
