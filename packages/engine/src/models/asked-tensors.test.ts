import { join } from "node:path";
import { openFile, readSafetensors, readTensor, toFloat32, writeSafetensors } from "@danfang/formats";
import {
  type Checkpoint,
  indexModules,
  matchLora,
  openCheckpoint,
  openLora,
  type WeightTensor,
} from "@danfang/weights";
import { describe, expect, it } from "vitest";
import { type FamilyToy, readFamilyToy, writeFamilyToy } from "../../goldens/families/family-toys.ts";
import { loraHooks } from "../adapters/lora/lora-hooks.ts";
import { strengthInputs } from "../adapters/lora/strengths.ts";
import { buildTextEncoder } from "../graph/clip.ts";
import type { GraphModel } from "../graph/graph.ts";
import { buildUnet } from "../graph/unet.ts";
import { openOrt } from "../runtime/ort.ts";
import { type Feed, float32 } from "../runtime/runtime.ts";
import { relativeError } from "../testing/read-goldens.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { askedOfCheckpoint, askedOfVae, unusedNote } from "./asked-tensors.ts";

/** Of the standard deviation: the same sums in float32, made before or while the network runs. */
const tolerance = 1e-4;
const runtime = openOrt({ backend: "cpu", threads: 1 });
const toys = ["sd2", "sdxl", "sdxl-refiner", "inpainting", "edit"] as const satisfies readonly FamilyToy[];

/** Built of the same pieces as others of the list. */
const alike: ReadonlySet<FamilyToy> = new Set(["sdxl-refiner", "edit"]);

const numbers = (length: number, seed: number) => Float32Array.from({ length }, (_, i) => Math.sin(i * 1.7 + seed) / 2);

async function openToy(name: FamilyToy): Promise<Checkpoint> {
  const { epsilon } = await writeFamilyToy(await readFamilyToy(name), await temporaryFolder());
  return openCheckpoint(epsilon);
}

/** Names of all modules with a weight, as ComfyUI writes them: UNet, first and second encoder. */
function modulesOf({ unet, text }: Checkpoint): string[] {
  const paths = (names: string[]) => names.flatMap((name) => (name.endsWith(".weight") ? [name.slice(0, -7)] : []));
  return [
    ...paths(unet.tensors.names()).map((path) => `diffusion_model.${path}`),
    ...text.flatMap(({ name, tensors }) => {
      const root = name === "clip-g" ? "clip_g" : "clip_l";
      return paths(tensors.names()).map((path) => `text_encoders.${root}.transformer.text_model.${path}`);
    }),
  ];
}

/** A change of every weight and every bias of a checkpoint, as a LoRA of `.diff` and `.diff_b`. */
async function writeChanges(checkpoint: Checkpoint, folder: string): Promise<string> {
  const find = indexModules(checkpoint);
  const tensors = modulesOf(checkpoint).flatMap((module, seed) => {
    const { weight, bias } = find(module)!;
    const part = (name: string, { shape }: WeightTensor, by: number) => {
      const size = shape.reduce((a, b) => a * b, 1);
      const data = () => new Uint8Array(numbers(size, seed).map((v) => v * by).buffer);
      return { name: `${module}.${name}`, dtype: "F32" as const, shape, data };
    };
    return [part("diff", weight, 0.03), ...(bias ? [part("diff_b", bias, 0.2)] : [])];
  });
  const file = join(folder, "everything.safetensors");
  await writeSafetensors(file, tensors, {});
  return file;
}

/** The checkpoint's own file with the changes of a LoRA of `.diff`s in it. */
async function writeChanged(checkpoint: Checkpoint, lora: string, folder: string): Promise<string> {
  const [own, added] = await Promise.all([checkpoint.file, lora].map(openFile));
  const [base, changes] = [await readSafetensors(own!), await readSafetensors(added!)];
  const find = indexModules(checkpoint);
  const values = async (file: typeof base, name: string) => {
    const entry = file.tensors.get(name)!;
    return toFloat32(entry.dtype, await readTensor(file, entry));
  };
  const data = new Map<string, Float32Array>();
  for (const [name] of base.tensors) data.set(name, await values(base, name));
  for (const module of modulesOf(checkpoint)) {
    const { weight, bias } = find(module)!;
    for (const [tensor, part] of [[weight, "diff"] as const, ...(bias ? [[bias, "diff_b"] as const] : [])]) {
      const stored = [...base.tensors.values()].find(
        ({ offset, length }) => offset <= tensor.offset && tensor.offset < offset + length,
      )!;
      const at = ((tensor.offset - stored.offset) / stored.length) * data.get(stored.name)!.length;
      const changed = data.get(stored.name)!;
      for (const [i, value] of (await values(changes, `${module}.${part}`)).entries()) changed[at + i]! += value;
    }
  }
  await Promise.all([own!.close(), added!.close()]);
  const tensors = [...base.tensors.values()].map(({ name, shape }) => ({
    name,
    dtype: "F32" as const,
    shape,
    data: () => new Uint8Array(data.get(name)!.buffer),
  }));
  const file = join(folder, `${checkpoint.identity.family}.safetensors`);
  await writeSafetensors(file, tensors, base.metadata);
  return file;
}

