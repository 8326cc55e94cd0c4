import { openCheckpoint } from "@danfang/weights";
import { beforeAll, describe, expect, it } from "vitest";
import {
  type FamilyToyManifest,
  familyToyFile,
  familyToys,
  readFamilyToy,
  writeFamilyToy,
} from "../../goldens/families/family-toys.ts";
import { labelVector } from "../graph/size-conditioning.ts";
import { buildUnet } from "../graph/unet.ts";
import type { Conditioning } from "../orders/conditioning.ts";
import type { Encoded, TokenChunks } from "../orders/encode-order.ts";
import { openOrt } from "../runtime/ort.ts";
import { float32 } from "../runtime/runtime.ts";
import { writePipeline } from "../testing/as-pipeline.ts";
import { type Golden, readGoldens, relativeError } from "../testing/read-goldens.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { openLocalEngine } from "./local-engine.ts";

/** Of a golden's standard deviation. The goldens' own float32 rounding is a tenth of it. */
const tolerance = 1e-4;

const runtime = openOrt({ backend: "cpu", threads: 1 });
const engine = openLocalEngine({ runtime, memoryBudget: 1e9 });

describe.each(familyToys)("%s, as the reference has it", (name) => {
  let manifest: FamilyToyManifest;
  let golden: (name: string) => Golden;
  let checkpoints: { readonly epsilon: string; readonly v: string };
  let encoded: { readonly cond: Encoded; readonly uncond: Encoded };
  beforeAll(async () => {
    manifest = await readFamilyToy(name);
    golden = await readGoldens(familyToyFile(name, "safetensors"));
    checkpoints = await writeFamilyToy(manifest, await temporaryFolder());
    const isEmptyNegative = name === "sdxl";
    const [cond, uncond] = await engine.encode(
      { checkpoint: checkpoints.epsilon },
      [chunksOf(golden, "cond"), { ...chunksOf(golden, "uncond"), isEmptyNegative }],
      { clipSkip: 1 },
    );
    encoded = { cond: cond!, uncond: uncond! };
  });
  const has = (output: string) => Object.hasOwn(manifest.outputs, output);
  const isXl = name.startsWith("sdxl");

  it.each(["cond", "uncond"] as const)("encodes the %s prompt", (role) => {
    const { context, pooled } = encoded[role];
    expect(context.shape).toEqual(golden(`${role}.context`).shape);
    expect(errorOf(context.data, golden(`${role}.context`))).toBeLessThan(tolerance);
    expect(pooled !== undefined).toBe(has(`${role}.pooled`));
    if (pooled) expect(errorOf(pooled.data, golden(`${role}.pooled`))).toBeLessThan(tolerance);
  });

  it.runIf(isXl).each(["cond", "uncond"] as const)(
    "tells the UNet of the picture's size beside the %s prompt",
    (role) => {
      const [width, height] = manifest.size;
      const size = { width, height, cropTop: 0, cropLeft: 0 };
      const pooled = encoded[role].pooled!.data;
      const label = labelVector(name === "sdxl" ? "sdxl" : "sdxl-refiner", pooled, size, role);
      expect(errorOf(label, golden(`${role}.label`))).toBeLessThan(tolerance);
    },
  );

  it("denoises", async () => {
    const { unet } = await openCheckpoint(checkpoints.epsilon);
    const session = await runtime.open(buildUnet(unet.tensors, unet.layout));
    const names = isXl ? ["x", "t", "context", "y"] : ["x", "t", "context"];
    const feeds = Object.fromEntries(names.map((input) => [input, feed(golden(`unet.${input}`))]));
    const { out } = await session.run(feeds, ["out"]);
    expect(errorOf(out!, golden("unet.out"))).toBeLessThan(tolerance);
    await session.close();
  });

  it("paints", async () => {
    for (const [painting, { prediction, imageCfgScale }] of Object.entries(manifest.paintings)) {
      const latent = await paint(checkpoints[prediction], imageCfgScale);
      expect(errorOf(latent, golden(`latent.${painting}`)), painting).toBeLessThan(tolerance);
    }
  });

  const formats = name === "sdxl" ? (["safetensors", "bin", "shards"] as const) : [];
  it.each(formats)("paints from the folder that diffusers would save, as %s", async (format) => {
    const folder = await writePipeline(await openCheckpoint(checkpoints.epsilon), await temporaryFolder(), format);
    const opened = await openCheckpoint(folder);
    expect(opened).toMatchObject({ prediction: "v", predictionFrom: "configuration" });
    expect(errorOf(await paint(folder, undefined), golden("latent.v"))).toBeLessThan(tolerance);
  });

  async function paint(checkpoint: string, imageCfgScale: number | undefined): Promise<Float32Array> {
    const [width, height] = manifest.size.map((pixels) => pixels / 8) as [number, number];
    const conditioning: Conditioning = {
      cond: [{ weight: 1, schedule: [{ untilStep: manifest.steps, encoded: encoded.cond }] }],
      uncond: [{ untilStep: manifest.steps, encoded: encoded.uncond }],
    };
    const beside = name === "inpainting" || name === "edit" ? golden("beside") : undefined;
    const order = {
      ...conditioning,
      sampler: "Euler",
      schedule: "automatic",
      steps: manifest.steps,
      cfgScale: manifest.cfgScale,
      noise: { seeds: [manifest.seed], rng: "cpu" as const, etaNoiseSeedDelta: 0 },
      width,
      height,
      imageConditioning: beside,
      imageCfgScale,
      previews: false,
    };
    const run = engine.denoise({ checkpoint }, order);
    let next = await run.next();
    while (!next.done) next = await run.next();
    return next.value.data;
  }
});

const feed = ({ shape, data }: Golden) => float32(shape, data);

function chunksOf(golden: (name: string) => Golden, role: "cond" | "uncond"): TokenChunks {
  const { shape, data } = golden(`${role}.ids`);
  const weights = golden(`${role}.weights`).data;
  const chunk = (i: number) => ({
    tokens: [...data.subarray(i * 77, (i + 1) * 77)],
    weights: [...weights.subarray(i * 77, (i + 1) * 77)],
  });
  return { chunks: Array.from({ length: shape[0] ?? 0 }, (_, i) => chunk(i)) };
}

/** {@link relativeError}, and for a golden of zeros the largest difference. */
const errorOf = (ours: Float32Array, { data }: Golden): number =>
  data.every((value) => value === 0) && ours.length === data.length
    ? Math.max(...ours.map(Math.abs))
    : relativeError(ours, data);
