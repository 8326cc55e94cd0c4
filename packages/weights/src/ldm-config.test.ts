import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DanfangError } from "@danfang/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LdmConfig, parseLdmYaml, readLdmYaml, readMetadataConfig } from "./ldm-config.ts";

/** Whatever the text, a configuration or the one error that names the file. */
function outcomeOf(text: string): LdmConfig | undefined {
  try {
    return parseLdmYaml(text, "stranger.yaml");
  } catch (error) {
    if (!(error instanceof DanfangError)) throw error;
    expect(error.code).toBe("weights/badConfiguration");
    expect(error.message).toContain("stranger.yaml");
    expect(error.hint).not.toBe("");
    return undefined;
  }
}

/** Of the processor: what other programs take does not count. */
function millisecondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** Milliseconds that a text of the largest size may take to be refused; on an idle machine it takes a second. */
const patience = 5000;

const complete = `
model:
  base_learning_rate: 1.0e-04
  target: ldm.models.diffusion.ddpm.LatentDiffusion
  params:
    linear_start: 0.00085
    linear_end: 0.0120
    timesteps: 900
    scale_factor: 0.13025
    parameterization: "v"
    unet_config:
      target: ldm.modules.diffusionmodules.openaimodel.UNetModel
      params: { num_heads: 6, num_head_channels: -1, attention_resolutions: [4, 2, 1] }
    cond_stage_config:
      target: ldm.modules.encoders.modules.FrozenCLIPEmbedder
      params: { num_attention_heads: 3 }
`;

describe("an LDM configuration", () => {
  it("says what shapes cannot", () => {
    expect(parseLdmYaml(complete, "x.yaml")).toEqual({
      unetHeads: 6,
      unetHeadChannels: undefined, // -1 is how LDM writes "not set"
      textHeads: 3,
      linearStart: 0.00085,
      linearEnd: 0.012,
      timesteps: 900,
      scaleFactor: 0.13025,
      prediction: "v",
    });
  });

  it("may leave everything out", () => {
    const config = parseLdmYaml("model: {params: {}}", "x.yaml");
    expect(Object.values(config).every((value) => value === undefined)).toBe(true);
  });

  it("may name its text encoder by a word, as SDXL's and unconditional ones do", () => {
    const text = 'model: {params: {cond_stage_config: "__is_first_stage__", parameterization: eps}}';
    expect(parseLdmYaml(text, "x.yaml").prediction).toBe("epsilon");
  });

  it.each([
    ["nothing", ""],
    ["a list", "- 1\n- 2"],
    ["another program's settings", "version: 3\nservices: {web: {image: nginx}}"],
    ["no YAML", "model: [unclosed\n\tparams: }"],
    ["a web page", "<!doctype html><html><body>Not found</body></html>"],
    ["two documents", "model: {params: {}}\n---\nmodel: {params: {}}"],
    ["heads that are a text", complete.replace("num_heads: 6", "num_heads: many")],
    ["half a head", complete.replace("num_heads: 6", "num_heads: 1.5")],
    ["a negative beta", complete.replace("0.00085", "-1")],
    ["infinitely many timesteps", complete.replace("900", ".inf")],
    ["more timesteps than anybody trains with", complete.replace("900", "1e9")],
    ["a scale factor of zero", complete.replace("0.13025", "0")],
  ])("that is %s is refused by name", (_, text) => {
    expect(outcomeOf(text)).toBeUndefined();
  });

  it("is refused quickly when it is a bomb of aliases", () => {
    const levels = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`);
    const start = process.cpuUsage();
    expect(outcomeOf(["a0: &a0 lol", ...levels, complete].join("\n"))).toBeUndefined();
    expect(millisecondsSince(start)).toBeLessThan(patience);
  });

  it.each([
    ["brackets", `model: ${"[".repeat(90_000)}`],
    ["maps", `model: ${"{a: ".repeat(22_000)}`],
    ["a text that never ends", `model: "${"x".repeat(90_000)}`],
    ["faults", `model:\n  params:\n    parameterization: ${'"eps"""'.repeat(1500)}`], // found by the fuzzer: took a minute
  ])("is refused quickly when it is %s all the way down", (_, text) => {
    const start = process.cpuUsage();
    expect(outcomeOf(text)).toBeUndefined();
    expect(millisecondsSince(start)).toBeLessThan(patience);
  });

  it("that is not YAML is refused by its first fault and the line", () => {
    const broken = complete.replace("\n", '\n"eps""\n');
    expect(() => parseLdmYaml(broken, "x.yaml")).toThrow(/x\.yaml: not readable as YAML \(.{5,200} in line \d+\)/);
  });

  it("of unreasonable length is not even read", async () => {
    const folder = await mkdtemp(join(tmpdir(), "danfang-test-"));
    await writeFile(join(folder, "x.yaml"), complete.padEnd(200_000));
    const reading = readLdmYaml(join(folder, "x.safetensors"));
    await expect(reading).rejects.toMatchObject({ code: "weights/badConfiguration" });
    expect(await readLdmYaml(join(folder, "without.safetensors"))).toBeUndefined();
    await rm(folder, { recursive: true });
  });

  it("never fails in another way, whatever the text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void outcomeOf(text)));
    fc.assert(fc.property(fc.json(), (text) => void outcomeOf(text)));
    const cut = fc.tuple(
      fc.nat(complete.length),
      fc.nat(complete.length),
      fc.string({ unit: "grapheme", maxLength: 8 }),
    );
    fc.assert(
      fc.property(cut, ([from, to, insert]) => void outcomeOf(complete.slice(0, from) + insert + complete.slice(to))),
    );
  });
});

describe("a file's metadata", () => {
  it("gives head counts as numbers, or in prose", () => {
    expect(readMetadataConfig({ num_heads: "5", num_attention_heads: "7" })).toMatchObject({
      unetHeads: 5,
      textHeads: 7,
    });
    const prose = { unet: "64 x (1,2,4), 1 res block, 4 heads, context 128", text_encoder: "3 layers, 2 heads" };
    expect(readMetadataConfig(prose)).toMatchObject({ unetHeads: 4, textHeads: 2 });
  });

  it("gives the prediction by ModelSpec", () => {
    expect(readMetadataConfig({ "modelspec.prediction_type": "v" }).prediction).toBe("v");
    expect(readMetadataConfig({ "modelspec.prediction_type": "epsilon" }).prediction).toBe("epsilon");
    expect(readMetadataConfig({}).prediction).toBeUndefined();
  });

  it("never fails, whatever strangers wrote there", () => {
    const keys = fc.constantFrom("num_heads", "unet", "text_encoder", "num_head_channels", "modelspec.prediction_type");
    fc.assert(
      fc.property(fc.dictionary(keys, fc.string()), (metadata) => {
        const { unetHeads = 1, unetHeadChannels = 1, textHeads = 1 } = readMetadataConfig(metadata);
        expect([unetHeads, unetHeadChannels, textHeads].every((count) => count > 0)).toBe(true);
      }),
    );
  });
});
