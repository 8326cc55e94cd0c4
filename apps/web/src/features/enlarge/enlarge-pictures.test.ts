import { afterEach, expect, it, vi } from "vitest";
import { samplePicture } from "../../testing/samples.ts";
import { enlargePictures, picturesAmong } from "./enlarge-pictures.ts";
import { upscalerOf, upscalersFor } from "./upscaler-choice.ts";

afterEach(() => vi.unstubAllGlobals());

/** A studio that enlarges everything but the picture of this id. */
function stubStudio(broken?: string): unknown[] {
  const asked: unknown[] = [];
  vi.stubGlobal("fetch", async (path: string, { body }: RequestInit) => {
    const given = typeof body === "string" ? (JSON.parse(body) as { pictureId?: string }) : "a file";
    asked.push([path, given]);
    const isBroken = typeof given === "object" && given.pictureId === broken && broken !== undefined;
    const answer = isBroken ? { message: "It is no picture.", code: "x" } : samplePicture({ id: "input:1" });
    return { ok: !isBroken, status: isBroken ? 400 : 201, text: async () => JSON.stringify(answer) };
  });
  return asked;
}
const how = { upscaler: "ESRGAN", scale: 4 };
const pictures = ["a", "b", "c"].map((id) => ({ picture: samplePicture({ id, fileName: `${id}.png` }) }));

it("enlarges each as it is asked; a file is handed in first", async () => {
  const asked = stubStudio();
  await enlargePictures([pictures[0]!, { file: new File(["x"], "x.png") }], how, new AbortController().signal, () => 0);
  expect(asked).toEqual([
    ["/v1/upscale", { ...how, pictureId: "a" }],
    ["/v1/inputs", "a file"],
    ["/v1/upscale", { ...how, input: "input:1" }],
  ]);
});

it("goes on after one that cannot be read, names it, and counts every one", async () => {
  stubStudio("b");
  const counts: number[] = [];
  const { made, failed } = await enlargePictures(pictures, how, new AbortController().signal, (n) => counts.push(n));
  expect(made.length).toBe(2);
  expect(failed.map(({ name }) => name)).toEqual(["b.png"]);
  expect(counts).toEqual([1, 2, 3]);
});

it("stops when told to, with what it has; what was stopped has not failed", async () => {
  stubStudio();
  const stop = new AbortController();
  const { made, failed } = await enlargePictures(pictures, how, stop.signal, () => stop.abort());
  expect([made.length, failed.length]).toEqual([1, 0]);
});

it("of a folder takes the pictures", () => {
  const files = ["a.PNG", "b.jpeg", "notes.txt", "c.webp", "d.safetensors"].map((name) => new File([], name));
  expect(picturesAmong(files).map(({ name }) => name)).toEqual(["a.PNG", "b.jpeg", "c.webp"]);
});

it("prefers an upscaler with a model that can be used, and keeps to the one that was chosen while it is there", () => {
  const model = (stem: string, more = {}) => ({ kind: "upscaler", stem, name: stem, ...more }) as never;
  const models = [model("broken", { problem: { code: "x", message: "", hint: "" } }), model("ESRGAN"), model("SwinIR")];
  expect(upscalersFor(models)).toEqual(["ESRGAN", "SwinIR", "Lanczos", "Nearest"]);
  expect(upscalerOf(models, "")).toBe("ESRGAN");
  expect(upscalerOf(models, "SwinIR")).toBe("SwinIR");
  expect(upscalerOf(models, "gone")).toBe("ESRGAN");
  expect(upscalerOf([], "")).toBe("Lanczos");
});
