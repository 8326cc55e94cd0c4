import { beforeAll, describe, expect, it } from "vitest";
import { type ToyName, toyFile, writeToyCheckpoint } from "../../goldens/networks/toy-checkpoint.ts";
import { buildVaeDecoder, buildVaeEncoder } from "../graph/vae.ts";
import { openOrt } from "../runtime/ort.ts";
import { float32 } from "../runtime/runtime.ts";
import { type Golden, readGoldens, relativeError } from "../testing/read-goldens.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { openToyNetworks, type ToyNetworks } from "../testing/toy-networks.ts";
import { decodeInTiles, encodeInTiles } from "./tiled-vae.ts";

/** Of a golden's standard deviation, as for the networks in one piece. */
const tolerance = 1e-4;
/** Between two orders of the same float32 sums. */
const rounding = 2e-5;
/** Tiles of a few cells, so that a picture of 40 pixels has dozens. */
const tiny = { tileValues: 3000 };

const runtime = openOrt({ backend: "cpu", threads: 1 });
const names: ToyName[] = ["two-levels", "middle-attention", "ninety-six"];

describe.each(names)("the VAE of %s in tiles", (name) => {
  let networks: ToyNetworks;
  let golden: (name: string) => Golden;
  beforeAll(async () => {
    networks = await openToyNetworks(name, await writeToyCheckpoint(name, await temporaryFolder()));
    golden = await readGoldens(toyFile(name, "safetensors"));
  });

  it("decodes a latent as the reference does in one piece", async () => {
    const image = await decodeInTiles(runtime, networks.vae, golden("vae.latent"), tiny);
    expect(image.shape).toEqual(golden("vae.decoded").shape);
    expect(relativeError(image.data, golden("vae.decoded").data)).toBeLessThan(tolerance);
  });

  it("encodes a picture as the reference does in one piece", async () => {
    const moments = await encodeInTiles(runtime, networks.vae, golden("vae.image"), tiny);
    expect(moments.shape).toEqual(golden("vae.moments").shape);
    expect(relativeError(moments.data, golden("vae.moments").data)).toBeLessThan(tolerance);
  });

  it("gives the same whatever the tiles, also where edges wrap", async () => {
    const latent = { shape: [1, 4, 9, 14], data: Float32Array.from({ length: 504 }, (_, i) => Math.sin(i * i)) };
    for (const wraps of [false, true]) {
      const model = buildVaeDecoder(networks.vae, wraps ? { padding: "circular" } : {});
      const session = await runtime.open(model);
      const { image } = await session.run({ latent: float32(latent.shape, latent.data) }, ["image"]);
      await session.close();
      for (const tileValues of [700, 5000, 2 ** 24]) {
        const tiled = await decodeInTiles(runtime, networks.vae, latent, { wraps, tileValues });
        expect(relativeError(tiled.data, image!)).toBeLessThan(rounding);
      }
      const encoder = await runtime.open(buildVaeEncoder(networks.vae, wraps ? { padding: "circular" } : {}));
      const tiled = await decodeInTiles(runtime, networks.vae, latent);
      const { moments } = await encoder.run({ image: float32(tiled.shape, tiled.data) }, ["moments"]);
      await encoder.close();
      const inTiles = await encodeInTiles(runtime, networks.vae, tiled, { wraps, ...tiny });
      expect(relativeError(inTiles.data, moments!)).toBeLessThan(rounding);
    }
  });

  it("stops where it is told to", async () => {
    let tiles = 0;
    const beforeTile = async () => {
      if (++tiles === 5) throw new Error("enough");
    };
    const decoding = decodeInTiles(runtime, networks.vae, golden("vae.latent"), { ...tiny, beforeTile });
    await expect(decoding).rejects.toThrow("enough");
  });
});
