import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { GridRequest, largestRandomSeed, type PaintedImage } from "@danfang/domain";
import { openFile, readImageText, readSafetensors, readTensor } from "@danfang/formats";
import { sha256Of } from "@danfang/library";
import { parseInfotext } from "@danfang/recipes";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Finished, finish } from "../testing/order.ts";
import { smallRequest, starter } from "../testing/starter.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { openWorkbench, type Workbench } from "../workbench.ts";

let folder: string;
let workbench: Workbench;
let painted: Finished;
const request = smallRequest({
  prompt: "红苹果, (flat style:1.2)\n第二行: 🍎",
  clipSkip: 2,
  batchSize: 2,
  batchCount: 2,
});
beforeAll(async () => {
  folder = await temporaryFolder();
  workbench = await openWorkbench({ home: join(folder, "home"), threads: 1 });
  painted = await finish(workbench, request);
});
afterAll(() => workbench.close());

describe("a job", () => {
  it("gives image k the seed after k others", () => {
    expect(painted.images.map(({ index, seed }) => [index, seed])).toEqual([
      [0, 7],
      [1, 8],
      [2, 9],
      [3, 10],
    ]);
    expect(painted.images.map(({ recipe }) => recipe.seed)).toEqual([7, 8, 9, 10]);
  });

  it("gives each the picture that it is when it is alone", async () => {
    const alone = await finish(workbench, { ...request, seed: 9, batchSize: 1, batchCount: 1 });
    const { pixels, latent, infotext } = painted.images[2]!;
    expect(alone.images[0]).toMatchObject({ pixels, latent, infotext });
  });

  it("tells what it does, in order, and how long it took", () => {
    const types = painted.events.map(({ type }) => type).filter((type, i, all) => type !== all[i - 1]);
    const batch = ["step", "decoding", "image"];
    expect(types).toEqual(["loading", "encoding", ...batch, ...batch, "done"]);
    const { timings, peakRssBytes, engine } = painted.summary;
    expect(timings.stepSeconds).toHaveLength(2 * request.steps);
    const parts = timings.loadSeconds + timings.encodeSeconds + timings.decodeSeconds;
    const steps = timings.stepSeconds.reduce((a, b) => a + b, 0);
    expect(Math.min(timings.loadSeconds, timings.encodeSeconds, timings.decodeSeconds, steps)).toBeGreaterThan(0);
    expect(timings.totalSeconds).toBeGreaterThan(parts + steps);
    expect(peakRssBytes).toBeGreaterThan(1e7);
    expect(engine).toEqual({ backend: "cpu", threads: expect.any(Number) });
  });

  it("draws a seed where none is given, and says which", async () => {
    const { images } = await finish(workbench, smallRequest({ seed: -1 }));
    const { seed, infotext, latent } = images[0]!;
    expect(seed).toBeGreaterThanOrEqual(0);
    expect(seed).toBeLessThanOrEqual(largestRandomSeed);
    expect(infotext).toContain(`Seed: ${seed},`);
    expect((await finish(workbench, smallRequest({ seed }))).images[0]!.latent).toEqual(latent);
  });

  it("is cancelled by its signal, and leaves a workbench that paints", async () => {
    const cancel = new AbortController();
    const events = workbench.generate(smallRequest({ steps: 200 }), { signal: cancel.signal });
    const running = (async () => {
      for await (const { type } of events) if (type === "step") cancel.abort();
    })();
    await expect(running).rejects.toMatchObject({ code: "workbench/cancelled" });
    expect((await finish(workbench, smallRequest())).images).toHaveLength(1);
  });
});

describe("styles", () => {
  it("are in the prompts of what is painted; one that nobody knows is a note", async () => {
    const home = join(folder, "home with styles");
    await mkdir(home, { recursive: true });
    await writeFile(join(home, "styles.csv"), "name,prompt,negative_prompt\nfilm,photo of {prompt},digital\n");
    const styled = await openWorkbench({ home, threads: 1 });
    const { summary, images } = await finish(styled, smallRequest({ prompt: "a cat", styles: ["film", "filn"] }));
    expect(summary.recipe).toMatchObject({ prompt: "photo of a cat", negativePrompt: "3d style, digital" });
    expect(summary.notes).toMatchObject([
      { code: "workbench/styleMissing", facts: { name: "filn", nearest: ["film"] } },
    ]);
    expect(images[0]!.notes).toEqual(summary.notes);
    const grid = { x: { axis: "Styles", values: ["film", "film,none"] } };
    await expect(finish(styled, smallRequest({ grid: GridRequest.parse(grid) }))).rejects.toMatchObject({
      code: "grid/unknownName",
    });
    await styled.close();
  });
});

