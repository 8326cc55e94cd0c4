import { mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { printSafetensors } from "@danfang/formats";
import { openHashes } from "@danfang/library";
import { temporaryFolder } from "@danfang/workbench/testing/temporary-folder";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { openDatabase } from "../database/open-database.ts";
import { openModelPreviews } from "./model-previews.ts";
import { openModels } from "./open-models.ts";

const folder = await temporaryFolder();
const secret = join(folder, "secret.txt");
await writeFile(secret, '{"description": "secret", "vae": "secret", "model": {"params": "secret"}}');
const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: "#888" } })
  .png()
  .toBuffer();
let serial = 0;

/** A studio with one LoRA called ink, and what lies beside it: text, bytes, or a link's target. */
async function openWith(files: Readonly<Record<string, string | Uint8Array | { readonly to: string }>>) {
  const home = join(folder, String(++serial));
  const loras = join(home, "models", "Lora");
  await mkdir(loras, { recursive: true });
  const tensors = [{ name: "x.lora_down.weight", dtype: "F16", shape: [4, 6], data: new Uint8Array(48) }] as const;
  await writeFile(join(loras, "ink.safetensors"), printSafetensors(tensors));
  for (const [name, content] of Object.entries(files))
    if (typeof content === "object" && "to" in content) await symlink(content.to, join(loras, name));
    else await writeFile(join(loras, name), content);
  const { database } = openDatabase(join(home, "danfang.sqlite"));
  const models = openModels({
    database,
    hashes: openHashes(join(home, "hashes.json")),
    onChange: () => undefined,
    troubles: { begin: () => undefined, over: () => undefined },
    previews: openModelPreviews({ home, cache: join(home, "cache") }),
    roots: async () => [home],
  });
  const [lora] = await models.list("lora");
  const { id } = lora!;
  const view = async () => (await models.view(id))!;
  return { models, loras, id, view };
}
const problemsOf = ({ problems }: { problems: readonly { code: string; facts?: unknown }[] }) =>
  problems.map(({ code, facts }) => [code, (facts as { file: string }).file.split(/[\\/]/).at(-1)]);

describe("what lies beside a model", () => {
  it.skipIf(process.platform === "win32")(
    "is not read through a link that leads elsewhere, whatever it is, and that is said",
    async () => {
      const names = ["ink.json", "ink.civitai.info", "ink.txt", "ink.description.txt", "ink.preview.png"];
      const { view, models, id } = await openWith(Object.fromEntries(names.map((name) => [name, { to: secret }])));
      const seen = await view();
      expect(problemsOf(seen)).toEqual(names.map((name) => ["files/linkedAway", name]));
      expect(JSON.stringify({ ...seen, problems: [] })).not.toContain("secret");
      expect(await models.preview(id, 128)).toBeUndefined();
    },
  );

  it.skipIf(process.platform === "win32")("is not written through one, either", async () => {
    for (const to of [secret, join(folder, "still-to-come.png")]) {
      const { models, id, loras } = await openWith({ "ink.preview.png": { to } });
      const before = await readdir(folder);
      const refused = { code: "files/linkedAway" };
      await expect(models.choosePreview(id, png, { replace: true })).rejects.toMatchObject(refused);
      await expect(models.removePreview(id)).rejects.toMatchObject(refused);
      expect(await readdir(folder)).toEqual(before);
      expect(await readdir(loras)).toContain("ink.preview.png");
    }
    expect(await readFile(secret, "utf8")).toContain("secret");
  });

  it("is said to be unreadable where it is, and the rest is read", async () => {
    const { view } = await openWith({
      "ink.json": '{"description": "half',
      "ink.civitai.info": '["a list"]',
      "ink.txt": Buffer.from("crème brûlée, été", "latin1"),
      "ink.description.txt": "ink on silk",
    });
    const seen = await view();
    expect(problemsOf(seen)).toEqual([
      ["files/badJson", "ink.json"],
      ["files/badContent", "ink.civitai.info"],
      ["files/notText", "ink.txt"],
    ]);
    expect(seen.notes.description).toBe("ink on silk");
  });

  it("is read in the encodings of Windows", async () => {
    // Made by Python: "水墨画，留白".encode("gb18030")
    const { view } = await openWith({
      "ink.txt": Buffer.from("cbaec4abbbada3acc1f4b0d7", "hex"),
      "ink.json": Buffer.from('\ufeff{"activation text": "墨"}', "utf16le"),
    });
    const { notes, problems } = await view();
    expect(problems).toEqual([]);
    expect(notes).toMatchObject({ description: "水墨画，留白", triggerWords: ["墨"] });
  });
});

it("a preview that was replaced and is gone from the cache takes nothing away when it should come back", async () => {
  const { models, id, loras } = await openWith({ "ink.preview.png": png });
  await models.choosePreview(id, png, { replace: true });
  const kept = join(loras, "..", "..", "cache", "earlier-previews");
  await rm(kept, { recursive: true });
  await models.undoPreview(id);
  expect(await readFile(join(loras, "ink.preview.png"))).toEqual(png);
});
