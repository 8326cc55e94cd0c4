import { readdir, readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { readImageText, writeImageText } from "./image-text.ts";
import { readPngTexts } from "./png.ts";

const folder = new URL("goldens/", import.meta.url);
const golden = async (name: string) => new Uint8Array(await readFile(new URL(name, folder)));
const expected = JSON.parse(await readFile(new URL("expected.json", folder), "utf8")) as Record<string, string>;

describe("pictures from Pillow, piexif and exiftool", () => {
  it("are all here", async () => {
    const pictures = (await readdir(folder)).filter((name) => /\.(png|jpg|webp)$/.test(name));
    expect(pictures.toSorted()).toEqual(Object.keys(expected).toSorted());
  });

  it.each(Object.entries(expected))("%s is read as it was written", async (name, text) => {
    expect(readImageText(await golden(name), name)).toBe(text);
  });

  it("keep their other texts", async () => {
    const { texts } = readPngTexts(await golden("pillow-itxt-zip.png"));
    expect([...texts]).toEqual([
      ["Software", "before"],
      ["parameters", expected["pillow-itxt-zip.png"]],
      ["Comment", "after"],
    ]);
  });

  it.each(["piexif-lossy.webp", "piexif-lossless.webp"])(
    "%s is what we write ourselves, byte for byte",
    async (name) => {
      const bytes = await golden(name);
      expect(writeImageText(bytes, "webp", expected[name]!)).toEqual(bytes);
    },
  );

  it.each(["piexif-latin.jpg", "piexif-chinese.jpg"])("%s holds the segment that we write", async (name) => {
    const bytes = await golden(name);
    expect(writeImageText(bytes, "jpeg", expected[name]!)).toEqual(bytes);
  });

  it.each(["pillow-text.png", "pillow-itxt.png"])("%s holds the chunk that we write", async (name) => {
    const bytes = Buffer.from(await golden(name));
    const ours = Buffer.from(writeImageText(bytes, "png", expected[name]!));
    const length = ours.readUInt32BE(33) + 12; // the chunk behind signature (8) and IHDR (25)
    expect(bytes.includes(ours.subarray(33, 33 + length))).toBe(true);
    expect(ours.length).toBe(bytes.length);
  });
});
