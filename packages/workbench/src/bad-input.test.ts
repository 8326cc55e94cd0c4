import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DanfangError, type GenerationRequest } from "@danfang/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { damagedStarter, poison, rename } from "./testing/damaged-checkpoint.ts";
import { finish } from "./testing/order.ts";
import { smallRequest, starter } from "./testing/starter.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";

let folder: string;
let workbench: Workbench;
beforeAll(async () => {
  folder = await temporaryFolder();
  workbench = await openWorkbench({ home: join(folder, "home"), threads: 1 });
});
afterAll(() => workbench.close());

/** What a request fails with: always one of ours, with something to do next. */
async function failureOf(fields: Partial<GenerationRequest>): Promise<DanfangError> {
  const error = await finish(workbench, smallRequest(fields)).catch((cause: unknown) => cause);
  if (!(error instanceof DanfangError)) throw new Error("no error of ours", { cause: error });
  expect(error.hint.length).toBeGreaterThan(10);
  return error;
}

const unet = (name: string) => `model.diffusion_model.${name}`;
const text = (name: string) => `cond_stage_model.transformer.text_model.${name}`;
const vae = (name: string) => `first_stage_model.${name}`;

describe("a file that is no checkpoint is refused by its name", () => {
  const written = async (name: string, bytes: Uint8Array | string): Promise<string> => {
    const file = join(folder, name);
    await writeFile(file, bytes);
    return file;
  };
  const start = async (bytes: number): Promise<Uint8Array> => (await readFile(starter.checkpoint)).subarray(0, bytes);

  const impostors: readonly (readonly [name: string, code: string, content: () => Promise<Uint8Array | string>])[] = [
    ["empty", "formats/emptyFile", async () => ""],
    ["cut off in its data", "formats/incomplete", () => start(1_000_000)],
    ["cut off in its header", "formats/incomplete", () => start(1000)],
    ["a few bytes", "formats/incomplete", () => start(5)],
    ["noise", "formats/notSafetensors", async () => Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919 + 13) >> 3)],
    ["another program's pickle", "formats/notTorch", async () => Uint8Array.of(0x80, 2, 0x7d, 0x71, 0, 0x2e)],
    ["a web page", "formats/webPage", async () => "<!doctype html><title>Log in</title>"],
    [
      "a note of Git LFS",
      "formats/lfsPointer",
      async () => "version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
    ],
    [
      "a header that is too long",
      "formats/headerTooLong",
      async () => Uint8Array.of(0, 0, 0, 0, 255, 0, 0, 0, 0x7b, 0x7d),
    ],
  ];
  it.each(impostors)("%s", async (name, code, content) => {
    const file = await written(`${name}.safetensors`, await content());
    const error = await failureOf({ checkpoint: file });
    expect(error.code).toBe(code);
    expect(error.message).toContain(file);
  });

  it.each([
    ["LoRA", starter.lora, "weights/notACheckpoint", "it is a LoRA"],
    ["VAE", starter.vae, "weights/notACheckpoint", "it is a VAE"],
  ])("a %s", async (_, file, code, word) => {
    const error = await failureOf({ checkpoint: file });
    expect(error.code).toBe(code);
    expect(error.message).toContain(file);
    expect(error.message).toContain(word);
  });

  it("a folder", async () => {
    await mkdir(join(folder, "folder.safetensors"), { recursive: true });
    expect(await failureOf({ checkpoint: join(folder, "folder.safetensors") })).toMatchObject({
      code: "library/notFound",
    });
  });
});

