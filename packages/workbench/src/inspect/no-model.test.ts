import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openHashes } from "@danfang/library";
import { expect, it } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { inspect } from "./inspect.ts";

const folder = await temporaryFolder();
const hashes = openHashes(join(folder, "hashes.json"));
const golden = (name: string) => fileURLToPath(new URL(`../../../${name}`, import.meta.url));

async function look(name: string, bytes: Uint8Array | string) {
  const path = join(folder, name);
  await mkdir(folder, { recursive: true });
  await writeFile(path, bytes);
  return inspect(path, hashes);
}
const codes = ({ findings }: Awaited<ReturnType<typeof look>>) => findings.map(({ code }) => code);

const page = "<!DOCTYPE html><html><head><title>Sign in\n to a hub</title></head></html>";
const pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:12\nsize 2132625894\n";

it.each<[string, string, Uint8Array | string, string, string]>([
  ["a login page", "page.safetensors", page, "html", "savedWebPage"],
  ["a login page under any name", "page", page, "html", "savedWebPage"],
  ["a pointer", "pointer.ckpt", pointer, "lfsPointer", "pointerOnly"],
  ["an answer", "answer.safetensors", '{"error":"Unauthorized"}', "json", "savedAnswer"],
  ["nothing", "nothing.safetensors", "", "empty", "nothingInside"],
  ["reserved room", "zeros.safetensors", new Uint8Array(4096), "zeros", "onlyZeros"],
  ["a program", "setup.ckpt", "MZ\0\0", "program", "programFile"],
  ["a 7z archive", "models.7z", "7z\xbc\xaf\x27\x1c", "sevenZip", "archiveToUnpack"],
  ["an engine of TensorRT", "unet.engine", "ftrt0000", "tensorrt", "otherRuntime"],
])("%s in a model's place is called what it is, in both languages", async (_, name, bytes, kind, code) => {
  const found = await look(name, typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes);
  expect([found.what, found.kind, codes(found)]).toEqual(["unknown", kind, [`workbench/${code}`]]);
  const [finding] = found.findings;
  expect(finding?.zh).toMatch(/\p{Script=Han}/u);
  expect(finding?.message).not.toMatch(/undefined|\n/);
});

it("says which page it is, and how large the model behind a pointer is", async () => {
  expect((await look("page.safetensors", page)).findings[0]?.message).toContain('"Sign in to a hub"');
  expect((await look("pointer.ckpt", pointer)).findings[0]?.message).toContain("2.1 GB");
});

it("an answer under a name of its own is no model that went wrong", async () => {
  expect(codes(await look("workflow.json", '{"nodes":[]}'))).toEqual([]);
});

it("a download that has not ended is what its header says, with both faults told", async () => {
  const whole = await readFile(golden("engine/goldens/upscalers/old-4x.safetensors"));
  const found = await look("x.safetensors.crdownload", whole.subarray(0, -1000));
  expect(found).toMatchObject({ what: "model", kind: "upscaler", architecture: "ESRGAN" });
  expect(codes(found)).toEqual(["workbench/unfinishedDownload", "formats/incomplete"]);
});

it("a pickle that no model is says what it would call, whoever wrote it", async () => {
  const found = await look("list.pkl", "cos\nsystem\n(S'x'\ntR.");
  expect(found).toMatchObject({ safe: false, verdict: "dangerous", calls: [{ name: "os.system" }] });
  expect(codes(found)).toEqual(["formats/unsafePickle"]);
});
