import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pickleOf, printZip } from "@danfang/formats/testing/print-torch.ts";
import { openHashes } from "@danfang/library";
import { expect, it } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { filesIn } from "./files-in.ts";
import { inspect } from "./inspect.ts";

const folder = await temporaryFolder();
const hashes = openHashes(join(folder, "hashes.json"));
const golden = (name: string) => fileURLToPath(new URL(`../../../engine/goldens/${name}`, import.meta.url));
const upscaler = await readFile(golden("upscalers/old-4x.safetensors"));
const words = (text: string) => Uint8Array.from(Buffer.from(text, "latin1"));

async function put(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await mkdir(join(path, ".."), { recursive: true });
  await writeFile(path, bytes);
  return path;
}
const look = async (name: string, bytes: Uint8Array) => inspect(await put(name, bytes), hashes);
const codes = ({ findings }: Awaited<ReturnType<typeof look>>) => findings.map(({ code }) => code);

it("a zip archive tells what each file in it is, without being unpacked", async () => {
  const inner = printZip([["deep.safetensors", upscaler]]);
  const found = await look(
    "pack.zip",
    printZip([
      ["models/4x.safetensors", upscaler],
      ["read.me", words("hello")],
      ["more.zip", inner],
      ["locked.safetensors", words("?"), { flags: 1 }],
    ]),
  );
  expect(found).toMatchObject({ what: "unknown", kind: "zip" });
  expect(found.contents?.map(({ name, kind }) => [name, kind])).toEqual([
    ["models/4x.safetensors", "upscaler"],
    ["read.me", "unknown"],
    ["more.zip", "zip"],
    ["locked.safetensors", "packed"],
  ]);
  expect(codes(found)).toEqual(["workbench/archiveToUnpack", "workbench/packedMembers"]);
});

it("a dangerous file in an archive makes the archive dangerous", async () => {
  const found = await look("evil.zip", printZip([["a/list.pkl", pickleOf("cos\nsystem\n(S'x'\ntR.")]]));
  expect(found).toMatchObject({ safe: false, verdict: "dangerous", calls: [{ name: "os.system" }] });
  expect(codes(found)[0]).toBe("formats/unsafePickle");
});

/** A .npy file of zeros, or with a pickle in place of numbers. */
function npy(descr: string, shape: readonly number[], data: Uint8Array = new Uint8Array(8)): Uint8Array {
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape.join(", ")}${shape.length === 1 ? "," : ""}), }`;
  const header = words(`\x93NUMPY\x01\0\0\0${text.padEnd(117)}\n`);
  header[8] = 118;
  return Uint8Array.from([...header, ...data]);
}

it("numpy's files are told by their arrays, and pickles in them by what they ask for", async () => {
  const tensors = { tensors: true };
  const network = printZip([
    ["conv_first.weight.npy", npy("<f2", [64, 3, 3, 3])],
    ["emb_params.npy", npy("<f4", [4, 768])],
  ]);
  const found = await inspect(await put("unet.npz", network), hashes, { withTensors: tensors.tensors });
  expect(found.tensors).toEqual([
    { name: "conv_first.weight", dtype: "F16", shape: [64, 3, 3, 3] },
    { name: "emb_params", dtype: "F32", shape: [4, 768] },
  ]);
  const pickle = pickleOf("cposix\nsystem\n(S'x'\ntR.");
  for (const [name, bytes] of [
    ["evil.npy", npy("|O", [1], pickle)],
    ["evil.npz", printZip([["a.npy", npy("|O", [1], pickle)]])],
  ] as const)
    expect(await look(name, bytes)).toMatchObject({ safe: false, verdict: "dangerous" });
});

it("a file beside a model says which it goes with, and that it is alone where no model is there", async () => {
  await put("ink.safetensors", upscaler);
  const beside = await look("ink.civitai.info", words("{}"));
  expect(beside).toMatchObject({ kind: "sidecar", belongsTo: join(folder, "ink.safetensors") });
  const alone = await look("fox.civitai.info", words("{}"));
  expect(alone.belongsTo).toBeUndefined();
  expect([codes(beside), codes(alone)]).toEqual([["workbench/sidecarOf"], ["workbench/sidecarOf"]]);
  expect(codes(await look("notes.json", words("{}")))).toEqual([]);
});

it("a folder is its files, those of its folders too; a pipeline is one model, an address none", async () => {
  for (const name of ["many/b.txt", "many/a/1.txt", "many/.hidden"]) await put(name, words(name));
  expect((await filesIn(join(folder, "many")))?.files).toEqual([
    join(folder, "many/a/1.txt"),
    join(folder, "many/b.txt"),
  ]);
  await put("pipeline/model_index.json", words("{}"));
  expect(await filesIn(join(folder, "pipeline"))).toBeUndefined();
  expect(await filesIn("http://host/many")).toBeUndefined();
  expect(await filesIn(join(folder, "many/b.txt"))).toBeUndefined();
});
