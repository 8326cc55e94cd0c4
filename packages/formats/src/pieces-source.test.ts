import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { piecesSource } from "./pieces-source.ts";

const size = 300_000;
const content = Uint8Array.from({ length: size }, (_, i) => (7 * i + 3) % 256);
const pieceAt = (offset: number, length: number) => ({ offset, bytes: content.subarray(offset, offset + length) });
const same = (a: Uint8Array) => (b: Uint8Array) => Buffer.compare(a, b) === 0;

describe("a source over pieces", () => {
  it("gives what it is asked for once the pieces that it named were sent, and names no more than the file has", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(size), fc.nat(5000)), { maxLength: 4 }), async (ranges) => {
        const wanted = ranges.map(([offset, length]) => ({ offset, length: Math.min(length, size - offset) }));
        let pieces: { offset: number; bytes: Uint8Array }[] = [];
        for (const { offset, length } of wanted) {
          for (let round = 0; ; round++) {
            expect(round).toBeLessThan(5);
            const source = piecesSource("a.bin", size, pieces);
            const read = await source.read(offset, length).catch(() => undefined);
            if (read !== undefined) {
              expect(content.subarray(offset, offset + length)).toSatisfy(same(read));
              expect(source.missing).toEqual([]);
              break;
            }
            for (const need of source.missing) expect(need.offset + need.length).toBeLessThanOrEqual(size);
            pieces = [...pieces, ...source.missing.map((need) => pieceAt(need.offset, need.length))];
          }
        }
      }),
    );
  });

  it("joins pieces that lie side by side, and asks only for what lies between others", async () => {
    const joined = piecesSource("a.bin", size, [pieceAt(500, 700), pieceAt(100, 400)]);
    expect(content.subarray(100, 1200)).toSatisfy(same(await joined.read(100, 1100)));
    const apart = piecesSource("a.bin", size, [pieceAt(0, 100), pieceAt(90_000, 10)]);
    await expect(apart.read(0, 90_010)).rejects.toMatchObject({ code: "formats/pieceMissing" });
    expect(apart.missing).toEqual([{ offset: 100, length: 89_910 }]);
  });

  it("refuses what lies outside of the file, and asks for nothing", async () => {
    const source = piecesSource("a.bin", 10, []);
    await expect(source.read(8, 3)).rejects.toMatchObject({ code: "formats/truncated" });
    expect(source.missing).toEqual([]);
  });
});
