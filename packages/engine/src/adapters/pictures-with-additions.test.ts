import { fileURLToPath } from "node:url";
import { chunkPrompt, clipTokenizer, embeddingFinder, parseEmphasis } from "@danfang/prompt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { additionGoldens, additionTensors } from "../../goldens/additions/goldens.ts";
import { openLocalEngine } from "../process/local-engine.ts";
import { openOrt } from "../runtime/ort.ts";
import { paintAll } from "../testing/painted.ts";
import { type Golden, readGoldens, relativeError } from "../testing/read-goldens.ts";
import { smallOrder, starterFile } from "../testing/starter.ts";

/** Largest difference of a final latent from the reference's, over the golden's standard deviation. */
const tolerance = 1e-3;

const starter = (path: string) => fileURLToPath(new URL(`../../../../starter/${path}`, import.meta.url));
const blueInk = { name: "blue-ink", file: starter("embeddings/blue-ink.pt"), vectors: 4 };

describe("the starter with its embedding and its hypernetwork", () => {
  const engine = openLocalEngine({ runtime: openOrt({ backend: "cpu", threads: 1 }), memoryBudget: Infinity });
  let golden: (name: string) => Golden;
  beforeAll(async () => {
    golden = await readGoldens(additionTensors);
  });
  afterAll(() => engine.close());

  it.each(Object.entries(additionGoldens.pictures))("paints as AUTOMATIC1111 does: %s", async (name, told) => {
    const { seed, ...request } = told.request;
    const hypernetworks = told.hypernetworks.map(([file, weight]) => ({
      name: file,
      file: starter(`models/hypernetworks/${file}.pt`),
      weight,
    }));
    const setup = { checkpoint: starterFile, hypernetworks, embeddings: [blueInk] };
    const { images } = await paintAll(engine, { ...smallOrder, ...request, batches: [[seed]], setup });
    expect(relativeError(images[0]!.latent.data, golden(`${name}.latent`).data)).toBeLessThan(tolerance);
  });

  it.each(Object.entries(additionGoldens.pictures))("reads the same chunks: %s", (_, { request, chunks }) => {
    const tokenizer = clipTokenizer();
    const embeddingAt = embeddingFinder(tokenizer, [blueInk]);
    const ours = chunkPrompt(parseEmphasis(request.prompt), tokenizer, { embeddingAt }).chunks;
    expect(ours.map(({ tokens, weights }) => ({ tokens, weights }))).toEqual(chunks);
  });
});
