import { afterAll, describe, expect, it } from "vitest";
import { type ToyName, toyFile, writeToyCheckpoint } from "../../../goldens/networks/toy-checkpoint.ts";
import { buildUnet } from "../../graph/unet.ts";
import { openLocalEngine } from "../../process/local-engine.ts";
import { openOrt } from "../../runtime/ort.ts";
import { type Feed, float32, type Session } from "../../runtime/runtime.ts";
import { paintAll } from "../../testing/painted.ts";
import { readGoldens, relativeError } from "../../testing/read-goldens.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { openToyNetworks } from "../../testing/toy-networks.ts";
import { quickOrder } from "../../testing/way-orders.ts";
import { mergeFeeds, planMerge, tokenMerger } from "./index.ts";

/** Of a golden's standard deviation. */
const tolerance = 1e-4;
const runtime = openOrt({ backend: "cpu", threads: 1 });
const file = toyFile("merged" as ToyName, "safetensors");

const sessions = new Map<ToyName, Promise<Session>>();
afterAll(async () => {
  for (const session of sessions.values()) await (await session).close();
});

async function open(name: ToyName): Promise<Session> {
  const { unet } = await openToyNetworks(name, await writeToyCheckpoint(name, await temporaryFolder()));
  return runtime.open(buildUnet(unet.tensors, unet.layout, { tokenMerger }));
}

async function denoised(name: ToyName, size: string, ratio: number): Promise<Float32Array> {
  const golden = await readGoldens(toyFile(name, "safetensors"));
  const session = sessions.get(name) ?? open(name);
  sessions.set(name, session);
  const [x, t, context] = ["x", "t", "context"].map((part) => golden(`unet.${size}.${part}`));
  const feeds = mergeFeeds(planMerge({ width: x!.shape[3]!, height: x!.shape[2]! }, ratio));
  const fed = (of: typeof x): Feed => float32(of!.shape, of!.data);
  return (await (await session).run({ ...feeds, x: fed(x), t: fed(t), context: fed(context) }, ["out"])).out!;
}

describe("merged tokens", () => {
  it.each([
    ...[0.3, 0.5, 0.9].flatMap((ratio) => [
      ["sd15-tenth", "square", ratio] as const,
      ["sd15-tenth", "oblong", ratio] as const,
    ]),
    ["two-levels", "oblong", 0.5] as const,
    ["middle-attention", "square", 0.4] as const,
  ])("of %s, %s, at ratio %d denoise as with tomesd", async (name, size, ratio) => {
    const golden = (await readGoldens(file))(`${name}.${size}.${ratio}`);
    expect(relativeError(await denoised(name, size, ratio), golden.data)).toBeLessThan(tolerance);
  });

  it("are those there were where none merges", async () => {
    const plain = (await readGoldens(toyFile("sd15-tenth", "safetensors")))("unet.oblong.epsilon");
    expect(relativeError(await denoised("sd15-tenth", "oblong", 0), plain.data)).toBeLessThan(tolerance);
  });
});

describe("which tokens merge", () => {
  it("is decided by whole squares of four; what is beyond them may go and never stays", () => {
    const { sources, targets, count } = planMerge({ width: 5, height: 3 }, 0.5);
    expect(targets).toEqual([0, 2]);
    expect(sources).toHaveLength(13);
    expect(count).toBe(7);
  });

  it("finds every position again, and never merges a target", () => {
    for (const [width, height] of [
      [1, 1],
      [1, 6],
      [2, 2],
      [7, 4],
      [9, 9],
    ] as const) {
      const { sources, targets, places, count } = planMerge({ width, height }, 1);
      const slots = [...sources, ...targets];
      expect(places.map((slot) => slots[slot])).toEqual(Array.from({ length: width * height }, (_, i) => i));
      expect(count).toBe(Math.min(width, height) === 1 ? 0 : sources.length);
    }
  });
});

describe("a picture whose tokens merge", () => {
  const engine = openLocalEngine({ runtime, memoryBudget: Infinity });
  afterAll(() => engine.close());
  const painted = async (tokenMerging: number) => {
    const setup = { ...quickOrder.setup, tokenMerging };
    return (await paintAll(engine, { ...quickOrder, setup })).images[0]!.latent.data;
  };

  it("is another one by every ratio, from one network for all ratios, and none without", async () => {
    const [none, some, more] = [await painted(0), await painted(0.3), await painted(0.6)];
    expect(relativeError(some!, none!)).toBeGreaterThan(tolerance);
    expect(relativeError(more!, some!)).toBeGreaterThan(tolerance);
    const { sessions: loaded } = await engine.stats();
    expect(loaded.filter((key) => key.startsWith("unet"))).toHaveLength(2);
    expect(await painted(0)).toEqual(none);
  });
});
