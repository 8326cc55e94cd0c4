import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { printPng, printStealthPng, printTextChunk } from "@danfang/formats/testing/print-pictures.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { recipeFindings } from "./findings.ts";
import { readPictureFile, readRecipeFile } from "./read-picture-file.ts";
import { parseInfotext } from "./read-recipe.ts";

const infotext = "fox 狐\nNegative prompt: blur\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 3, Size: 512x768";
const read = { ...parseInfotext(infotext), infotext };
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "recipes-"));
});
afterAll(() => rm(folder, { recursive: true }));
const file = async (name: string, bytes: Uint8Array | string) => {
  await writeFile(join(folder, name), bytes);
  return join(folder, name);
};

it("is read from a picture, its words or its pixels", async () => {
  expect(
    await readPictureFile(await file("a.png", printPng([], [printTextChunk("iTXt", "parameters", infotext)]))),
  ).toEqual(read);
  expect(await readPictureFile(await file("b.png", printStealthPng(infotext, "rgb", "packed")))).toEqual(read);
});

it.each([
  ["UTF-8", Buffer.from(infotext)],
  ["UTF-8 with a mark", Buffer.from(`\ufeff${infotext}`)],
  ["UTF-16, little-endian", Buffer.from(`\ufeff${infotext}`, "utf16le")],
  ["UTF-16, big-endian", Buffer.from(`\ufeff${infotext}`, "utf16le").swap16()],
])("is read from the text beside a picture that says nothing, in %s", async (_, bytes) => {
  await file("c.txt", bytes);
  const findings = [recipeFindings.readBeside({ file: "c.txt" })];
  expect(await readPictureFile(await file("c.png", printPng([])))).toEqual({ ...read, findings });
});

it("is read from the JSON beside it, where that is a recipe", async () => {
  await file(
    "d.json",
    JSON.stringify({ prompt: "owl", use_stable_diffusion_model: "sd-v1-5", num_inference_steps: 9 }),
  );
  expect((await readPictureFile(await file("d.png", printPng([])))).value).toMatchObject({ prompt: "owl", steps: 9 });
  await file("e.json", "broken {");
  expect((await readPictureFile(await file("e.png", printPng([])))).value).toEqual({});
});

it("is the picture's own where both say something", async () => {
  await file("f.txt", "an owl");
  expect(
    await readPictureFile(
      await file("f.png", printPng([printTextChunk("tEXt", "parameters", infotext.replace(" 狐", ""))])),
    ),
  ).toMatchObject({ value: { prompt: "fox" } });
});

const swarm = JSON.stringify({ sui_image_params: { prompt: "cat", steps: 9 } });
it.each<[string, string | Uint8Array, object]>([
  ["words.txt", infotext, { steps: 20, seed: 3 }],
  ["sidecar.json", swarm, { prompt: "cat", steps: 9 }],
  ["ours.json", JSON.stringify({ recipe: { prompt: "owl", steps: 7 } }), { prompt: "owl", steps: 7 }],
  [
    "page.html",
    `<!DOCTYPE html><p>a fox</p><p>Negative prompt: a &amp; b</p><p>Steps: 20, Seed: 3, Size: 8x8</p>`,
    { negativePrompt: "a & b", seed: 3 },
  ],
  ["piece.html", `<!-- x --><html><pre>${infotext}</pre></html>`, { steps: 20, seed: 3 }],
  ["picture.txt", printPng([printTextChunk("iTXt", "parameters", infotext)]), { steps: 20, seed: 3 }],
])("a file is read as what is in it, %s", async (name, content, recipe) => {
  expect((await readRecipeFile(await file(name, content))).value).toMatchObject(recipe);
});

it.each([
  ["film.mp4", Uint8Array.of(0, 0, 0, 0x20, 0x66, 0x74, 0x79, 0x70, 0xff)],
  ["nothing.png", Uint8Array.of(0x89, 0x50, 0xff)],
])("a file that is neither picture nor text is told so, %s", async (name, content) => {
  await expect(readRecipeFile(await file(name, content))).rejects.toMatchObject({ code: "formats/notAnImage" });
});
