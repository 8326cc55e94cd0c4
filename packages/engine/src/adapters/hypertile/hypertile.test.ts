import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ToyName, toyFile, writeToyCheckpoint } from "../../../goldens/networks/toy-checkpoint.ts";
import { buildUnet } from "../../graph/unet.ts";
import type { ModelSetup } from "../../orders/model-setup.ts";
import { openLocalEngine } from "../../process/local-engine.ts";
import { openOrt } from "../../runtime/ort.ts";
import { float32, type Session } from "../../runtime/runtime.ts";
import { paintAll } from "../../testing/painted.ts";
import { readGoldens, relativeError } from "../../testing/read-goldens.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { openToyNetworks, type ToyNetworks } from "../../testing/toy-networks.ts";
import { quickOrder } from "../../testing/way-orders.ts";
import { hypertileFeeds, hypertiler, tileChooser, tiledLayers } from "./index.ts";

/** Of a golden's standard deviation. */
const tolerance = 1e-4;
const runtime = openOrt({ backend: "cpu", threads: 1 });

describe("attention within tiles", () => {
  let unet: ToyNetworks["unet"];
  let session: Session;
  const layersTo = (maxDepth: number) => tiledLayers(unet.layout, false, maxDepth);
  beforeAll(async () => {
    ({ unet } = await openToyNetworks("sd15-tenth", await writeToyCheckpoint("sd15-tenth", await temporaryFolder())));
    session = await runtime.open(buildUnet(unet.tensors, unet.layout, { attentionTiler: hypertiler(layersTo(3)) }));
  });
  afterAll(() => session.close());

  it("takes the sixteen layers of SD 1.x, in the order in which they run", () => {
    const depths = layersTo(3).map(({ depth }) => depth);
    expect(depths).toEqual([0, 0, 1, 1, 2, 2, 3, 2, 2, 2, 1, 1, 1, 0, 0, 0]);
    expect(layersTo(0)).toHaveLength(5);
  });

  it.each([
    ["square", 7, 2, 128, 3],
    ["oblong", 4294967293, 3, 128, 4],
    ["shallow", 12, 0, 256, 2],
  ])("answers call after call as the WebUI's Hypertile does: %s", async (name, seed, maxDepth, maxTile, swapSize) => {
    const golden = await readGoldens(toyFile("tiled" as ToyName, "safetensors"));
    const { context } = { context: (await readGoldens(toyFile("sd15-tenth", "safetensors")))("unet.oblong.context") };
    const x = golden(`${name}.x`);
    const [, , height = 0, width = 0] = x.shape;
    const layers = layersTo(maxDepth);
    const tokensAt = ({ level }: { level: number }) => (height >> level) * (width >> level);
    const picture = { width: 8 * width, height: 8 * height, tokensAt };
    const choose = tileChooser(layers, picture, { maxDepth, maxTile, swapSize }, seed);
    // Layers beyond the depth stay whole, in a graph that could cut them.
    const whole = (layer: { level: number }) => [1, height >> layer.level, 1, width >> layer.level] as const;
    for (const call of [0, 1]) {
      const chosen = choose();
      const tiles = layersTo(3).map(
        (layer) => chosen[layers.findIndex(({ path }) => path === layer.path)] ?? whole(layer),
      );
      const { out } = await session.run(
        {
          ...hypertileFeeds(tiles),
          x: float32(x.shape, x.data),
          t: float32([1], Float32Array.of(500)),
          context: float32(
            [1, ...context.shape.slice(1)],
            context.data.slice(0, context.data.length / 2) as Float32Array,
          ),
        },
        ["out"],
      );
      expect(relativeError(out!, golden(`${name}.${call}`).data)).toBeLessThan(tolerance);
    }
  });
});

describe("a picture painted in tiles", () => {
  const engine = openLocalEngine({ runtime, memoryBudget: Infinity });
  afterAll(() => engine.close());
  const order = { ...quickOrder, width: 256, height: 128, previews: false };
  const options = { maxDepth: 3, maxTile: 128, swapSize: 2 };
  const painted = async (seeds: readonly number[], setup: Partial<ModelSetup>, fields = {}) => {
    const wanted = { ...order, ...fields, batches: [seeds], setup: { ...order.setup, ...setup } };
    return (await paintAll(engine, wanted)).images.map(({ latent }) => latent.data);
  };

  it("is another one, and the same alone, in a batch and again", async () => {
    const [whole] = await painted([7], {});
    const [alone] = await painted([7], { hypertile: options });
    expect(relativeError(alone!, whole!)).toBeGreaterThan(tolerance);
    expect(await painted([8, 7], { hypertile: options })).toEqual([expect.anything(), alone]);
  });

  it("may have its tokens merged, and prompts of several lengths", async () => {
    const long = { negativePrompt: "dark, blurry, ".repeat(30), prompt: "red apple AND blue fish AND green tree" };
    const setup = { hypertile: options, tokenMerging: 0.4 };
    const [first] = await painted([7], setup, long);
    expect(await painted([7], setup, long)).toEqual([first]);
    expect(first!.every(Number.isFinite)).toBe(true);
  });
});
