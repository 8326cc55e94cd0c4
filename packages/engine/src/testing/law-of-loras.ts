import { matchLora, openLora } from "@danfang/weights";
import { beforeAll, describe, expect, it } from "vitest";
import { type LoraCase, loraGoldens, readLoraCases, writeToyLora } from "../../goldens/lora/toy-loras.ts";
import { type ToyName, toyFile, writeToyCheckpoint } from "../../goldens/networks/toy-checkpoint.ts";
import type { Sites } from "../adapters/lora/choose-way.ts";
import { loraHooks } from "../adapters/lora/lora-hooks.ts";
import { strengthInputs } from "../adapters/lora/strengths.ts";
import { buildClip } from "../graph/clip.ts";
import type { GraphModel } from "../graph/graph.ts";
import { buildUnet } from "../graph/unet.ts";
import { openOrt } from "../runtime/ort.ts";
import { type Feed, float32 } from "../runtime/runtime.ts";
import { type Golden, readGoldens, relativeError } from "./read-goldens.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { openToyNetworks, type ToyNetworks } from "./toy-networks.ts";

/** Of a golden's standard deviation, as for the networks without LoRAs. */
const tolerance = 1e-4;

/** Cases whose changes can go either way; the others are built into weights always, or say nothing new. */
const eitherWay = new Set(["lora", "locon", "dyn", "stack", "inpainting"]);

const runtime = openOrt({ backend: "cpu", threads: 1 });
const cases = await readLoraCases();
const goldens = await readGoldens(loraGoldens);

/** Every low-rank change beside its product, or every one built into its weight. */
const ways: Readonly<Record<string, Sites>> = { beside: () => 0, before: () => Number.POSITIVE_INFINITY };

async function answer(model: GraphModel, feeds: Record<string, Feed>, output: string): Promise<Float32Array> {
  const session = await runtime.open(model);
  try {
    return (await session.run(feeds, [output]))[output]!;
  } finally {
    await session.close();
  }
}

const feed = ({ shape, data }: Golden) => float32(shape, data);
const zeros = (shape: readonly number[]) => float32(shape, new Float32Array(shape.reduce((a, b) => a * b, 1)));

async function layOver(found: LoraCase, networks: ToyNetworks) {
  const folder = await temporaryFolder();
  const target = { unet: networks.unet, text: [{ name: "clip-l", tensors: networks.text.tensors }] };
  return Promise.all(
    found.networks.map(async (network) => {
      const match = matchLora(await openLora(await writeToyLora(network, folder)), target);
      return { match, dyn: network.dyn, unetWeight: network.strengths[0], textWeight: network.strengths[1] };
    }),
  );
}

/** Holds LoRAs of the goldens, by the names of their cases, against the reference with their weights merged. */
export function describeLoras(isMeant: (name: string) => boolean): void {
  const toys = new Map<ToyName, ToyNetworks>();
  const meant = Object.entries(cases).filter(([name]) => isMeant(name));
  beforeAll(async () => {
    const folder = await temporaryFolder();
    for (const name of new Set(meant.map(([, { checkpoint }]) => checkpoint)))
      toys.set(name, await openToyNetworks(name, await writeToyCheckpoint(name, folder)));
  });

  describe.each(meant)("%s over a checkpoint", (name, found) => {
    let networks: ToyNetworks;
    let inputs: (name: string) => Golden;
    let loras: Awaited<ReturnType<typeof layOver>>;
    beforeAll(async () => {
      networks = toys.get(found.checkpoint)!;
      inputs = await readGoldens(toyFile(found.checkpoint, "safetensors"));
      loras = await layOver(found, networks);
    });

    it("finds a place for every module", () => {
      for (const { match } of loras) {
        expect(match.findings).toEqual([]);
        expect(match.matched).toHaveLength(match.lora.modules.length);
        expect(match.lora.unknown).toEqual([]);
      }
    });

    const waysOfCase = Object.keys(ways).slice(0, eitherWay.has(name) ? 2 : 1);

    it.runIf(found.moved.unet).each(waysOfCase)("denoises as with merged weights, low ranks %s", async (way) => {
      const { tensors, layout } = networks.unet;
      const feeds = {
        x: feed(inputs("unet.square.x")),
        t: feed(inputs("unet.square.t")),
        context: feed(inputs("unet.square.context")),
        ...strengthInputs(loras, "unet"),
      };
      const model = buildUnet(tensors, layout, { hooks: loraHooks(loras, "unet", ways[way]!) });
      expect(relativeError(await answer(model, feeds, "out"), goldens(`${name}.unet`).data)).toBeLessThan(tolerance);
    });

    it.runIf(found.moved.text).each(waysOfCase)("encodes as with merged weights, low ranks %s", async (way) => {
      const { tensors, layout } = networks.text;
      const { shape, data } = inputs("text.ids");
      const tokens = { type: "int64", shape, data: BigInt64Array.from(data, BigInt) } as const;
      const model = buildClip(tensors, layout, { hooks: loraHooks(loras, "clip-l", ways[way]!) });
      const nothing = { vectors: zeros([1, 77, layout.width]), placed: zeros([1, 77, 1]) };
      const feeds = { tokens, ...nothing, ...strengthInputs(loras, "clip-l") };
      const golden = goldens(`${name}.text`).data;
      const state = await answer(model, feeds, "skip1");
      expect(relativeError(state.subarray(0, golden.length), golden)).toBeLessThan(tolerance);
    });
  });
}
