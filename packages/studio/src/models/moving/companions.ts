import { lstat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { besideNames } from "../scan/beside.ts";
import { namesIn } from "./file-names.ts";

/** What else programs put beside a model of that stem, besides its cards and pictures. */
const others = ["txt", "description.txt", "preview.mp4", "vae.pt", "vae.safetensors", "vae.ckpt"];

/** Whether a file is named as models are. */
const isModelName = (name: string): boolean => /\.(safetensors|ckpt|pt|pth|bin|gguf)$/i.test(name);

const stemOf = (file: string) => basename(file).replace(/\.[^.]+$/, "");

/** Files that belong to a model, by their names: they go where it goes. */
export interface Companions {
  readonly files: readonly string[];
  /** Whether a model of the same stem stays behind and needs them too. */
  readonly areShared: boolean;
}

/** What lies beside a model and belongs to it. Links are left where they are. `leaving`: paths of all that goes. */
export async function companionsOf(file: string, leaving: ReadonlySet<string>): Promise<Companions> {
  const folder = dirname(file);
  const stem = stemOf(file);
  const there = new Set(await namesIn(folder));
  const wanted = new Set([...besideNames(stem), ...others.map((suffix) => `${stem}.${suffix}`)]);
  const names = [...wanted].filter((name) => there.has(name) && name !== basename(file));
  const infos = await Promise.all(names.map((name) => lstat(join(folder, name))));
  const siblings = [...there].filter((name) => name !== basename(file) && stemOf(name) === stem && isModelName(name));
  return {
    files: names.filter((_, i) => infos[i]?.isFile()).map((name) => join(folder, name)),
    areShared: siblings.some((name) => !wanted.has(name) && !leaving.has(join(folder, name))),
  };
}
