import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Met, walkPictures } from "./walk-pictures.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "danfang walk "));
});
afterAll(() => rm(root, { recursive: true }));

async function metIn(folder: string): Promise<Met[]> {
  const all: Met[] = [];
  for await (const met of walkPictures(folder)) all.push(met);
  return all;
}
const pictures = (all: readonly Met[]) => all.flatMap((met) => (met.is === "picture" ? [met.path] : []));
const passedOver = (all: readonly Met[]) =>
  all.flatMap((met) => (met.is === "passedOver" ? [[met.path, met.problem.code]] : []));

it("gives pictures in order of name, and nothing that is hidden or no picture", async () => {
  const folder = join(root, "plain");
  await mkdir(join(folder, "b"), { recursive: true });
  for (const name of ["c.PNG", "b/2.webp", "a.jpg", ".hidden.png", "notes.txt"])
    await writeFile(join(folder, name), "");
  const all = await metIn(folder);
  expect(pictures(all)).toEqual(["a.jpg", "b/2.webp", "c.PNG"].map((name) => join(folder, name)));
  expect(passedOver(all)).toEqual([]);
});

it("names a folder that is nested too deep, and reads what is above it", async () => {
  const levels = Array.from({ length: 18 }, () => "in");
  await mkdir(join(root, "deep", ...levels), { recursive: true });
  for (const depth of [16, 17]) await writeFile(join(root, "deep", ...levels.slice(0, depth), "a.png"), "");
  const all = await metIn(join(root, "deep"));
  expect(pictures(all)).toEqual([join(root, "deep", ...levels.slice(0, 16), "a.png")]);
  expect(passedOver(all)).toEqual([[join(root, "deep", ...levels.slice(0, 17)), "gallery/tooDeep"]]);
});

it("names a folder that is gone before it is read", async () => {
  expect(passedOver(await metIn(join(root, "gone")))).toEqual([[join(root, "gone"), "disk/missing"]]);
});

it.skipIf(process.platform === "win32" || process.getuid?.() === 0)(
  "names a folder that may not be read, and goes on after it",
  async () => {
    const folder = join(root, "locked");
    await mkdir(join(folder, "a"), { recursive: true });
    await writeFile(join(folder, "b.png"), "");
    await chmod(join(folder, "a"), 0);
    const all = await metIn(folder);
    await chmod(join(folder, "a"), 0o700);
    expect(pictures(all)).toEqual([join(folder, "b.png")]);
    expect(passedOver(all)).toEqual([[join(folder, "a"), "disk/notAllowed"]]);
  },
);
