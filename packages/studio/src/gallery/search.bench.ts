import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PictureQuery, systemClock } from "@danfang/domain";
import { openDatabase } from "../database/open-database.ts";
import { plantPictures } from "../testing/plant-pictures.ts";
import { openGallery } from "./sqlite-gallery.ts";

/** How long the gallery's questions take over 100,000 pictures: `node packages/studio/src/gallery/search.bench.ts`. */
const pictures = Number(process.argv[2] ?? 100_000);
const runs = 7;
const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;

const questions: Record<string, object> = {
  "first page": {},
  "page 500 (offset 50,000)": { offset: 50_000 },
  favourites: { favourite: "true" },
  "one checkpoint": { checkpoint: "model-3" },
  "one sampler, word": { sampler: "Euler a", text: "dragon" },
  "rare word": { text: "zanzibar" },
  "common word": { text: "masterpiece" },
  "two words": { text: "castle sunset" },
  "Chinese, 2 characters": { text: "少女" },
  "Chinese, 1 character": { text: "龙" },
  "Chinese, 4 characters": { text: "水墨山水" },
  "2 letters": { text: "3d" },
  "1 letter": { text: "a" },
  "nothing found": { text: "qqqqqq" },
};

const home = await mkdtemp(join(tmpdir(), "gallery-search-"));
const { database } = openDatabase(join(home, "danfang.sqlite"));
let start = performance.now();
plantPictures(database, pictures);
process.stdout.write(`${pictures} pictures in ${((performance.now() - start) / 1000).toFixed(1)} s, `);
process.stdout.write(`${Math.round((await stat(join(home, "danfang.sqlite"))).size / 2 ** 20)} MiB\n`);
const gallery = openGallery({ database, home, clock: systemClock, onPicture: () => undefined });
for (const [name, query] of Object.entries(questions)) {
  const times: number[] = [];
  let total = 0;
  for (let i = 0; i < runs; i++) {
    start = performance.now();
    ({ total } = await gallery.page(PictureQuery.parse(query)));
    times.push(performance.now() - start);
  }
  const first = times[0]!.toFixed(1);
  process.stdout.write(
    `${name.padEnd(28)} ${median(times).toFixed(1).padStart(8)} ms (first ${first}), ${total} found\n`,
  );
}
start = performance.now();
await gallery.facets();
process.stdout.write(`${"facets".padEnd(28)} ${(performance.now() - start).toFixed(1).padStart(8)} ms\n`);
database.close();
await rm(home, { recursive: true });
