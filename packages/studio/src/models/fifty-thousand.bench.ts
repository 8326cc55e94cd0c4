import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ModelFilter, ModelQuery } from "@danfang/domain";
import { openHashes } from "@danfang/library";
import { openDatabase } from "../database/open-database.ts";
import { countFacets, rememberFacets } from "./index/count-facets.ts";
import { findModelPage } from "./index/find-page.ts";
import { putModel } from "./index/model-rows.ts";
import { searchIndex } from "./index/search-index.ts";

/**
 * How long an index of 50,000 models takes for a page, for its counts, for a search and for a name:
 * `node packages/studio/src/models/fifty-thousand.bench.ts`. No file is there: only the index is asked.
 */
const count = 50_000;
const runs = 40;
const root = "/library";
const makers = ["Ink Fox", "墨狐", "kohya", "雪落无声", "Lumen", "猫头鹰工坊"];
const things = ["dream", "anime", "photo", "ink", "水墨", "赛博朋克", "国风", "armor", "cat", "城市"];
const kinds = [
  "lora",
  "lora",
  "lora",
  "lora",
  "lora",
  "lora",
  "lora",
  "checkpoint",
  "checkpoint",
  "embedding",
] as const;
const at = <T>(list: readonly T[], i: number): T => list[i % list.length] as T;

const folder = await mkdtemp(join(tmpdir(), "fifty-thousand-"));
const { database } = openDatabase(join(folder, "danfang.sqlite"));
const begun = performance.now();
for (let i = 0; i < count; i += 500)
  database.quickly(() => {
    for (let n = i; n < i + 500; n++) {
      const [kind, stem] = [at(kinds, n), `${at(things, n)} ${at(things, n * 7)} ${n} v${n % 9}`];
      const name = `${at(makers, n)}/${stem}.safetensors`;
      const path = `${root}/${kind}/${name}`;
      const family = n % 3 === 0 ? "Stable Diffusion XL" : "Stable Diffusion 1.x";
      putModel(database, {
        path,
        root,
        kind,
        name,
        stem,
        place: 0,
        size: n,
        modified: n,
        identity: `1:${n}`,
        beside: "",
        isCopy: false,
        entry: {
          id: `id-${n}`,
          kind,
          name,
          stem,
          folder: `${root}/${kind}`,
          family,
          precision: "fp16",
          sizeBytes: n,
          isStarter: false,
          tags: [at(things, n), at(makers, n)],
          triggerWords: [at(things, n * 3), "1girl", "solo"],
        },
      });
    }
  });
process.stdout.write(`${count} rows in ${Math.round(performance.now() - begun)} ms\n`);

const hashes = openHashes(join(folder, "hashes.json"));
const index = searchIndex({ database, hashes, roots: [root] });
const remembered = rememberFacets(database);
const texts = ["a", "水", "墨狐", "dream", "ink 49", "赛博朋克", "v3", "nothing"];
const asked: Readonly<Record<string, (run: number) => unknown>> = {
  page: () => findModelPage(database, ModelQuery.parse({}), [root]),
  search: (run) => findModelPage(database, ModelQuery.parse({ text: at(texts, run) }), [root]),
  facets: () => countFacets(database, ModelFilter.parse({}), [root]),
  "facets, once counted": () => remembered(ModelFilter.parse({}), [root]),
  "facets of a search": (run) => countFacets(database, ModelFilter.parse({ text: at(texts, run) }), [root]),
  "a prompt's LoRA": (run) => index.called("lora", `${at(things, run)} ${at(things, run * 7)} ${run} v${run % 9}`),
  "a prompt's embeddings": () => index.mentioned("a castle, 国风 城市 49999 v4, night"),
};
for (const [what, ask] of Object.entries(asked)) {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    ask(run);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const [median = 0, late = 0] = [times[runs >> 1], times[Math.floor(runs * 0.95)]];
  process.stdout.write(`${what}: ${median.toFixed(1)} ms (p95 ${late.toFixed(1)})\n`);
}
database.close();
await rm(folder, { recursive: true });