describe("a checkpoint whose tensors are not right is refused by the name of one", () => {
  it.each([
    unet("input_blocks.1.0.in_layers.2.weight"),
    unet("time_embed.2.weight"),
    unet("middle_block.1.transformer_blocks.0.ff.net.2.weight"),
    text("encoder.layers.2.mlp.fc1.weight"),
    text("final_layer_norm.weight"),
    vae("decoder.mid.block_2.conv1.weight"),
    vae("decoder.norm_out.bias"),
  ])("without %s", async (tensor) => {
    const file = await damagedStarter(folder, "missing", (header) => rename(header, tensor, "lost"));
    const error = await failureOf({ checkpoint: file });
    expect(error.code).toBe("weights/missingTensor");
    expect(error.message).toContain(`"${tensor}"`);
    expect(error.message).toContain(file);
  });

  it.each([
    unet("input_blocks.1.0.in_layers.2.weight"),
    unet("output_blocks.0.0.skip_connection.weight"),
    text("encoder.layers.0.mlp.fc2.weight"),
    vae("decoder.up.0.block.0.conv1.weight"),
  ])("with the dimensions of %s exchanged", async (tensor) => {
    const file = await damagedStarter(folder, "turned", (header) => {
      const { shape } = header[tensor]!;
      header[tensor]!.shape = [shape[1]! * 2, shape[0]! / 2, ...shape.slice(2)];
    });
    const error = await failureOf({ checkpoint: file });
    expect(error.code).toBe("weights/unexpectedShape");
    expect(error.message).toContain(file);
  });

  it("with numbers that cannot be run", async () => {
    const tensor = unet("time_embed.2.weight");
    const file = await damagedStarter(folder, "integers", (header) => {
      header[tensor]!.dtype = "I16";
    });
    const error = await failureOf({ checkpoint: file });
    expect(error.code).toBe("weights/unsupportedPrecision");
    expect(error.message).toContain(tensor);
  });

  it.each([
    unet("input_blocks.0.0.weight"),
    unet("input_blocks.2.0.op.bias"),
    unet("middle_block.1.transformer_blocks.0.attn2.to_v.weight"),
    unet("out.2.weight"),
    text("encoder.layers.1.mlp.fc1.bias"),
    text("embeddings.position_embedding.weight"),
    vae("post_quant_conv.weight"),
    vae("decoder.conv_out.bias"),
  ])("with NaN in %s", async (tensor) => {
    const file = await damagedStarter(folder, `nan-${tensor}`, (header, data) => poison(header, data, tensor));
    const error = await failureOf({ checkpoint: file });
    expect(error.code).toBe("engine/notANumber");
    expect(error.facts).toMatchObject({ file, tensor });
    expect(error.message).toContain(tensor);
  });

  it("that has no VAE paints with one that fits, and says so unless it was named", async () => {
    const file = await damagedStarter(folder, "bare", (header) => {
      for (const name of Object.keys(header))
        if (name.startsWith("first_stage_model.")) rename(header, name, `x.${name}`);
    });
    const { images, summary } = await finish(workbench, smallRequest({ checkpoint: file }));
    expect(images[0]!.recipe.vae?.name).toBe("starter-emoji.vae.safetensors");
    const unused = { code: "weights/unusedTensors", facts: { count: 180, file } };
    expect(summary.notes).toMatchObject([
      { code: "workbench/vaeBorrowed", facts: { vae: images[0]!.recipe.vae?.name } },
      unused,
    ]);
    const named = await finish(workbench, smallRequest({ checkpoint: file, vae: starter.vae }));
    expect(named.summary.notes).toMatchObject([unused]);
  });

  it("of a family that cannot be painted with yet", async () => {
    const file = await damagedStarter(folder, "sd3", (header) => {
      for (const name of Object.keys(header))
        if (name.startsWith(unet(""))) rename(header, name, name.replace(unet(""), unet("joint_blocks.0.x_block.")));
      rename(header, text("final_layer_norm.weight"), unet("joint_blocks.0.context_block.norm.weight"));
    });
    const error = await failureOf({ checkpoint: file });
    expect(error.code).toBe("weights/unsupportedFamily");
    expect(error.message).toContain("Stable Diffusion 3");
    expect(error.message).toContain(file);
  });
});

