import { readFile, writeFile } from "node:fs/promises";
import { DanfangError } from "../../../packages/domain/src/index.ts";
import { readImageText, readPngTexts, writeImageText } from "../../../packages/formats/src/index.ts";
import { openEmbedding } from "../../../packages/weights/src/index.ts";
import { readMaskPicture, readPicture } from "../../../packages/workbench/src/pictures/read-picture.ts";
import { mutatePicture } from "../mutate-picture.ts";
import type { Target } from "./target.ts";

const pictures = [
  "packages/formats/src/image/goldens/*.{png,jpg,webp}",
  "packages/weights/src/embedding/goldens/*.{png,webp}",
  "starter/golden/*.png",
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
    name: "picture-embedding",
    seeds: pictures,
    mutate: mutatePicture,
    async read(bytes, scratch) {
      await writeFile(`${scratch}.png`, bytes);
      await openEmbedding(`${scratch}.png`);
    },
  },
];
