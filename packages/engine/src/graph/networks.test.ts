import { openCheckpoint, type Sees } from "@danfang/weights";
import { beforeAll, describe, expect, it } from "vitest";
import {
  readToyManifest,
  type ToyName,
  toyFile,
  toyNames,
  writeToyCheckpoint,
} from "../../goldens/networks/toy-checkpoint.ts";
import { openOrt } from "../runtime/ort.ts";
import { type Feed, float32 } from "../runtime/runtime.ts";
import { type Golden, readGoldens, relativeError } from "../testing/read-goldens.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { openToyNetworks, type ToyNetworks } from "../testing/toy-networks.ts";
import { buildClip } from "./clip.ts";
import type { GraphModel } from "./graph.ts";
import { buildUnet } from "./unet.ts";
import { buildVaeDecoder, buildVaeEncoder } from "./vae.ts";

/** Of a golden's standard deviation. The goldens' own float32 rounding is up to 1e-5 of it (see the manifests). */
const tolerance = 1e-4;
/** What the UNets that take more channels than a latent has are shown in them. */
const seen: Partial<Record<ToyName, Sees>> = { inpainting: "inpainting", "instruct-pix2pix": "edit" };

const runtime = openOrt({ backend: "cpu", threads: 1 });

async function answer(model: GraphModel, feeds: Record<string, Feed>, output: string): Promise<Float32Array> {
  const session = await runtime.open(model);
  try {
    return (await session.run(feeds, [output]))[output]!;
  } finally {
    await session.close();
  }
}

const zeros = (shape: readonly number[]) => float32(shape, new Float32Array(shape.reduce((a, b) => a * b)));

const feed = ({ shape, data }: Golden) => float32(shape, data);

describe.each(toyNames)("the graphs of %s", (name) => {
  let networks: ToyNetworks;
  let golden: (name: string) => Golden;
  let checkpoint: string;
  beforeAll(async () => {
    checkpoint = await writeToyCheckpoint(name, await temporaryFolder());
    networks = await openToyNetworks(name, checkpoint);
    golden = await readGoldens(toyFile(name, "safetensors"));
  });

  it.each(["square", "oblong"])("denoise a %s latent as the reference does", async (size) => {
    const { unet } = networks;
    const x = golden(`unet.${size}.x`);
    const epsilon = await answer(
      buildUnet(unet.tensors, unet.layout),
      { x: feed(x), t: feed(golden(`unet.${size}.t`)), context: feed(golden(`unet.${size}.context`)) },
      "out",
    );
    expect(relativeError(epsilon, golden(`unet.${size}.epsilon`).data)).toBeLessThan(tolerance);
  });

  it.each([1, 2, 3])("encode text at clip skip %i as the reference does", async (skip) => {
    const { text } = networks;
    const { shape, data } = golden("text.ids");
    const ids = BigInt64Array.from(data, BigInt);
    const tokens = { type: "int64", shape, data: ids } as const;
    const nothing = { vectors: zeros([1, 77, text.layout.width]), placed: zeros([1, 77, 1]) };
    const state = await answer(buildClip(text.tensors, text.layout), { tokens, ...nothing }, `skip${skip}`);
    expect(relativeError(state, golden(`text.skip${skip}`).data)).toBeLessThan(tolerance);
  });

  it("encode a picture into moments as the reference does", async () => {
    const moments = await answer(buildVaeEncoder(networks.vae), { image: feed(golden("vae.image")) }, "moments");
    expect(relativeError(moments, golden("vae.moments").data)).toBeLessThan(tolerance);
  });

  it("decode a latent as the reference does", async () => {
    const image = await answer(buildVaeDecoder(networks.vae), { latent: feed(golden("vae.latent")) }, "image");
    expect(relativeError(image, golden("vae.decoded").data)).toBeLessThan(tolerance);
  });

  it("are what a checkpoint opens as", async () => {
    const { unet, text, vae, sees } = await openCheckpoint(checkpoint);
    expect(sees).toBe(seen[name] ?? "nothing");
    expect(unet.layout).toEqual(networks.unet.layout);
    expect(text.map(({ layout }) => layout)).toEqual([networks.text.layout]);
    return expect(vae?.names()).toEqual(networks.vae.names());
  });

  it("see every block of the UNet that the reference has", async () => {
    const { trace } = await readToyManifest(name);
    const blocksOf = (part: string) => Object.keys(trace).filter((block) => block.startsWith(part)).length;
    expect(networks.unet.layout.input).toHaveLength(blocksOf("input_blocks."));
    expect(networks.unet.layout.output).toHaveLength(blocksOf("output_blocks."));
  });
});
