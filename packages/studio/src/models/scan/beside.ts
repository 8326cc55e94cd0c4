import { stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { previewNames } from "../find-preview.ts";

const cards = ["json", "civitai.info", "metadata.json", "cm-info.json", "swarm.json", "sha256", "yaml"];

const stemOf = (path: string) => basename(path).replace(/\.[^.]+$/, "");

/** Names that a card or a picture of a model may have, which change what is listed of it. */
export const besideNames = (stem: string): string[] => [
  ...previewNames(stem),
  ...cards.map((suffix) => `${stem}.${suffix}`),
];

/** Cards and pictures of a model as they lie beside it: what changes when one of them does. `isThere` knows the folder. */
export async function besideStamp(path: string, isThere: (path: string) => boolean): Promise<string> {
  const folder = dirname(path);
  const there = besideNames(stemOf(path)).filter((name) => isThere(join(folder, name)));
  const stamps = there.map(async (name) => {
    const info = await stat(join(folder, name)).catch(() => undefined); // it may go away meanwhile
    return info === undefined ? "" : `${name}:${info.size}:${Math.round(info.mtimeMs)}`;
  });
  return (await Promise.all(stamps)).join("|");
}
