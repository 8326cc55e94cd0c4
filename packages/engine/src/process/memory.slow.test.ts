import { afterAll, expect, it } from "vitest";
import { paintAll } from "../testing/painted.ts";
import { smallOrder } from "../testing/starter.ts";
import { openEngine } from "./process-engine.ts";

const engine = openEngine({ backend: "cpu" });
afterAll(() => engine.close());

/** Pictures after which everything that is kept has been made: sessions, tokenizer, compiled code. */
const warmUp = 5;
const pictures = 15;
/** What a picture may leave behind: a twentieth of what the activations of one take. */
const growthPerPicture = 1_000_000;

it("memory does not grow from picture to picture", async () => {
  const resident: number[] = [];
  for (let i = 0; i < warmUp + pictures; i++) {
    await paintAll(engine, { ...smallOrder, width: 256, height: 256, batches: [[i]] });
    resident.push((await engine.stats()).rssBytes);
  }
  const half = pictures / 2;
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const growth = mean(resident.slice(-half)) - mean(resident.slice(warmUp, warmUp + half));
  expect(growth / half).toBeLessThan(growthPerPicture);
});
