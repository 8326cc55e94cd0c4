import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  type GenerationEvent,
  GenerationRequest,
  type PaintedImage,
  type RgbaImage,
  type RgbImage,
  seedAfter,
} from "@danfang/domain";
import { resize } from "@danfang/engine";
import { openFile, readSafetensors, readTensor } from "@danfang/formats";
import { beforeAll, describe, expect, it } from "vitest";
import type { GivenPictures } from "../pictures/given-pictures.ts";
import { paintPasses } from "./paint-passes.ts";

interface Run {
  readonly script: string;
  readonly order: Readonly<Record<string, unknown>>;
  readonly args: readonly unknown[];
  readonly passes: readonly Readonly<Record<string, unknown>>[];
  readonly results: number;
}
const folder = new URL("../../goldens/passes/", import.meta.url);
const runs: Record<string, Run> = JSON.parse(readFileSync(new URL("passes.json", folder), "utf8"));

/** Where noise is matched, both sides cut decimals off and round otherwise before it. */
const oneLevel = 1;

interface Bytes {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}
const goldens = new Map<string, Bytes>();
beforeAll(async () => {
  const source = await openFile(fileURLToPath(new URL("passes.safetensors", folder)));
  const file = await readSafetensors(source);
  for (const [name, entry] of file.tensors)
    goldens.set(name, { height: entry.shape[0]!, width: entry.shape[1]!, data: await readTensor(file, entry) });
  await source.close();
});
const golden = (name: string): Bytes => goldens.get(name)!;

const lower = (text: unknown) => String(text).toLowerCase();
/** The script's arguments as an order has them. */
function passesOf({ script, order, args }: Run) {
  const growth = (pixels: unknown, sides: unknown) =>
    Object.fromEntries((sides as string[]).map((side) => [side, pixels]));
  switch (script) {
    case "outpainting_mk_2":
      return {
        kind: "outpaint",
        ...growth(args[1], args[3]),
        maskBlur: args[2],
        falloff: args[4],
        colorVariation: args[5],
      };
    case "poor_mans_outpainting":
      return {
        kind: "outpaintTiles",
        ...growth(args[0], args[3]),
        maskBlur: args[1],
        content: ["fill", "original", "noise", "nothing"][Number(args[2])],
      };
    case "loopback":
      return { kind: "loopback", loops: args[0], finalDenoisingStrength: args[1], curve: lower(args[2]) };
    default:
      return {
        kind: "upscale",
        overlap: args[1],
        upscaler: ["None", "Nearest"][Number(args[2])],
        scale: args[3],
        tilesAtOnce: order.batch_size ?? 1,
      };
  }
}

function orderOf(run: Run): GenerationRequest {
  const { width = 128, height = 128, batch_size = 1, n_iter = 1, mask } = run.order as Record<string, number>;
  return GenerationRequest.parse({
    prompt: "",
    seed: 100,
    width,
    height,
    batchCount: n_iter,
    batchSize: run.script === "outpainting_mk_2" ? batch_size : 1,
    init: {
      image: "a",
      passes: passesOf(run),
      ...(mask ? { mask: { image: "b", content: "fill", area: "masked", padding: 0 } } : {}),
    },
  });
}

/** What a pass was asked with; the same colours turned round come back. */
async function runPasses(name: string) {
  const run = runs[name]!;
  const asked: { readonly request: GenerationRequest; readonly given: GivenPictures }[] = [];
  async function* paintPass(request: GenerationRequest, given: GivenPictures): AsyncGenerator<GenerationEvent> {
    asked.push({ request, given });
    const starts = [given.image, ...(given.others ?? [])];
    yield { type: "loading", checkpoint: "none" };
    for (let step = 1; step <= 2; step++)
      yield { type: "step", batch: 0, step, steps: 2, sigma: 1, seconds: 1, preview: undefined };
    for (const [i, { width, height, data }] of starts.entries()) {
      const pixels = { width, height, data: data.map((level) => 255 - level) };
      const latent = { shape: [1, 4, 1, 1], data: new Float32Array(4) };
      yield {
        type: "image",
        image: { index: i, seed: seedAfter(request.seed, i), pixels, latent, recipe: {}, infotext: "" },
      };
    }
    const timings = { loadSeconds: 1, encodeSeconds: 1, stepSeconds: [1, 1], decodeSeconds: 1, totalSeconds: 5 };
    yield {
      type: "done" as const,
      summary: { recipe: {}, timings, peakRssBytes: 1, engine: { backend: "cpu", threads: 1 } },
    };
  }
  const mask = goldens.get(`${name}.mask`);
  const enlarge = async (picture: RgbImage, { upscaler, scale }: { upscaler: string; scale: number }) => ({
    picture:
      upscaler === "None"
        ? picture
        : resize(picture, { width: picture.width * scale, height: picture.height * scale }, "nearest"),
    name: upscaler,
  });
  const events: GenerationEvent[] = [];
  const context = {
    paintPass,
    enlarge,
    signal: undefined,
    read: async () => ({ image: golden(`${name}.picture`), ...(mask ? { mask: { image: opaque(mask) } } : {}) }),
  };
  for await (const event of paintPasses(orderOf(run), context)) events.push(event);
  const images = events.flatMap((event): PaintedImage[] => (event.type === "image" ? [event.image] : []));
  return { run, asked, events, images };
}

