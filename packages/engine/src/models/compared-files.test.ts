import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openFile, readSafetensors, readTensor, type TensorEntry, writeSafetensors } from "@danfang/formats";
import { tensorScope } from "@danfang/weights";
import { expect, it } from "vitest";
import { findNotFinite } from "../tensors/find-not-finite.ts";
import { requireFinite } from "../tensors/require-finite.ts";
import { starterFile } from "../testing/starter.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { keepOpenModels } from "./open-models.ts";

const folder = await temporaryFolder();
const models = keepOpenModels(async () => undefined);
const product = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

/** The starter with some tensors of other shapes, or with one more; `prefix` takes one part alone, without it. */
async function writeStarter(name: string, shapes: Readonly<Record<string, readonly number[]>>, prefix = "") {
  const source = await openFile(starterFile);
  const file = await readSafetensors(source);
  const kept = [...file.tensors.values()].filter((entry) => entry.name.startsWith(prefix));
  const reshaped = (entry: TensorEntry) => {
    const own = entry.name.slice(prefix.length);
    const shape = shapes[own];
    const data = async function* () {
      yield shape ? new Uint8Array(product(shape) * 4) : await readTensor(file, entry);
    };
    return { name: own, dtype: shape ? ("F32" as const) : entry.dtype, shape: shape ?? entry.shape, data };
  };
  const path = join(folder, `${name}.safetensors`);
  await writeSafetensors(path, kept.map(reshaped), file.metadata);
  await writeFile(path.replace(/safetensors$/, "yaml"), await readFile(starterFile.replace(/safetensors$/, "yaml")));
  await source.close();
  return path;
}

const unet = "model.diffusion_model.";
const text = "cond_stage_model.transformer.text_model.embeddings.";

it.each([
  ["a VAE of sixteen channels", "engine/otherLatent", { "post_quant_conv.weight": [16, 16, 1, 1] }],
  ["a VAE that makes four colours", "engine/otherPicture", { "decoder.conv_out.weight": [4, 64, 3, 3] }],
])("%s is refused before anything is loaded, naming its file", async (name, code, shapes) => {
  const source = await openFile(starterFile);
  const { tensors } = await readSafetensors(source).finally(() => source.close());
  const whole = Object.fromEntries(
    Object.entries(shapes).map(([tensor, shape]) => {
      const own = tensors.get(`first_stage_model.${tensor}`)!.shape;
      return [tensor, tensor.startsWith("decoder") ? [4, ...own.slice(1)] : shape];
    }),
  );
  const inner = tensors.get("first_stage_model.decoder.conv_in.weight")!.shape;
  const fits = code === "engine/otherLatent" ? { "decoder.conv_in.weight": [inner[0]!, 16, 3, 3] } : {};
  const biases = code === "engine/otherLatent" ? { "post_quant_conv.bias": [16] } : { "decoder.conv_out.bias": [4] };
  const vae = await writeStarter(name, { ...whole, ...fits, ...biases }, "first_stage_model.");
  await expect(models.open({ checkpoint: starterFile, vae })).rejects.toMatchObject({ code, facts: { vae } });
});

it.each([5, 7, 12])("a UNet of %i input channels is refused by what it takes", async (channels) => {
  const source = await openFile(starterFile);
  const { tensors } = await readSafetensors(source).finally(() => source.close());
  const first = `${unet}input_blocks.0.0.weight`;
  const checkpoint = await writeStarter(`in-${channels}`, { [first]: [tensors.get(first)!.shape[0]!, channels, 3, 3] });
  const error = await models.open({ checkpoint }).catch((cause) => cause);
  expect(error.code).toMatch(/^weights\/(?:inputChannels|unsupportedFamily|notACheckpoint)$/);
  expect(error.facts.file).toBe(checkpoint);
});

it.each([
  ["weights/longPositions", "position_embedding.weight", 248],
  ["weights/shortTable", "position_embedding.weight", 60],
  ["weights/shortTable", "token_embedding.weight", 100],
])("a text encoder with %s is said to have it: %s of %i rows", async (code, table, rows) => {
  const source = await openFile(starterFile);
  const { tensors } = await readSafetensors(source).finally(() => source.close());
  const name = `${text}${table}`;
  const checkpoint = await writeStarter(`${table}-${rows}`, { [name]: [rows, tensors.get(name)!.shape[1]!] });
  const { findings } = await models.open({ checkpoint });
  expect(findings.map((finding) => finding.code)).toContain(code);
});

it("values that are not finite are found in the file that holds them, the good ones are not blamed", async () => {
  const write = async (name: string, values: readonly number[], dtype: "F32" | "F16" = "F32") => {
    const path = join(folder, `${name}.safetensors`);
    const bytes = dtype === "F32" ? Float32Array.from(values) : Uint16Array.from(values);
    const data = () => new Uint8Array(bytes.buffer);
    await writeSafetensors(path, [{ name: `${name}.up`, dtype, shape: [values.length], data }], {});
    const source = await openFile(path);
    const { tensors } = await readSafetensors(source).finally(() => source.close());
    return { path, tensors: [...tensors.values()].map((entry) => ({ ...entry, file: path })) };
  };
  const good = await write("good", [1, 2, 3]);
  const bads = [
    await write("nan", [1, Number.NaN]),
    await write("infinite", [Number.NEGATIVE_INFINITY, 1]),
    await write("overflowed", [0x3c00, 0x7c00], "F16"),
  ];
  expect(await findNotFinite(good.tensors)).toBeUndefined();
  const scope = tensorScope(good.path, good.tensors);
  for (const bad of bads) {
    const additions = [...good.tensors, ...bad.tensors];
    const suspects = { scope, additions, with: ["good.safetensors", "bad.safetensors"] };
    await expect(requireFinite(Float32Array.of(Number.NaN), "UNet", suspects)).rejects.toMatchObject({
      code: "engine/notANumber",
      facts: { file: bad.path, tensor: bad.tensors[0]!.name },
    });
    const own = { scope: tensorScope(bad.path, bad.tensors), additions: good.tensors };
    await expect(requireFinite(Float32Array.of(Number.NaN), "VAE", own)).rejects.toMatchObject({
      facts: { file: bad.path },
    });
  }
  const none = { scope, additions: good.tensors, with: ["good.safetensors"] };
  const error = await requireFinite(Float32Array.of(Number.NaN), "UNet", none).catch((cause) => cause);
  expect([error.facts.tensor, error.message]).toEqual([undefined, expect.stringContaining("with good.safetensors")]);
});
