import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openUpscaler } from "@danfang/weights";
import { describe, expect, it } from "vitest";
import { resize } from "../../imaging/resample.ts";
import { openOrt } from "../../runtime/ort.ts";
import { float32 } from "../../runtime/runtime.ts";
import { readGoldens, relativeError } from "../../testing/read-goldens.ts";
import { starterFile } from "../../testing/starter.ts";
import { buildUpscaler, enlargeWith } from "./upscaler.ts";

/** Of a golden's standard deviation. */
const tolerance = 1e-5;

const folder = fileURLToPath(new URL("../../../goldens/upscalers/", import.meta.url));
const files = readdirSync(folder).filter((name) => /(?<!golden)\.(safetensors|pth)$/.test(name));
const runtime = openOrt({ backend: "cpu", threads: 1 });

describe.each(files)("%s", (file) => {
  const name = file.replace(/\.[a-z]+$/, "");
  const scale = Number(/(\d)x$/.exec(name)?.[1]);

  it("is known by its tensors, and enlarges as spandrel's does", async () => {
    const upscaler = await openUpscaler(folder + file);
    expect(upscaler.scale).toBe(scale);
    const golden = await readGoldens(`${folder}${name}.golden.safetensors`);
    const session = await runtime.open(buildUpscaler(upscaler));
    const { shape, data } = golden("image");
    const { larger } = await session.run({ image: float32(shape, data) }, ["larger"]);
    await session.close();
    expect(relativeError(larger!, golden("larger").data)).toBeLessThan(tolerance);
  });

  it("enlarges pictures of any size", async () => {
    const upscaler = await openUpscaler(folder + file);
    const session = await runtime.open(buildUpscaler(upscaler));
    const small = { width: 5, height: 3, data: Uint8Array.from({ length: 45 }, (_, i) => (i * 37) % 256) };
    const wide = { width: 7, height: 5, data: resize(small, { width: 7, height: 5 }, "bilinear").data };
    const larger = await enlargeWith(session, upscaler)(wide);
    await session.close();
    expect([larger.width, larger.height]).toEqual([7 * scale, 5 * scale]);
  });
});

it("pictures go in and come out with their colours in place", async () => {
  const session = {
    run: async (feeds: Record<string, { data: unknown }>) => ({ larger: feeds.image!.data as Float32Array }),
    close: async () => {},
  };
  const picture = { width: 3, height: 2, data: Uint8Array.from({ length: 18 }, (_, i) => i * 14) };
  for (const multiple of [1, 2, 4]) {
    const same = await enlargeWith(session, { scale: 1, multiple })(picture);
    expect(same).toEqual(picture);
  }
});

it("a checkpoint is not an upscaler, and is told so", async () => {
  await expect(openUpscaler(starterFile)).rejects.toMatchObject({ code: "weights/notAnUpscaler" });
});
