import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { stampOf } from "./model-stamp.ts";

it("a folder's stamp is the same until something in it is added, renamed, moved or written anew", async () => {
  const folder = join(await temporaryFolder(), "pipeline");
  const write = (name: string, text: string) => writeFile(join(folder, name), text);
  const move = (from: string, to: string) => rename(join(folder, from), join(folder, to));
  const stamps = [await stampOf(folder)];
  const changes = [
    () => mkdir(join(folder, "unet"), { recursive: true }),
    () => write("unet/a.safetensors", "7"),
    () => write("unet/b.json", "13"),
    () => write("unet/a.safetensors", "longer"),
    () => move("unet/a.safetensors", "unet/a.old"), // the order of names stays
    () => move("unet", "vae"),
    () => move("vae/b.json", "z.json"),
  ];
  for (const change of changes) {
    await change();
    stamps.push(await stampOf(folder));
    expect(await stampOf(folder)).toBe(stamps.at(-1));
  }
  expect(new Set(stamps).size).toBe(changes.length + 1);
});

it("a file's stamp is another one when it or the configuration beside it is written anew, and none is none", async () => {
  const file = join(await temporaryFolder(), "model.ckpt");
  const stamps = [await stampOf(file)];
  for (const [path, text] of [
    [file, "7"],
    [file, "thirteen"],
    [file.replace("ckpt", "yaml"), "model: {}"],
    [file.replace("ckpt", "yaml"), "model: {params: {}}"],
  ] as const) {
    await writeFile(path, text);
    stamps.push(await stampOf(file));
  }
  expect(new Set(stamps).size).toBe(stamps.length);
});
