import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { printPng, printSmallPng } from "./print-png.ts";

const side = fc.integer({ min: 1, max: 40 });
const pictures = fc
  .tuple(side, side)
  .chain(([width, height]) =>
    fc
      .uint8Array({ minLength: width * height * 3, maxLength: width * height * 3 })
      .map((data) => ({ width, height, data })),
  );

/** Larger than what is deflated at once, its rows on words or not. */
const large = fc
  .record({ width: fc.integer({ min: 300, max: 420 }), height: fc.integer({ min: 300, max: 420 }), grain: fc.nat(7) })
  .map(({ width, height, grain }) => ({
    width,
    height,
    data: Uint8Array.from(
      { length: width * height * 3 },
      (_, i) => (i >> 9) + ((Math.imul(i, 2654435761) >>> 24) % (grain + 1)),
    ),
  }));

it("writes pictures of many parts as another program reads them, and the same bytes every time", async () => {
  await fc.assert(
    fc.asyncProperty(large, async (picture) => {
      const printed = await printPng(picture);
      expect((await sharp(printed, { failOn: "warning" }).raw().toBuffer()).equals(picture.data)).toBe(true);
      expect((await printPng(picture)).equals(printed)).toBe(true);
    }),
    { numRuns: 6 },
  );
});

describe.each([
  ["printPng", printPng],
  ["printSmallPng", async (picture: Parameters<typeof printSmallPng>[0]) => printSmallPng(picture)],
])("%s", (_, print) => {
  it("writes what another program reads as the very same pixels", async () => {
    await fc.assert(
      fc.asyncProperty(pictures, async (picture) => {
        const { data, info } = await sharp(await print(picture), { failOn: "warning" })
          .raw()
          .toBuffer({ resolveWithObject: true });
        expect(info).toMatchObject({ width: picture.width, height: picture.height, channels: 3 });
        expect(new Uint8Array(data)).toEqual(picture.data);
      }),
      { numRuns: 20 },
    );
  });
});
