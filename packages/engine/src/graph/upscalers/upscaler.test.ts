import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openUpscaler, readModelHeader, readUpscaler } from "@danfang/weights";
import { describe, expect, it } from "vitest";
import { resize } from "../../imaging/sizes/resample.ts";
import { enlargeInEvenTiles, enlargeWith } from "../../pictures/enlarge-with.ts";
import { openOrt } from "../../runtime/ort.ts";
import { float32 } from "../../runtime/runtime.ts";
import { readGoldens, relativeError } from "../../testing/read-goldens.ts";
import { starterFile } from "../../testing/starter.ts";
import { buildUpscaler } from "./upscaler.ts";

/** Of a golden's standard deviation. */
const tolerance = 1e-5;

const folder = fileURLToPath(new URL("../../../goldens/upscalers/", import.meta.url));
const files = readdirSync(folder).filter((name) => /(?<!golden)\.(safetensors|pth)$/.test(name));
const runtime = openOrt({ backend: "cpu", threads: 1 });

/** Graphics cards on which the fused operator is wrong get plain products. */
const hasAttention: ReadonlySet<string> = new Set(["swinir", "dat"]);

describe.each(files)("%s", (file) => {
  const name = file.replace(/\.[a-z]+$/, "");
  const scale = Number(/(\d)x$/.exec(name)?.[1]);

  it("is known by its tensors, and enlarges as spandrel's does", async () => {
    const upscaler = await openUpscaler(folder + file);
    expect(upscaler.scale).toBe(scale);
    const golden = await readGoldens(`${folder}${name}.golden.safetensors`);
    for (const attention of hasAttention.has(upscaler.network.kind)
      ? (["fused", "plain"] as const)
      : (["fused"] as const)) {
      const session = await runtime.open(buildUpscaler(upscaler, { attention }));
      const { shape, data } = golden("image");
      const { larger } = await session.run({ image: float32(shape, data) }, ["larger"]);
      await session.close();
      expect(relativeError(larger!, golden("larger").data)).toBeLessThan(tolerance);
    }
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

describe("in even tiles", () => {
  const colours = (width: number, height: number) =>
    Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * i + 31 * i) % 251);

  it.each([
    [40, 33],
    [16, 16],
    [9, 21],
    [17, 40],
  ])("a picture of %i × %i is the same as in one piece where single pixels are seen", async (width, height) => {
    const picture = { width, height, data: colours(width, height) };
    let tiles = 0;
    const session = {
      run: async (feeds: Record<string, { data: unknown }>) => ({ larger: feeds.image!.data as Float32Array }),
      close: async () => {},
    };
    const count = async () => void tiles++;
    const sizes = { scale: 1, multiple: 4 };
    expect(await enlargeInEvenTiles(session, sizes, count, { size: 16, overlap: 4 })(picture)).toEqual(picture);
    expect(tiles).toBeGreaterThan(Math.floor(width / 16) * Math.floor(height / 16) - 1);
  });

  it("where two meet, their mean counts", async () => {
    let tile = 0;
    const run = async (feeds: Record<string, { data: unknown }>) => {
      const value = tile++ * 0.4;
      return { larger: (feeds.image!.data as Float32Array).map(() => value) };
    };
    const picture = { width: 6, height: 4, data: new Uint8Array(6 * 4 * 3) };
    const larger = await enlargeInEvenTiles({ run, close: async () => {} }, { scale: 1, multiple: 1 }, async () => {}, {
      size: 4,
      overlap: 2,
    })(picture);
    expect([...larger.data.subarray(0, 18)].filter((_, i) => i % 3 === 0)).toEqual([0, 0, 51, 51, 102, 102]);
  });
});

it("a network that is known but cannot be run is refused by its name, one that is not by a tensor's", () => {
  const entry = (name: string) => [name, { name, dtype: "F16", shape: [1], offset: 0, length: 2 } as const] as const;
  const refusal =
    (...names: string[]) =>
    () =>
      readUpscaler("x.pth", { tensors: new Map(names.map(entry)) });
  expect(refusal("params_ema.before_RG.1.weight", "params_ema.layers.0.blocks.0.gamma")).toThrow(/a network of RGT/);
  expect(refusal("encoder.blocks.0.weight")).toThrow(/encoder\.blocks\.0\.weight …/);
  expect(refusal()).toThrow(/nothing …/);
});

describe("shapes that nobody trained are refused before anything is built", () => {
  async function withShape(file: string, name: RegExp, change: (shape: readonly number[]) => readonly number[]) {
    const { tensors } = await readModelHeader(folder + file);
    const changed = [...tensors].map(([key, tensor]) =>
      name.test(key) ? ([key, { ...tensor, shape: change(tensor.shape) }] as const) : ([key, tensor] as const),
    );
    return () => readUpscaler(file, { tensors: new Map(changed) });
  }

  it.each([
    ["a window as large as a picture", "swinir-direct-3x.safetensors", /relative_position_index$/, () => [65_536]],
    [
      "a window of no whole sides",
      "dat-direct-3x.safetensors",
      /rpe_biases$/,
      (shape: readonly number[]) => [23, ...shape.slice(1)],
    ],
    [
      "a factor of a thousand",
      "swinir-direct-3x.safetensors",
      /^upsample\.0\.weight$/,
      (shape: readonly number[]) => [3e6, ...shape.slice(1)],
    ],
  ] as const)("%s", async (_, file, name, change) => {
    expect(await withShape(file, name, change)).toThrow(/shapes that do not fit/);
  });

  it("a picture that shrinks", async () => {
    const { tensors } = await readModelHeader(`${folder}unshuffle-1x.safetensors`);
    const rest = new Map([...tensors].filter(([key]) => !key.includes("conv_up")));
    expect(() => readUpscaler("x.pth", { tensors: rest })).toThrow(/shapes that do not fit/);
  });
});

it("a checkpoint is not an upscaler, and is told so", async () => {
  await expect(openUpscaler(starterFile)).rejects.toMatchObject({ code: "weights/notAnUpscaler" });
});
