import { execFileSync } from "node:child_process";
import { linkSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cutSampleOf, samplePrompts } from "./fake/samples.ts";

const plantRows = fileURLToPath(new URL("../../../packages/studio/src/testing/plant-rows.ts", import.meta.url));

/** Fills a studio's home with `count` pictures of 512 × 768. Their files are links to a few real ones: megabytes, not gigabytes. */
export async function plantHome(home: string, count: number): Promise<void> {
  const folder = join(home, "outputs", "planted");
  mkdirSync(folder, { recursive: true });
  for (const i of samplePrompts.keys()) writeFileSync(join(folder, `sample-${i}.png`), await cutSampleOf(i, 512, 768));
  for (let i = 0; i < count; i++)
    linkSync(join(folder, `sample-${i % samplePrompts.length}.png`), join(folder, `${i}.png`));
  execFileSync(process.execPath, [plantRows, home, folder, String(count)]);
}