it("a file that was mended is read anew", async () => {
  const tensor = vae("decoder.norm_out.bias");
  const file = await damagedStarter(folder, "mended", (header) => rename(header, tensor, "lost"));
  expect((await failureOf({ checkpoint: file })).code).toBe("weights/missingTensor");
  await damagedStarter(folder, "mended", () => undefined);
  const { images } = await finish(workbench, smallRequest({ checkpoint: file }));
  await damagedStarter(folder, "mended", (header, data) => data.fill(0, ...header[unet("out.2.weight")]!.data_offsets));
  const changed = await finish(workbench, smallRequest({ checkpoint: file }));
  expect(changed.images[0]!.latent.data).not.toEqual(images[0]!.latent.data);
});

describe("a configuration beside the checkpoint that is not right is refused by its name", () => {
  it.each([
    ["no YAML", "model: [unclosed", "weights/badConfiguration"],
    ["nobody's", "services: {web: {image: nginx}}", "weights/badConfiguration"],
    ["heads that do not divide", "model: {params: {unet_config: {params: {num_heads: 7}}}}", "weights/badHeads"],
    [
      "heads of the text that do not divide",
      "model: {params: {cond_stage_config: {params: {num_attention_heads: 7}}}}",
      "weights/badHeads",
    ],
  ])("%s", async (name, content, code) => {
    const file = await damagedStarter(folder, name, () => undefined);
    await writeFile(file.replace(".safetensors", ".yaml"), content);
    const error = await failureOf({ checkpoint: file });
    expect(error.code).toBe(code);
    expect(error.message).toContain(join(folder, name));
    expect(error.hint).toContain(".yaml");
  });
});

describe("an order that cannot be carried out says what could", () => {
  it.each([
    ["width", { width: 130 }, "engine/badSize", "128"],
    ["height", { height: 100 }, "engine/badSize", "104"],
    ["sampler", { sampler: "Eulr a" }, "engine/unknownSampler", '"Euler a"'],
    ["schedule", { schedule: "karas" }, "engine/unknownSchedule", '"Karras"'],
    ["checkpoint", { checkpoint: "no such model" }, "library/notFound", "addModelFolder"],
    ["VAE", { vae: "no such vae" }, "library/notFound", "addModelFolder"],
    ["VAE that is a LoRA", { vae: starter.lora }, "weights/notAVae", "VAE"],
    ["number of steps", { sampler: "UniPC", steps: 1 }, "engine/tooFewSteps", "3"],
  ])("%s", async (_, fields, code, word) => {
    const error = await failureOf(fields);
    expect(error.code).toBe(code);
    expect(`${error.hint} ${error.do}`).toContain(word);
  });

  it("an unknown name: the error lists the models there are", async () => {
    expect((await failureOf({ checkpoint: "no such model" })).message).toContain("starter-emoji.safetensors");
    expect((await failureOf({ vae: "no such vae" })).message).toContain("starter-emoji.vae.safetensors");
  });
});

describe("an output that cannot be written", () => {
  const target = async (name: string) => {
    const place = join(folder, "output");
    await mkdir(place, { recursive: true });
    await writeFile(join(place, "file"), "");
    return join(place, name);
  };

  it.each(["file/picture.png", "\0.png", `${"x".repeat(300)}.png`])("is named by the error: %s", async (name) => {
    const path = await target(name);
    const { images } = await finish(workbench, smallRequest());
    const unwritable = { code: "formats/unwritable", facts: { file: path } };
    await expect(workbench.saveImage(images[0]!, { path })).rejects.toMatchObject(unwritable);
    await expect(workbench.saveLatent([images[0]!.latent], path)).rejects.toMatchObject(unwritable);
    expect(await readdir(join(folder, "output"))).toEqual(["file"]);
  });

  it("because its suffix names no format: the error lists those that do", async () => {
    const { images } = await finish(workbench, smallRequest());
    const saving = workbench.saveImage(images[0]!, { path: await target("picture.bmp") });
    await expect(saving).rejects.toMatchObject({ code: "workbench/badSuffix", hint: expect.stringContaining(".png") });
    expect(await readdir(join(folder, "output"))).toEqual(["file"]);
  });
});

it("after all that, the same workbench paints", async () => {
  expect((await finish(workbench, smallRequest())).images).toHaveLength(1);
});