describe("an infotext", () => {
  it("reads back as the recipe that the picture was made by", async () => {
    const { recipe, infotext } = painted.images[3]!;
    const { value, findings } = parseInfotext(infotext);
    expect(findings).toEqual([]);
    expect(value).toMatchObject({
      prompt: request.prompt,
      negativePrompt: "3d style",
      steps: 2,
      sampler: "Euler a",
      schedule: "karras",
      cfgScale: 5,
      seed: 10,
      width: 64,
      height: 72,
      clipSkip: 2,
      rng: "cpu",
      checkpoint: { name: "starter-emoji", hash: (await sha256Of(starter.checkpoint)).slice(0, 10) },
      source: { program: "danfang" },
    });
    expect(value.vae).toMatchObject({ name: "starter-emoji.vae.safetensors" }); // it is named after the checkpoint
    expect(recipe.checkpoint?.hash).toHaveLength(64);
  });

  it("names a VAE in a file of its own, which gives other pixels of the same latent", async () => {
    const inside = (await finish(workbench, smallRequest({ vae: "none" }))).images[0]!;
    expect(parseInfotext(inside.infotext).value.vae).toBeUndefined();
    const { pixels, latent, infotext } = (await finish(workbench, smallRequest({ vae: "starter-emoji.vae" })))
      .images[0]!;
    expect(latent).toEqual(inside.latent);
    expect(pixels.data).not.toEqual(inside.pixels.data);
    const hash = (await sha256Of(starter.vae)).slice(0, 10);
    expect(parseInfotext(infotext).value.vae).toEqual({ name: "starter-emoji.vae.safetensors", hash });
  });

  it("made by a sampler's and a schedule's other names has their own", async () => {
    const { images } = await finish(workbench, smallRequest({ sampler: "k_dpmpp_2m_ka", schedule: "automatic" }));
    expect(images[0]!.infotext).toContain("Sampler: DPM++ 2M, Schedule type: Karras,");
  });

  it("carries the eta noise seed delta where it made a difference", async () => {
    const { images } = await finish(workbench, smallRequest({ etaNoiseSeedDelta: 31337, rng: "nv" }));
    expect(parseInfotext(images[0]!.infotext).value).toMatchObject({ etaNoiseSeedDelta: 31337, rng: "nv" });
  });
});

describe("a checkpoint that nobody names", () => {
  it("is the starter, until the user has one", async () => {
    const home = join(folder, "other-home");
    const own = await openWorkbench({ home, threads: 1 });
    const { checkpoint: _, ...unnamed } = smallRequest();
    expect((await finish(own, unnamed)).events[0]).toEqual({ type: "loading", checkpoint: starter.checkpoint });
    const mine = join(home, "models/Stable-diffusion/mine.safetensors");
    await mkdir(join(mine, ".."), { recursive: true });
    await copyFile(starter.checkpoint, mine);
    await copyFile(starter.yaml, mine.replace(".safetensors", ".yaml"));
    const { events, summary } = await finish(own, unnamed);
    expect(events[0]).toEqual({ type: "loading", checkpoint: mine });
    expect(summary.recipe.checkpoint?.name).toBe("mine");
    await own.close();
  });
});

describe("a saved picture", () => {
  const image = (): PaintedImage => painted.images[0]!;

  it.each(["png", "jpg", "jpeg", "webp"])("carries its infotext, Chinese and all, as %s", async (suffix) => {
    const path = join(folder, `保存 ${suffix}`, `picture.${suffix}`);
    expect(await workbench.saveImage(image(), { path })).toBe(path);
    const bytes = await readFile(path);
    expect(readImageText(bytes)).toBe(image().infotext);
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 64, height: 72, channels: 3 });
    expect((await workbench.inspect(path)).recipe).toMatchObject({ seed: 7, prompt: request.prompt });
  });

  it("has every pixel as it was painted, where the format keeps them", async () => {
    const path = join(folder, "exact.png");
    await workbench.saveImage(image(), { path });
    const raw = await sharp(path).raw().toBuffer();
    expect(new Uint8Array(raw)).toEqual(image().pixels.data);
  });

  it("is the same file when the same recipe is painted again", async () => {
    const again = await finish(workbench, request);
    const files = [join(folder, "first.png"), join(folder, "second.png")];
    await workbench.saveImage(image(), { path: files[0]! });
    await workbench.saveImage(again.images[0]!, { path: files[1]! });
    expect(await readFile(files[1]!)).toEqual(await readFile(files[0]!));
  });
});

it("saved latents are one tensor, an image after the other", async () => {
  const path = join(folder, "latent.safetensors");
  const latents = painted.images.map(({ latent }) => latent);
  await workbench.saveLatent(latents, path);
  const source = await openFile(path);
  const file = await readSafetensors(source);
  const entry = file.tensors.get("latent")!;
  expect([file.tensors.size, entry.dtype, entry.shape]).toEqual([1, "F32", [4, 4, 9, 8]]);
  const bytes = await readTensor(file, entry);
  expect(new Float32Array(bytes.buffer)).toEqual(Float32Array.from(latents.flatMap(({ data }) => [...data])));
  await source.close();
});
