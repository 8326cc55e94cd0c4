import { mkdir, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GenerationRequest } from "@danfang/domain";
import { openHashes, openShelf, rememberedWalks } from "@danfang/library";
import { judgeBy } from "../judge/judge.ts";
import { type Names, namesWithPaths } from "../names/names.ts";
import { placesOf } from "../places/places.ts";
import { resolveOrder } from "./resolve-order.ts";

/**
 * How long an order takes from its names to its files among 10,000 models, as the command line finds them and as the studio
 * does: `node packages/workbench/src/resolve/ten-thousand-models.bench.ts`.
 */
const counts = { "Stable-diffusion": 2_500, VAE: 500, Lora: 6_000, embeddings: 1_000 };
const runs = 15;
const sparseBytes = 2 ** 31;

const home = await mkdtemp(join(tmpdir(), "ten-thousand-models-"));
for (const [kind, count] of Object.entries(counts))
  for (let i = 0; i < count; i++) {
    const folder = join(home, "models", kind, `artist ${i % 40}`);
    await mkdir(folder, { recursive: true });
    const file = await open(join(folder, `${kind} number ${i} v${i % 7}.safetensors`), "w");
    await file.truncate(sparseBytes);
    await file.close();
  }

const places = placesOf({ home });
const hashes = openHashes(join(home, "hashes.json"));
const order = GenerationRequest.parse({
  prompt: "a castle, embeddings number 777 v0 <lora:Lora number 1234 v2:0.8> <lora:Lora number 4321 v2:0.5>",
  checkpoint: "Stable-diffusion number 2000 v5",
  vae: "VAE number 321 v6",
  seed: 7,
});
const { roots } = places;
const remembering = openShelf({ roots, hashes, walks: rememberedWalks() });
const ways: Readonly<Record<string, () => Names>> = {
  walks: () => namesWithPaths(places, hashes),
  remembers: () => ({ shelf: remembering, picture: async (name) => name }),
};

for (const [way, names] of Object.entries(ways)) {
  const times = { judge: [] as number[], resolve: [] as number[] };
  for (let run = 0; run < runs; run++) {
    let start = performance.now();
    await judgeBy(async () => names()).order(order);
    times.judge.push(performance.now() - start);
    start = performance.now();
    await resolveOrder(order, { places, names: names() }, true);
    times.resolve.push(performance.now() - start);
  }
  for (const [what, all] of Object.entries(times)) {
    const [first = 0] = all;
    const median = all.toSorted((a, b) => a - b)[all.length >> 1] ?? 0;
    process.stdout.write(`${way} ${what}: ${median.toFixed(1)} ms (first ${first.toFixed(1)})\n`);
  }
}
await rm(home, { recursive: true });