const opaque = ({ width, height, data }: Bytes): RgbaImage => ({
  channels: 4,
  width,
  height,
  data: Uint8Array.from({ length: data.length * 4 }, (_, i) => (i % 4 === 3 ? 255 : data[i >> 2]!)),
});

function expectSame(ours: Bytes, name: string, tolerance = 0): void {
  const theirs = golden(name);
  expect([ours.width, ours.height]).toEqual([theirs.width, theirs.height]);
  const worst = ours.data.reduce((most, level, i) => Math.max(most, Math.abs(level - theirs.data[i]!)), 0);
  expect(worst, name).toBeLessThanOrEqual(tolerance);
}
const grey = ({ width, height, data }: Bytes): Bytes => ({ width, height, data: data.filter((_, i) => i % 4 === 0) });

describe("every pass is asked for as the WebUI's script asks, and its results are put together so", () => {
  it.each(Object.keys(runs))("%s", async (name) => {
    const { run, asked, images } = await runPasses(name);
    const tolerance = run.script === "outpainting_mk_2" ? oneLevel : 0;
    expect(asked).toHaveLength(run.passes.length);
    for (const [i, { request, given }] of asked.entries()) {
      const { seed, width, height, denoisingStrength, pictures, ...mask } = run.passes[i]!;
      expect(request.batchCount).toBe(1);
      expect(request).toMatchObject({ seed, width, height, batchSize: pictures });
      expect(request.init!.denoisingStrength).toBeCloseTo(Number(denoisingStrength), 10);
      expect(request.init!.passes).toBeUndefined();
      if (given.mask) expect({ blurY: request.init!.mask!.blur, ...request.init!.mask }).toMatchObject(mask);
      for (const [k, start] of [given.image, ...(given.others ?? [])].entries())
        expectSame(start, `${name}.${i}.start.${k}`, tolerance);
      expect(goldens.has(`${name}.${i}.mask`)).toBe(given.mask !== undefined);
      if (given.mask) expectSame(grey(given.mask.image), `${name}.${i}.mask`);
      if (given.mask?.latent) expectSame(grey(given.mask.latent), `${name}.${i}.latent-mask`);
    }
    expect(images).toHaveLength(run.results);
    for (const [i, { pixels }] of images.entries()) expectSame(pixels, `${name}.result.${i}`, tolerance);
  });
});

describe("several passes are told as one order", () => {
  it("whose steps are counted through, and which loads once", async () => {
    const { events, asked } = await runPasses("mk2.odd");
    const steps = events.flatMap((event) => (event.type === "step" ? [[event.step, event.steps]] : []));
    expect(steps).toEqual(Array.from({ length: asked.length * 2 }, (_, i) => [i + 1, 4]));
    expect(events.filter(({ type }) => type === "loading")).toHaveLength(1);
    const last = events.at(-1)!;
    expect(last).toMatchObject({ type: "done", summary: { timings: { totalSeconds: 10 } } });
  });

  it("whose pictures say what a reader of their infotext should know", async () => {
    const { images } = await runPasses("upscale.nearest");
    expect(images[0]!.infotext).toContain("SD upscale overlap: 16, SD upscale upscaler: Nearest");
    const looped = await runPasses("loopback.lazy");
    expect(looped.images[0]!.infotext).toContain("Final denoising strength: 0.2, Denoising curve: Lazy");
  });
});

it.each([
  [{ kind: "outpaint" }, {}, "workbench/nothingGrows"],
  [{ kind: "outpaint", left: 4096, right: 4096, up: 4096 }, {}, "workbench/tooLarge"],
  [{ kind: "outpaint", left: 64 }, { mask: { image: "b" } }, "workbench/passesWithMask"],
])("refuses %j with %j before anything is painted", async (passes, more, code) => {
  const request = GenerationRequest.parse({ prompt: "", init: { image: "a", passes, ...more } });
  const never = () => {
    throw new Error("nothing is to be painted");
  };
  const read = async () => ({ image: { width: 8, height: 8, data: new Uint8Array(192) } });
  const events = paintPasses(request, { paintPass: never, enlarge: never, read, signal: undefined });
  await expect(events.next()).rejects.toMatchObject({ code });
});
