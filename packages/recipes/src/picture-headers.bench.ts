import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { noisyPixels, printPng, printTextChunk } from "@danfang/formats/testing/print-pictures.ts";
import { readPictureFile } from "./read-picture-file.ts";

/** How many recipes a second are read from PNGs of usual size: `node packages/recipes/src/picture-headers.bench.ts [COUNT]`. */
const pictures = Number(process.argv[2] ?? 10_000);
/** Files that are read at a time. */
const atOnce = 8;
const different = 16;

const infotext = (i: number) =>
  `a fox, number ${i}\nNegative prompt: blur\nSteps: 20, Sampler: DPM++ 2M Karras, CFG scale: 7, Seed: ${i}, Size: 512x768, Model: v1-5`;

const folder = await mkdtemp(join(tmpdir(), "picture-headers-"));
let bytes = 0;
for (let i = 0; i < different; i++) {
  const file = printPng([printTextChunk("tEXt", "parameters", infotext(i))], [], noisyPixels(512, 768, i + 1));
  bytes += file.length;
  await writeFile(join(folder, `${i}.png`), file);
}
const start = performance.now();
let [next, steps] = [0, 0];
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    while (next < pictures) {
      const { value } = await readPictureFile(join(folder, `${next++ % different}.png`));
      steps += value.steps ?? 0;
    }
  }),
);
const seconds = (performance.now() - start) / 1000;
process.stdout.write(
  `${pictures} PNGs of ${Math.round(bytes / different / 1024)} KiB in ${seconds.toFixed(2)} s: ${Math.round(pictures / seconds)} a second, ${steps} steps in all\n`,
);
await rm(folder, { recursive: true });
