import type { TensorEntry } from "@danfang/formats";
import { describe, expect, it } from "vitest";
import { parsePipelineConfig } from "./diffusers/pipeline-config.ts";
import { parseLdmYaml } from "./ldm-config.ts";
import { ldmTensors, sd2Widths, sd15Widths, sdxlRefinerWidths, sdxlWidths } from "./ldm-tensors.ts";
import { headerOf } from "./lora/testing/invented-loras.ts";
import { type CheckpointChoices, readCheckpoint } from "./open-checkpoint.ts";

const widths = { sd1: sd15Widths, sd2: sd2Widths, sdxl: sdxlWidths, "sdxl-refiner": sdxlRefinerWidths };

interface Beside {
  readonly metadata?: Readonly<Record<string, string>>;
  readonly markers?: readonly string[];
  readonly yaml?: string;
  readonly choices?: CheckpointChoices;
}

/** A checkpoint of published size, from its header alone, with what may lie in it and beside it. */
function opened(family: keyof typeof widths, { metadata = {}, markers = [], yaml, choices }: Beside = {}) {
  const specs = [...ldmTensors(widths[family]), ...markers.map((name) => ({ name, shape: [] }))];
  const entries = specs.map(
    ({ name, shape }): TensorEntry => ({
      name,
      shape,
      dtype: "F16",
      offset: 0,
      length: 2 * shape.reduce((a: number, b: number) => a * b, 1),
    }),
  );
  const tensors = new Map(entries.map((entry) => [entry.name, entry]));
  return readCheckpoint(
    "x.safetensors",
    { metadata, tensors },
    yaml ? parseLdmYaml(yaml, "x.yaml") : undefined,
    choices,
  );
}

describe("families of published size open with the rules of their authors", () => {
  // Sources: CompVis v1-inference.yaml, Stability-AI v2-inference.yaml, SGM sd_xl_base.yaml and sd_xl_refiner.yaml.
  it.each([
    ["sd1", { conditioning: "text", scaleFactor: 0.18215, nativeSize: 512, prediction: "epsilon" }, [768], 8],
    ["sd2", { conditioning: "text", scaleFactor: 0.18215, nativeSize: 512, predictionFrom: "undecided" }, [1024], 20],
    ["sdxl", { conditioning: "sdxl", scaleFactor: 0.13025, nativeSize: 1024, prediction: "epsilon" }, [768, 1280], 20],
    ["sdxl-refiner", { conditioning: "sdxl-refiner", scaleFactor: 0.13025, nativeSize: 1024 }, [1280], 24],
  ] as const)("%s", (family, rules, textWidths, middleHeads) => {
    const checkpoint = opened(family);
    expect(checkpoint).toMatchObject(rules);
    expect(checkpoint.text.map(({ layout }) => layout.width)).toEqual(textWidths);
    expect(checkpoint.text.map(({ layout }) => layout.width / layout.heads)).toEqual(textWidths.map(() => 64));
    expect(checkpoint.unet.layout.middle[1]).toMatchObject({ kind: "transformer", heads: middleHeads });
  });

  it("XL's UNet has as many transformer layers where its authors put them", () => {
    const { input, middle } = opened("sdxl").unet.layout;
    const depths = [...input, middle].flatMap((block) =>
      block.flatMap((module) => (module.kind === "transformer" ? [module.depth] : [])),
    );
    expect(depths).toEqual([2, 2, 10, 10, 10]);
  });

  it("XL's second encoder pools, pads with zeros, and is read from OpenCLIP's fused projections", () => {
    const [first, second] = opened("sdxl").text;
    expect(first).toMatchObject({ name: "clip-l", padToken: 49407, isPooled: false });
    expect(second).toMatchObject({ name: "clip-g", padToken: 0, isPooled: true, pooledWidth: 1280 });
    const third = 2 * 1280 * 1280;
    const places = ["q", "k", "v"].map((p) => second!.tensors.tensor(`encoder.layers.7.self_attn.${p}_proj.weight`));
    expect(places.map(({ shape }) => shape)).toEqual([0, 1, 2].map(() => [1280, 1280]));
    expect(places.map(({ offset }) => offset - places[0]!.offset)).toEqual([0, third, 2 * third]);
  });
});

