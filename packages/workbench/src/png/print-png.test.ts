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
