import { beforeAll, describe, expect, it } from "vitest";
import { toyFile, writeToyCheckpoint } from "../../goldens/networks/toy-checkpoint.ts";
import { openOrt } from "../runtime/ort.ts";
import { type Feed, float32 } from "../runtime/runtime.ts";
import { readGoldens, relativeError } from "../testing/read-goldens.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { openToyNetworks, type ToyNetworks } from "../testing/toy-networks.ts";
import type { GraphModel } from "./graph.ts";
import { buildUnet } from "./unet.ts";
import { buildVaeDecoder } from "./vae.ts";

/** Of the standard deviation: float32 rounding, which comes in another order at another place. */
const tolerance = 1e-4;
/** Cells of the latent by which pictures are turned: a multiple of what the deepest level halves away. */
const [down, right] = [2, 4];

const runtime = openOrt({ backend: "cpu", threads: 1 });
const hooks = { padding: "circular" } as const;

interface Picture {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** A picture whose rows and columns were pushed on by so many cells, what leaves on one side entering on the other. */
function turned({ shape, data }: Picture, rows: number, columns: number): Picture {
  const [n = 0, c = 0, h = 0, w = 0] = shape;
  const result = new Float32Array(data.length);
  for (let plane = 0; plane < n * c; plane++)
    for (let y = 0; y < h; y++)
      for (let x = 0; x < w; x++)
        result[(plane * h + ((y + rows) % h)) * w + ((x + columns) % w)] = data[(plane * h + y) * w + x]!;
  return { shape, data: result };
}

async function answer(model: GraphModel, feeds: Record<string, Feed>, output: string): Promise<Float32Array> {
  const session = await runtime.open(model);
  try {
    return (await session.run(feeds, [output]))[output]!;
  } finally {
    await session.close();
  }
}
const feed = ({ shape, data }: Picture) => float32(shape, data);

describe("a network whose edges meet", () => {
  let networks: ToyNetworks;
  let golden: (name: string) => Picture;
  beforeAll(async () => {
    networks = await openToyNetworks("two-levels", await writeToyCheckpoint("two-levels", await temporaryFolder()));
    golden = await readGoldens(toyFile("two-levels", "safetensors"));
  });

  const denoise = (x: Picture, padding: "zeros" | "circular") => {
    const { tensors, layout } = networks.unet;
    const feeds = { t: feed(golden("unet.oblong.t")), context: feed(golden("unet.oblong.context")) };
    return answer(buildUnet(tensors, layout, { hooks: { padding } }), { x: feed(x), ...feeds }, "out");
  };

  it("denoises a turned latent into what it makes of the latent, turned", async () => {
    const x = golden("unet.oblong.x");
    const out = { shape: x.shape, data: await denoise(x, "circular") };
    const ofTurned = await denoise(turned(x, down, right), "circular");
    expect(relativeError(ofTurned, turned(out, down, right).data)).toBeLessThan(tolerance);
  });

  it("would not, were its edges zeros", async () => {
    const x = golden("unet.oblong.x");
    const out = { shape: x.shape, data: await denoise(x, "zeros") };
    const ofTurned = await denoise(turned(x, down, right), "zeros");
    expect(relativeError(ofTurned, turned(out, down, right).data)).toBeGreaterThan(100 * tolerance);
  });

  it("decodes a turned latent into the picture, turned", async () => {
    const latent = golden("vae.latent");
    const decode = (z: Picture) => answer(buildVaeDecoder(networks.vae, hooks), { latent: feed(z) }, "image");
    const image = await decode(latent);
    const [, , h = 0, w = 0] = latent.shape;
    const factor = Math.sqrt(image.length / (3 * h * w));
    const whole = { shape: [1, 3, h * factor, w * factor], data: image };
    const ofTurned = await decode(turned(latent, 1, 2));
    expect(relativeError(ofTurned, turned(whole, factor, 2 * factor).data)).toBeLessThan(tolerance);
  });
});