describe("what a UNet predicts is told by", () => {
  const yaml = "model: {params: {parameterization: v}}";
  it.each([
    ["the user before anything", { choices: { prediction: "epsilon" }, yaml, markers: ["v_pred"] }, "epsilon", "user"],
    [
      "the configuration beside it",
      { yaml, metadata: { "modelspec.prediction_type": "epsilon" } },
      "v",
      "configuration",
    ],
    [
      "a marker, whatever metadata a merge copied",
      { markers: ["v_pred"], metadata: { "modelspec.prediction_type": "epsilon" } },
      "v",
      "marker",
    ],
    ["the metadata", { metadata: { "modelspec.prediction_type": "v" } }, "v", "metadata"],
  ] as const)("%s", (_, beside, prediction, predictionFrom) => {
    for (const family of ["sd1", "sd2", "sdxl"] as const)
      expect(opened(family, beside)).toMatchObject({ prediction, predictionFrom });
  });

  it("nothing at all for SD 2.x, whose size follows what it turns out to be", () => {
    expect(opened("sd2", { metadata: { "modelspec.prediction_type": "" } })).toMatchObject({
      predictionFrom: "undecided",
      nativeSizes: { epsilon: 512, v: 768 },
    });
    expect(opened("sd2", { metadata: { "modelspec.prediction_type": "v" } }).nativeSize).toBe(768);
  });

  it("SGM's configuration by its scaling, diffusers' by its scheduler", () => {
    const target = "sgm.modules.diffusionmodules.denoiser_scaling.VScaling";
    const text = `model: {params: {denoiser_config: {params: {scaling_config: {target: ${target}}}}}}`;
    expect(parseLdmYaml(text, "x.yaml").prediction).toBe("v");
    const scheduler = { text: '{"prediction_type": "v_prediction", "rescale_betas_zero_snr": true}', file: "x.json" };
    expect(parsePipelineConfig({ scheduler })).toMatchObject({ prediction: "v", zeroTerminalSnr: true });
  });
});

it("a zero-terminal-SNR schedule is told by a marker, or by the user", () => {
  expect(opened("sdxl").zeroTerminalSnr).toBe(false);
  expect(opened("sdxl", { markers: ["v_pred", "ztsnr"] })).toMatchObject({ prediction: "v", zeroTerminalSnr: true });
  expect(opened("sdxl", { markers: ["ztsnr"], choices: { zeroTerminalSnr: false } }).zeroTerminalSnr).toBe(false);
});

it("families that are only known are refused by their names", () => {
  expect(() => opened("sdxl", { markers: ["edm_mean"] })).toThrow(
    expect.objectContaining({ code: "weights/unsupportedFamily", message: expect.stringContaining("Playground") }),
  );
});

it("weights that are only right with scales beside them are refused before anything is painted", () => {
  for (const marker of ["scaled_fp8", "model.diffusion_model.time_embed.0.scale_weight"])
    expect(() => opened("sdxl", { markers: [marker] })).toThrow(
      expect.objectContaining({ code: "weights/packedNumbers", message: expect.stringContaining(marker) }),
    );
});

it("diffusers' attention_head_dim is a number of heads, in a list for each level", () => {
  const unet = {
    text: '{"attention_head_dim": [5, 10, 20], "block_out_channels": [320, 640, 1280], "sample_size": 128}',
    file: "c.json",
  };
  expect(parsePipelineConfig({ unet })).toMatchObject({ unetHeadChannels: 64, nativeSize: 1024 });
  expect(parsePipelineConfig({ unet: { text: '{"attention_head_dim": 8}', file: "c.json" } })).toMatchObject({
    unetHeads: 8,
  });
  expect(() => parsePipelineConfig({ unet: { text: '{"attention_head_dim": "many"}', file: "c.json" } })).toThrow(
    expect.objectContaining({ code: "weights/badConfiguration" }),
  );
});

it("v-prediction that only the file's name tells is said, not assumed", () => {
  const codes = (file: string, marker: string[] = []) => {
    const shapes = Object.fromEntries(ldmTensors(sdxlWidths).map(({ name, shape }) => [name, shape]));
    const header = headerOf({ ...shapes, ...Object.fromEntries(marker.map((name) => [name, [1]])) });
    const { findings, prediction } = readCheckpoint(file, header);
    return [prediction, ...findings.map(({ code }) => code)];
  };
  expect(codes("noob_vpred_1.safetensors")).toEqual(["epsilon", "weights/predictionByName"]);
  expect(codes("Noob-V-Pred.safetensors")).toEqual(["epsilon", "weights/predictionByName"]);
  expect(codes("noob_vpred_1.safetensors", ["v_pred"])).toEqual(["v"]);
  expect(codes("vpredators.safetensors")).toEqual(["epsilon"]);
});
