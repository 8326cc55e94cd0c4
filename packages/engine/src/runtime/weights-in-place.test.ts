import { chmod, copyFile, link, mkdir, open, readFile, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { printOnnx } from "@danfang/formats";
import { openCheckpoint } from "@danfang/weights";
import * as ort from "onnxruntime-node";
import { beforeAll, describe, expect, it } from "vitest";
import { readToyManifest, toyCheckpoint, toyFile, writeToyCheckpoint } from "../../goldens/networks/toy-checkpoint.ts";
import type { GraphModel } from "../graph/graph.ts";
import { buildUnet } from "../graph/unet.ts";
import { openLocalEngine } from "../process/local-engine.ts";
import { type Painted, paintAll } from "../testing/painted.ts";
import { type Golden, readGoldens } from "../testing/read-goldens.ts";
import { smallOrder, starterFile } from "../testing/starter.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { openToyNetworks } from "../testing/toy-networks.ts";
import { openOrt } from "./ort.ts";
import { float32 } from "./runtime.ts";
import { inBuffers } from "./weight-files.ts";

const runtime = openOrt({ backend: "cpu", threads: 1 });
const yaml = (checkpoint: string) => checkpoint.replace(/\.safetensors$/, ".yaml");

async function paint(checkpoint: string): Promise<Painted["images"]> {
  const engine = openLocalEngine({ runtime, memoryBudget: Infinity });
  try {
    return (await paintAll(engine, { ...smallOrder, setup: { checkpoint } })).images;
  } finally {
    await engine.close();
  }
}

describe("a checkpoint paints the same picture from wherever it lies", () => {
  let folder: string;
  let expected: Painted["images"];
  beforeAll(async () => {
    folder = await temporaryFolder();
    expected = await paint(starterFile);
  });

  it("through a symbolic link to it, with its .yaml beside the link", async () => {
    const file = join(folder, "linked.safetensors");
    await symlink(starterFile, file);
    await symlink(yaml(starterFile), yaml(file));
    expect(await paint(file)).toEqual(expected);
  });

  it("through a linked folder, and through links to links", async () => {
    await symlink(join(starterFile, ".."), join(folder, "far"));
    await symlink(join(folder, "far"), join(folder, "farther"));
    expect(await paint(join(folder, "farther", "starter-emoji.safetensors"))).toEqual(expected);
  });

  it("from a folder whose name has spaces, quotes, Chinese and emoji", async () => {
    const odd = join(folder, '我的 模型\'s "best" 🍎 100% #1');
    await mkdir(odd);
    const file = join(odd, "底模 v1.5.safetensors");
    await copyFile(starterFile, file);
    await copyFile(yaml(starterFile), yaml(file));
    expect(await paint(file)).toEqual(expected);
  });

  it("from a folder that nobody may write to, leaving nothing there", async () => {
    const locked = join(folder, "locked");
    await mkdir(locked);
    const file = join(locked, "a.safetensors");
    await copyFile(starterFile, file);
    await copyFile(yaml(starterFile), yaml(file));
    await chmod(file, 0o444);
    await chmod(locked, 0o555);
    expect(await paint(file)).toEqual(expected);
    await chmod(locked, 0o755);
  });

  it("under two names at once", async () => {
    const file = join(folder, "twin.safetensors");
    await link(starterFile, file).catch(() => copyFile(starterFile, file)); // links do not cross file systems
    await copyFile(yaml(starterFile), yaml(file));
    expect(await paint(file)).toEqual(expected);
  });
});

describe("the weights of a graph", () => {
  let checkpoint: string;
  let model: GraphModel;
  let golden: (name: string) => Golden;
  beforeAll(async () => {
    checkpoint = await writeToyCheckpoint("instruct-pix2pix", await temporaryFolder()); // three dtypes in one file
    const { unet } = await openToyNetworks("instruct-pix2pix", checkpoint);
    model = buildUnet(unet.tensors, unet.layout);
    golden = await readGoldens(toyFile("instruct-pix2pix", "safetensors"));
  });

  it("are the same numbers whether they lie in their file or in memory", async () => {
    const names = ["x", "t", "context"];
    const inputs = names.map((name) => [name, golden(`unet.square.${name}`)] as const);
    const inFile = await runtime.open(model);
    const { out } = await inFile.run(
      Object.fromEntries(inputs.map(([name, { shape, data }]) => [name, float32(shape, data)])),
      ["out"],
    );
    await inFile.close();

    const delivery = inBuffers(model);
    const buffers = delivery.kind === "buffers" ? [...delivery.buffers] : [];
    const options = { externalData: buffers, graphOptimizationLevel: "extended", logSeverityLevel: 4 } as const;
    const inMemory = await ort.InferenceSession.create(printOnnx(delivery.onnx), options);
    const feeds = inputs.map(([name, { shape, data }]) => [name, new ort.Tensor("float32", data, shape)]);
    const results = await inMemory.run(Object.fromEntries(feeds));
    expect(results.out?.data).toEqual(out);
    await inMemory.release();
  });

  it("that were cut off after the file was opened are an error, not zeros", async () => {
    await truncate(checkpoint, (await readFile(checkpoint)).length - 100_000);
    await expect(runtime.open(model)).rejects.toMatchObject({ code: "formats/truncated" });
  });

  it("whose file is gone by the time they are needed are an error that names it", async () => {
    const gone = { ...model, files: new Map([...model.files.keys()].map((key) => [key, `${checkpoint}.gone`])) };
    await expect(runtime.open(gone)).rejects.toMatchObject({
      code: "formats/fileMissing",
      message: expect.stringContaining(`${checkpoint}.gone`),
    });
  });
});

describe("a file of more than 4 GiB", () => {
  const gigabytes = 5 * 2 ** 30;

  it("paints with weights that lie beyond what 32 bits can count", async () => {
    const folder = await temporaryFolder();
    const manifest = await readToyManifest("sd15-tenth");
    const bytes = toyCheckpoint(manifest);
    const headerLength = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headerLength)));
    for (const entry of Object.values<{ data_offsets: number[] }>(header))
      entry.data_offsets = entry.data_offsets.map((offset) => offset + gigabytes);
    const padding = { padding: { dtype: "U8", shape: [gigabytes], data_offsets: [0, gigabytes] } };
    const text = new TextEncoder().encode(JSON.stringify({ ...padding, ...header }));
    const length = new DataView(new ArrayBuffer(8));
    length.setBigUint64(0, BigInt(text.length), true);

    const small = await writeToyCheckpoint("sd15-tenth", folder);
    const large = join(folder, "large.safetensors");
    const handle = await open(large, "w");
    await handle.write(new Uint8Array(length.buffer), 0, 8, 0);
    await handle.write(text, 0, text.length, 8);
    await handle.write(bytes, 8 + headerLength, bytes.length - 8 - headerLength, 8 + text.length + gigabytes);
    await handle.close();
    await writeFile(yaml(large), await readFile(yaml(small)));

    const feeds = (golden: (name: string) => Golden) =>
      Object.fromEntries(
        ["x", "t", "context"].map((name) => {
          const { shape, data } = golden(`unet.square.${name}`);
          return [name, float32(shape, data)];
        }),
      );
    const golden = await readGoldens(toyFile("sd15-tenth", "safetensors"));
    const outputs = [];
    for (const file of [small, large]) {
      const { unet } = await openCheckpoint(file);
      const session = await runtime.open(buildUnet(unet.tensors, unet.layout));
      outputs.push((await session.run(feeds(golden), ["out"])).out);
      await session.close();
    }
    expect(outputs[1]).toEqual(outputs[0]);
  });
});
