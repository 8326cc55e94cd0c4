import { activations, openHypernetwork } from "@danfang/weights";
import { beforeAll, describe, expect, it } from "vitest";
import { additionGoldens, additionTensors, hypernetworkFile, type Uses } from "../../../goldens/additions/goldens.ts";
import { toyFile, writeToyCheckpoint } from "../../../goldens/networks/toy-checkpoint.ts";
import { Graph, type GraphModel } from "../../graph/graph.ts";
import { toRows, toSequence } from "../../graph/layers.ts";
import { buildUnet } from "../../graph/unet.ts";
import { openOrt } from "../../runtime/ort.ts";
import { type Feed, float32 } from "../../runtime/runtime.ts";
import { type Golden, readGoldens, relativeError } from "../../testing/read-goldens.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { openToyNetworks } from "../../testing/toy-networks.ts";
import { hypernetworkFeeds, hypernetworkHook } from "./hypernetwork.ts";

/** Of a golden's standard deviation: float32 rounding, and what onnxruntime's exp and tanh differ from torch's. */
const tolerance = 1e-5;

/** The toy's cells change by four standard deviations, and its own rounding (see networks.test.ts) with them. */
const unetTolerance = 2e-4;

const runtime = openOrt({ backend: "cpu", threads: 1 });
const { modules, unet } = additionGoldens;
let golden: (name: string) => Golden;
beforeAll(async () => {
  golden = await readGoldens(additionTensors);
});

const openAll = (uses: Uses) => Promise.all(uses.map(([name]) => openHypernetwork(hypernetworkFile(name))));
const feed = ({ shape, data }: Golden) => float32(shape, data);

async function answer(model: GraphModel, feeds: Record<string, Feed>, outputs: string[]) {
  const session = await runtime.open(model);
  return session.run(feeds, outputs).finally(() => session.close());
}

/** Just what a hypernetwork makes of keys and values. */
async function bareGraph(uses: Uses, width: number): Promise<GraphModel> {
  const g = new Graph("hypernetwork");
  const x = g.input("x", "float32", ["N", "S", width], width);
  const { k, v } = hypernetworkHook(await openAll(uses))(g)(g, g.pipe(x, toRows), x);
  g.output(g.pipe(k, toSequence(x)), "k", ["N", "S", width]);
  g.output(g.pipe(v, toSequence(x)), "v", ["N", "S", width]);
  return g.finish();
}

describe("what AUTOMATIC1111's own modules answer comes out", () => {
  it.each(Object.entries(modules))("%s", async (name, { input, uses }) => {
    const x = golden(input);
    const model = await bareGraph(uses, x.shape.at(-1) ?? 0);
    const feeds = { x: feed(x), ...hypernetworkFeeds(uses.map(([, weight]) => weight)) };
    const { k, v } = await answer(model, feeds, ["k", "v"]);
    expect(relativeError(k!, golden(`${name}.k`).data)).toBeLessThan(tolerance);
    expect(relativeError(v!, golden(`${name}.v`).data)).toBeLessThan(tolerance);
  });

  it("for every activation that there is", () => {
    const tried = Object.keys(modules).map((name) => (name === "linear" ? "identity" : name));
    expect(activations.filter((name) => !tried.includes(name))).toEqual([]);
  });
});

describe("a UNet with hypernetworks", () => {
  let networks: Awaited<ReturnType<typeof openToyNetworks>>;
  let inputs: Record<string, Feed>;
  beforeAll(async () => {
    networks = await openToyNetworks(unet.toy, await writeToyCheckpoint(unet.toy, await temporaryFolder()));
    const toy = await readGoldens(toyFile(unet.toy, "safetensors"));
    inputs = Object.fromEntries(["x", "t", "context"].map((name) => [name, feed(toy(`unet.square.${name}`))]));
  });

  it("denoises as AUTOMATIC1111's does, text and cells changed, several in the order given", async () => {
    const contextHook = hypernetworkHook(await openAll(unet.uses));
    const model = buildUnet(networks.unet.tensors, networks.unet.layout, { contextHook });
    const weights = unet.uses.map(([, weight]) => weight);
    const { out } = await answer(model, { ...inputs, ...hypernetworkFeeds(weights) }, ["out"]);
    expect(relativeError(out!, golden("unet.epsilon").data)).toBeLessThan(unetTolerance);
  });

  it("is the checkpoint's own at strength 0, and with those of other widths at any", async () => {
    const plain = await answer(buildUnet(networks.unet.tensors, networks.unet.layout), inputs, ["out"]);
    const strange: Uses = [["layer-norm", 1]];
    for (const [uses, weights] of [
      [unet.uses, [0, 0]],
      [strange, [1]],
    ] as const) {
      const contextHook = hypernetworkHook(await openAll(uses));
      const model = buildUnet(networks.unet.tensors, networks.unet.layout, { contextHook });
      const { out } = await answer(model, { ...inputs, ...hypernetworkFeeds(weights) }, ["out"]);
      expect(relativeError(out!, plain.out!)).toBeLessThan(tolerance);
    }
  });
});
