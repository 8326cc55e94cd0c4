import { mkdir, open, readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { FileInspection, mostPieceBytes } from "@danfang/domain";
import { openHashes } from "@danfang/library";
import { describe, expect, it } from "vitest";
import { starterRoot } from "../places/places.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { foldersFor } from "./folders-for.ts";
import { inspect } from "./inspect.ts";
import { inspectPieces, tellInspection } from "./inspect-pieces.ts";

const folder = await temporaryFolder();
const hashes = openHashes(join(folder, "hashes.json"));
const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** Asks as the page does: sends what is needed until nothing is. */
async function askUntilKnown(path: string, size?: number) {
  const file = await open(path);
  try {
    const whole = size ?? (await file.stat()).size;
    const pieces: { offset: number; length: number }[] = [];
    const sent: Buffer[] = [];
    for (let round = 1; round <= 12; round++) {
      const look = await inspectPieces({ name: basename(path), size: whole, pieces }, Buffer.concat(sent));
      if (look.need.length === 0) return { inspection: tellInspection(look.inspection), pieces, round };
      for (const need of look.need) {
        const bytes = Buffer.alloc(need.length);
        await file.read(bytes, 0, need.length, need.offset);
        pieces.push(need);
        sent.push(bytes);
      }
    }
    return expect.fail("it never came to an end");
  } finally {
    await file.close();
  }
}

describe("a file looked at in pieces", () => {
  it.each([
    "engine/goldens/upscalers/old-4x.safetensors",
    "engine/goldens/upscalers/new-4x.pth",
    "engine/goldens/taesd/taesd_decoder.safetensors",
    "formats/src/torch/goldens/evil.system.pt",
    "formats/src/torch/goldens/evil.system.legacy.pt",
    "formats/src/torch/goldens/no-folder.pt",
  ])("%s is what the whole file is, in a few rounds", async (name) => {
    const path = at(name);
    const { path: _, metadata: __, hashes: ___, ...whole } = await inspect(path, hashes);
    const { inspection, round } = await askUntilKnown(path);
    const nameless = (text: object) => JSON.parse(JSON.stringify(text).replaceAll(path, basename(path)));
    expect(inspection).toEqual(nameless(FileInspection.parse(whole)));
    expect(round).toBeLessThanOrEqual(8);
  });

  it("is a checkpoint, told from less than a tenth of it", async () => {
    const starter = join(starterRoot, "models/Stable-diffusion");
    const name = (await readdir(starter)).find((file) => file.endsWith(".safetensors"));
    const path = join(starter, name ?? "");
    const { inspection, pieces } = await askUntilKnown(path);
    expect(inspection).toMatchObject({ what: "model", kind: "checkpoint", vae: "baked", findings: [] });
    const read = pieces.reduce((sum, { length }) => sum + length, 0);
    expect(read).toBeLessThan((await stat(path)).size / 10);
  });

  it("is said to be cut off when its size is not what its header promises", async () => {
    const path = at("engine/goldens/upscalers/old-4x.safetensors");
    const { inspection } = await askUntilKnown(path, (await readFile(path)).length - 1000);
    expect(inspection.findings.map(({ code }) => code)).toEqual(["formats/incomplete"]);
  });

  it("whose description is endless is a finding, not an endless question", async () => {
    const header = Buffer.alloc(512, " ");
    header.writeBigUInt64LE(90_000_000n, 0);
    header.write("{", 8);
    const piece = { offset: 0, length: 512 };
    const look = await inspectPieces({ name: "a.safetensors", size: 2 ** 33, pieces: [piece] }, header);
    expect(look.need).toEqual([]);
    expect(look.inspection.findings).toMatchObject([
      { code: "workbench/descriptionTooLong", facts: { limit: mostPieceBytes } },
    ]);
  });

  it("of which nothing was sent is asked for from its beginning; of an empty one nothing is asked", async () => {
    const empty = new Uint8Array();
    const { need } = await inspectPieces({ name: "a.pt", size: 1_000_000, pieces: [] }, empty);
    expect(need).toEqual([{ offset: 0, length: 65_536 }]);
    const nothing = await inspectPieces({ name: "a.pt", size: 0, pieces: [] }, empty);
    expect(nothing).toMatchObject({ need: [], inspection: { what: "unknown" } });
  });
});

it("names one folder for each installation that has one for the kind, its program's own first", async () => {
  const [webui, comfy, bare] = ["webui", "comfy", "bare"].map((name) => join(folder, name));
  for (const way of ["models/ESRGAN", "models/SwinIR", "models/Lora"])
    await mkdir(join(webui!, way), { recursive: true });
  await mkdir(join(comfy!, "models/loras"), { recursive: true });
  await mkdir(bare!, { recursive: true });
  const roots = [webui!, comfy!, bare!];
  const swin = { what: "model", kind: "upscaler", place: { webui: "models/SwinIR", comfyui: "models/upscale_models" } };
  expect(await foldersFor({ ...swin, what: "model" }, roots)).toEqual([join(webui!, "models/SwinIR")]);
  expect(await foldersFor({ what: "model", kind: "lora" }, roots)).toEqual([
    join(webui!, "models/Lora"),
    join(comfy!, "models/loras"),
  ]);
  expect(await foldersFor({ what: "model", kind: "textEncoder" }, roots)).toEqual([]);
  expect(await foldersFor({ what: "unknown", kind: "lora" }, roots)).toEqual([]);
});