async function answers(model: GraphModel, feeds: Record<string, Feed>): Promise<Record<string, Float32Array>> {
  const session = await runtime.open(model);
  try {
    return await session.run(
      feeds,
      model.onnx.outputs.map(({ name }) => name),
    );
  } finally {
    await session.close();
  }
}

/** Whatever a graph wants, by its inputs; N is 1, S 3, and a latent has 8×8 cells. */
function feedsOf(model: GraphModel): Record<string, Feed> {
  const sizes: Readonly<Record<string, number>> = { N: 1, S: 3, H: 8, W: 8 };
  return Object.fromEntries(
    model.onnx.inputs.map(({ name, type, shape }, i): [string, Feed] => {
      const known = shape.map((size) => (typeof size === "number" ? size : (sizes[size] ?? 1)));
      const count = known.reduce((a, b) => a * b, 1);
      const whole = () => BigInt64Array.from({ length: count }, (_, k) => BigInt((k * 7) % 50));
      if (type === "int64") return [name, { type: "int64", shape: known, data: whole() }];
      return [name, float32(known, name === "placed" ? new Float32Array(count) : numbers(count, i))];
    }),
  );
}

describe.each(toys)("every weight and bias of a checkpoint of %s", (name) => {
  it("that counts as matched is asked for; all others are named", async () => {
    const checkpoint = await openToy(name);
    const asked = askedOfCheckpoint(checkpoint);
    const lora = await openLora(await writeChanges(checkpoint, await temporaryFolder()));
    const match = matchLora(lora, checkpoint, asked.has);
    for (const { target } of match.matched) expect(asked.has(target.weight), target.path).toBe(true);
    const left = match.matched.length + match.unmatched.length;
    expect(left).toBe(modulesOf(checkpoint).length);
  });

  it.skipIf(alike.has(name))("moves what the networks answer as its change in the file does", async () => {
    const checkpoint = await openToy(name);
    const folder = await temporaryFolder();
    const changes = await writeChanges(checkpoint, folder);
    const other = await openCheckpoint(await writeChanged(checkpoint, changes, folder));
    const match = matchLora(await openLora(changes), checkpoint, askedOfCheckpoint(checkpoint).has);
    const strengths = [{ match, unetWeight: 1, textWeight: 1 }];
    const over = (part: string) => loraHooks([{ match }], part, () => 0);
    const pairs = [
      { part: "unet", build: ({ unet }: Checkpoint, hooks = {}) => buildUnet(unet.tensors, unet.layout, { hooks }) },
      ...checkpoint.text.map(({ name: part }, i) => ({
        part,
        build: ({ text }: Checkpoint, hooks = {}) => buildTextEncoder(text[i]!, hooks),
      })),
    ];
    for (const { part, build } of pairs) {
      const want = build({ ...other, unet: { ...other.unet, layout: checkpoint.unet.layout } });
      const feeds = feedsOf(want);
      const [right, plain] = [await answers(want, feeds), await answers(build(checkpoint), feeds)];
      const got = await answers(build(checkpoint, over(part)), { ...feeds, ...strengthInputs(strengths, part) });
      for (const [output, values] of Object.entries(right)) {
        expect(relativeError(got[output]!, values), `${part} ${output}`).toBeLessThan(tolerance);
        expect(relativeError(plain[output]!, values), `${part} ${output}`).toBeGreaterThan(100 * tolerance);
      }
    }
  });

  it("is of some network: of the toy's own file nothing is left", async () => {
    const checkpoint = await openToy(name);
    const asked = [askedOfCheckpoint(checkpoint), askedOfVae(checkpoint.vae!)];
    expect(unusedNote(checkpoint.file, checkpoint.stored, ...asked)).toBeUndefined();
    const strange = { ...checkpoint.stored[0]!, name: "model.diffusion_model.time_embed.cond_proj.weight", offset: 2 };
    expect(unusedNote(checkpoint.file, [...checkpoint.stored, strange], ...asked)).toMatchObject({
      code: "weights/unusedTensors",
      facts: { count: 1, names: [strange.name] },
    });
  });
});
