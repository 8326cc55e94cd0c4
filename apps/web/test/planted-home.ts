import { linkSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "../../../packages/workbench/src/database/open-database.ts";
import { plantPictures } from "../../../packages/workbench/src/testing/plant-pictures.ts";
import { cutSampleOf, samplePrompts } from "./fake/samples.ts";

/** Fills a studio's home with `count` pictures of 512 × 768. Their files are links to a few real ones: megabytes, not gigabytes. */
export async function plantHome(home: string, count: number): Promise<void> {
  const samples = join(home, "samples");
  const folder = join(home, "outputs", "planted");
  for (const each of [samples, folder]) mkdirSync(each, { recursive: true });
  for (const i of samplePrompts.keys()) writeFileSync(join(samples, `${i}.png`), await cutSampleOf(i, 512, 768));
  for (let i = 0; i < count; i++) linkSync(join(samples, `${i % samplePrompts.length}.png`), join(folder, `${i}.png`));
  const { database } = openDatabase(join(home, "danfang.sqlite"));
  plantPictures(database, count);
  database.run("UPDATE pictures SET path = replace(path, '/planted', :folder)", { folder });
  database.close();
}
