import fc from "fast-check";
import sharp from "sharp";
import { expect, it } from "vitest";
import { pictureSize } from "./picture-size.ts";

const [width, height] = [346, 123];
const picture = (channels: 3 | 4 = 3) =>
  sharp({ create: { width, height, channels, background: { r: 200, g: 30, b: 90, alpha: 0.5 } } });

it.each([
  ["PNG", () => picture().png()],
  ["JPEG", () => picture().jpeg()],
  [
    "progressive JPEG with notes before its size",
    () =>
      picture()
        .withExif({ IFD0: { Copyright: "x".repeat(9000) } })
        .jpeg({ progressive: true }),
  ],
  ["lossy WebP", () => picture().webp()],
  ["lossless WebP", () => picture().webp({ lossless: true })],
  ["WebP with transparency", () => picture(4).webp()],
])("reads the size of a %s without unpacking it", async (_, print) => {
  expect(pictureSize(await print().toBuffer())).toEqual({ width, height });
});

it("comes to an end with whatever it is given", async () => {
  const beginnings = await Promise.all(
    [picture().png(), picture().jpeg(), picture(4).webp()].map((one) => one.toBuffer()),
  );
  fc.assert(
    fc.property(fc.constantFrom(...beginnings), fc.nat(40), fc.uint8Array({ maxLength: 300 }), (start, kept, rest) => {
      pictureSize(Buffer.concat([start.subarray(0, kept), rest]));
    }),
  );
  expect(pictureSize(new Uint8Array())).toBeUndefined();
  expect(pictureSize(Buffer.from("not a picture"))).toBeUndefined();
});
