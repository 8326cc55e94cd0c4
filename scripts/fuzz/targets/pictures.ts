import { readFile, writeFile } from "node:fs/promises";
import { DanfangError } from "../../../packages/domain/src/index.ts";
import {
  bytesSource,
  readImageText,
  readImageTexts,
  readPngTexts,
  readWithoutPixels,
  writeImageText,
} from "../../../packages/formats/src/index.ts";
import {
  printGif,
  printHeif,
  printJpeg,
  printJxl,
  printStealthPng,
  printTiff,
  printWebp,
} from "../../../packages/formats/src/testing/print-pictures.ts";
import { readPictureRecipe } from "../../../packages/recipes/src/index.ts";
import { openEmbedding } from "../../../packages/weights/src/index.ts";
import { readMaskPicture, readPicture } from "../../../packages/workbench/src/pictures/read-picture.ts";
import { mutatePicture } from "../mutate-picture.ts";
import type { Target } from "./target.ts";

const pictures = [
  "packages/formats/src/image/goldens/*.{png,jpg,webp}",
  "packages/weights/src/embedding/goldens/*.{png,webp}",
  "starter/golden/*.png",
];

/** What invented pictures say. */
const said = [
  "a fox\nNegative prompt: blur\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 3, Size: 512x768",
  JSON.stringify({ sui_image_params: { prompt: "fox", steps: 9, loras: ["ink"] } }),
  JSON.stringify({ Software: "NovelAI", Description: "{fox}", Comment: '{"steps": 28}' }),
];
const exifOf = (text: string) => printTiff({ UserComment: Buffer.from(`UNICODE\0${text}`), Make: Buffer.from(text) });
const containers: readonly ((text: string) => Uint8Array)[] = [
  (text) => printJpeg({ exif: exifOf(text), xmp: ["dc:description", text], comment: text, caption: text }, "long"),
  (text) => printWebp({ exif: exifOf(text), xmp: ["exif:UserComment", text] }, "prefixed"),
  (text) => printHeif({ exif: exifOf(text), xmp: ["exif:UserComment", text] }),
  (text) => printHeif({ exif: exifOf(text) }, "heic", "idat"),
  (text) => printJxl({ exif: exifOf(text), xmp: ["exif:UserComment", text] }, "packed"),
  (text) => printGif({ comment: text, xmp: ["exif:UserComment", text] }, "behind"),
  (text) => printStealthPng(text, "alpha", "packed"),
  (text) => printStealthPng(text, "rgb", "plain"),
];

/** Pictures to start from, masks, and what pictures say. */
export const pictureTargets: readonly Target[] = [
  {
    name: "picture",
    seeds: pictures,
    mutate: mutatePicture,
    async read(bytes, scratch) {
      await writeFile(scratch, bytes);
      await readPicture(scratch);
      await readPicture(await readFile(scratch));
      await readMaskPicture(scratch);
    },
  },
  {
    name: "picture-text",
    seeds: pictures,
    mutate: mutatePicture,
    async read(bytes) {
      const text = readImageText(bytes, "fuzz.png");
      for (const format of ["png", "jpeg", "webp"] as const)
        try {
          const again = writeImageText(bytes, format, "Steps: 20, 中文", "fuzz.png");
          const back =
            format === "png" ? readPngTexts(again).texts.get("parameters") : readImageText(again, "fuzz.png");
          if (back !== "Steps: 20, 中文") throw new Error(`a text written into ${format} is lost`);
        } catch (error) {
          if (!(error instanceof DanfangError)) throw error;
        }
      return text;
    },
  },
  {
    name: "picture-recipe",
    seeds: pictures,
    mutate: mutatePicture,
    invent: (r) => r.pick(containers)(r.pick(said)),
    async read(bytes) {
      const whole = readImageTexts(bytes, "fuzz.png");
      const { texts } = readImageTexts(await readWithoutPixels(bytesSource(bytes)), "fuzz.png");
      if (whole.findings.length === 0 && texts.length !== whole.texts.length)
        throw new Error(`${whole.texts.length} texts with pixels, ${texts.length} without`);
      return readPictureRecipe(bytes, "fuzz.png");
    },
  },
  {
    name: "picture-embedding",
    seeds: pictures,
    mutate: mutatePicture,
    async read(bytes, scratch) {
      await writeFile(`${scratch}.png`, bytes);
      await openEmbedding(`${scratch}.png`);
    },
  },
];
