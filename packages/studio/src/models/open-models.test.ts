import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fakeClock } from "@danfang/domain/testing/fake-clock";
import { printSafetensors, readImageText, writeImageText } from "@danfang/formats";
import { openHashes } from "@danfang/library";
import { starterRoot } from "@danfang/workbench";
import { temporaryFolder } from "@danfang/workbench/testing/temporary-folder";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { openDatabase } from "../database/open-database.ts";
import { openTroubles } from "../health/troubles.ts";
import { openModelPreviews } from "./model-previews.ts";
import type { Models } from "./models.ts";
import { openModels } from "./open-models.ts";

const embeddings = new URL("../../../weights/src/embedding/goldens/", import.meta.url);
const folder = await temporaryFolder();
let serial = 0;

const tensors = (...names: string[]) =>
  printSafetensors(names.map((name) => ({ name, dtype: "F16", shape: [4, 6], data: new Uint8Array(48) })));

/** A studio's models, its own folder the only root unless `home` says otherwise. */
async function openNew({ home = join(folder, `root-${serial + 1}`) } = {}) {
  const root = join(folder, `root-${++serial}`);
  const file = join(folder, `${serial}.sqlite`);
  const plant = async (path: string, bytes: Uint8Array | string) => {
    await mkdir(join(root, path, ".."), { recursive: true });
    await writeFile(join(root, path), bytes);
    return join(root, path);
  };
  let changes = 0;
  const hashes = openHashes(join(folder, `${serial}-hashes.json`));
  const open = (roots = [root], known = hashes.known) =>
    openModels({
      database: openDatabase(file).database,
      hashes: { ...hashes, known },
      previews: openModelPreviews({ home, cache: join(folder, `${serial}-previews`) }),
      roots: async () => roots,
      onChange: () => changes++,
      troubles: openTroubles(fakeClock(), () => undefined),
    });
  return { root, plant, open, hashes, changes: () => changes };
}

/** What is listed after the folders were looked through. */
async function refreshed(models: Models) {
  await models.refresh();
  return models.list();
}

describe("the list of models", () => {
  it("tells of each file, by kind, what its header says", async () => {
    const { plant, open } = await openNew();
    await plant("models/Lora/style/gold.safetensors", tensors("lora_unet_x.lora_down.weight"));
    await plant("models/VAE/soft.safetensors", tensors("decoder.conv_in.weight"));
    await plant("embeddings/ink.pt", "older");
    await plant("models/Stable-diffusion/half.safetensors", tensors("model.diffusion_model.x").subarray(0, 30));
    await plant("models/Stable-diffusion/lora-in-wrong-place.safetensors", tensors("a.lora_up.weight"));
    const models = open();
    expect((await models.list()).map(({ kind, name, problem }) => [kind, name, problem?.code])).toEqual([
      ["checkpoint", "half.safetensors", expect.stringMatching(/^formats\//)],
      ["checkpoint", "lora-in-wrong-place.safetensors", "models/otherKind"],
      ["vae", "soft.safetensors", undefined],
      ["lora", "style/gold.safetensors", undefined],
      ["embedding", "ink.pt", "formats/incomplete"],
    ]);
    const [lora] = await models.list("lora");
    expect(lora).toMatchObject({ stem: "gold", precision: "fp16", isStarter: false });
    expect(await models.path(lora!.id)).toBe(join(lora!.folder, "style", "gold.safetensors"));
    expect(await models.get(lora!.id)).toEqual(lora);
    expect(await models.get("nobody")).toBeUndefined();
  });

  it("has no pictures among embeddings, but for those that hold one", async () => {
    const { plant, open } = await openNew();
    const plain = sharp({ create: { width: 600, height: 400, channels: 3, background: "#864" } });
    await plant("embeddings/ink.png", await plain.clone().png().toBuffer());
    await plant("embeddings/ink.preview.png", writeImageText(await plain.clone().png().toBuffer(), "png", "apple"));
    await plant("embeddings/ink.webp", await plain.clone().webp().toBuffer());
    for (const name of ["in-pixels.png", "in-pixels.webp", "in-text.png"])
      await plant(`embeddings/${name}`, await readFile(new URL(name, embeddings)));
    const models = open();
    const listed = [...(await models.list()), ...(await refreshed(models))];
    expect(new Set(listed.map(({ name }) => name))).toEqual(
      new Set(["in-pixels.png", "in-pixels.webp", "in-text.png"]),
    );
    expect(listed.filter(({ problem }) => problem)).toEqual([]);
  });

  it("knows the starter, and the size it was trained at", async () => {
    const { open } = await openNew();
    expect(await open([starterRoot]).list("checkpoint")).toMatchObject([
      { stem: "starter-emoji", isStarter: true, nativeSize: 128, family: "Stable Diffusion 1.x" },
    ]);
  });

  it("is remembered: a file of the same size and time is not opened again, another is", async () => {
    const { plant, open } = await openNew();
    const path = await plant("models/Lora/gold.safetensors", tensors("x.lora_down.weight"));
    const time = new Date(1_700_000_000_000);
    await utimes(path, time, time);
    const before = await open().list();
    expect(before[0]?.problem).toBeUndefined();
    await writeFile(path, "x".repeat((await stat(path)).size));
    await utimes(path, time, time);
    const again = open();
    expect(await again.list()).toEqual(before);
    expect(await refreshed(again)).toEqual(before);
    await writeFile(path, "shorter");
    expect((await refreshed(again))[0]?.problem).toBeDefined();
  });

  it("follows what comes and goes, and says so", async () => {
    const { plant, open, changes } = await openNew();
    const path = await plant("models/Lora/gold.safetensors", tensors("x.lora_down.weight"));
    const models = open();
    await models.list();
    await plant("models/Lora/silver.safetensors", tensors("x.lora_down.weight"));
    await rm(path);
    const calls = changes();
    expect((await refreshed(models)).map(({ stem }) => stem)).toEqual(["silver"]);
    expect(changes()).toBe(calls + 1);
    await models.refresh();
    expect(changes()).toBe(calls + 1);
  });

  it("shows the first ten digits of a hash once it is known", async () => {
    const { plant, open } = await openNew();
    const path = await plant("models/Lora/gold.safetensors", tensors("x.lora_down.weight"));
    const models = open();
    const id = (await models.list())[0]?.id ?? "";
    const sha256 = createHash("sha256")
      .update(await readFile(path))
      .digest("hex");
    expect(await models.hash(id)).toBe(sha256);
    expect((await models.get(id))?.hash).toBe(sha256.slice(0, 10));
    expect((await refreshed(models))[0]?.hash).toBe(sha256.slice(0, 10));
    await expect(models.hash("nobody")).rejects.toMatchObject({ code: "models/notFound" });
  });

  it("learns the hashes that others asked for, all of them, and says so", async () => {
    const { plant, open, hashes, changes } = await openNew();
    const paths = await Promise.all(
      ["gold", "ink"].map((name) => plant(`models/Lora/${name}.safetensors`, tensors(`${name}.lora_down.weight`))),
    );
    const models = open();
    await models.list();
    await models.refresh();
    const before = changes();
    const digests = await Promise.all(paths.map((path) => hashes.sha256(path)));
    expect((await models.list()).map(({ hash }) => hash)).toEqual(digests.map((digest) => digest.slice(0, 10)));
    expect(changes()).toBe(before + 2);
  });

  it("keeps a hash that was learned while the folders were looked through", async () => {
    const { root, plant, open, hashes } = await openNew();
    const path = await plant("models/Lora/gold.safetensors", tensors("x.lora_down.weight"));
    const [passed, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let isHeld = false;
    const models = open([root], async (file) => {
      const known = await hashes.known(file);
      if (isHeld) passed.resolve();
      if (isHeld) await goOn.promise;
      return known;
    });
    await models.list();
    isHeld = true;
    await plant("models/Lora/gold.json", "{}"); // so that the file is looked at again
    const looking = models.refresh();
    await passed.promise;
    const sha256 = await hashes.sha256(path);
    goOn.resolve();
    await looking;
    await expect.poll(async () => (await models.list())[0]?.sha256).toBe(sha256);
  });
});

describe("a model's preview", () => {
  const picture = (shade: number, side = 40) =>
    sharp({ create: { width: side, height: side * 2, channels: 3, background: { r: shade, g: shade, b: shade } } })
      .png()
      .toBuffer();
  const shadeOf = async (bytes: Uint8Array | undefined) => (await sharp(bytes).stats()).channels[0]!.mean;

  it("is the picture beside it, small; `.preview` wins, another version when it changes", async () => {
    const { plant, open } = await openNew();
    await plant("models/Lora/gold.v1.safetensors", tensors("x.lora_down.weight"));
    await plant("models/Lora/silver.safetensors", tensors("x.lora_down.weight"));
    await plant(
      "models/Lora/gold.v1.jpg",
      await sharp(await picture(40))
        .jpeg()
        .toBuffer(),
    );
    const models = open();
    const [gold, silver] = await models.list("lora");
    expect(silver).not.toHaveProperty("previewVersion");
    expect(await models.preview(silver!.id, 128)).toBeUndefined();
    expect(await shadeOf(await models.preview(gold!.id, 128))).toBeCloseTo(40, -1);
    await plant("models/Lora/gold.v1.preview.png", await picture(200, 400));
    const bytes = await models.preview(gold!.id, 128);
    expect(await shadeOf(bytes)).toBeCloseTo(200, -1);
    expect(await sharp(bytes).metadata()).toMatchObject({ format: "webp", width: 64, height: 128 });
    const [again] = await refreshed(models);
    expect(again!.previewVersion).not.toBe(gold!.previewVersion);
    expect((await open().list("lora"))[0]).toEqual(again);
  });

  it.skipIf(process.platform === "win32")(
    "is no link to somewhere else, and no drawing that calls itself PNG",
    async () => {
      const { plant, open } = await openNew();
      const secret = await plant("elsewhere/secret.png", await picture(90));
      const lora = await plant("models/Lora/gold.safetensors", tensors("x.lora_down.weight"));
      await symlink(secret, join(lora, "..", "gold.png"));
      await plant("models/Lora/silver.safetensors", tensors("x.lora_down.weight"));
      await plant("models/Lora/silver.png", `<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>`);
      const models = open();
      const [gold, silver] = await models.list("lora");
      expect(gold).not.toHaveProperty("previewVersion");
      expect(await models.preview(gold!.id, 128)).toBeUndefined();
      expect(await models.preview(silver!.id, 128)).toBeUndefined();
    },
  );

  it("is written beside the model when somebody chooses one, with its generation data, and said", async () => {
    const { plant, open, changes } = await openNew();
    const lora = await plant("models/Lora/gold.safetensors", tensors("x.lora_down.weight"));
    const chosen = writeImageText(await picture(70), "png", "apple");
    const models = open();
    const [gold] = await models.list("lora");
    const before = changes();
    expect((await models.choosePreview(gold!.id, chosen)).previewVersion).toBeDefined();
    expect(changes()).toBe(before + 1);
    expect(readImageText(await readFile(join(lora, "..", "gold.preview.png")))).toBe("apple");
    expect((await models.get(gold!.id))?.previewVersion).toBeDefined();
    const webp = await sharp(await picture(30))
      .webp()
      .toBuffer();
    await expect(models.choosePreview(gold!.id, webp)).rejects.toMatchObject({ code: "models/previewExists" });
    expect(await shadeOf(await readFile(join(lora, "..", "gold.preview.png")))).toBeCloseTo(70, -1);
    await models.choosePreview(gold!.id, webp, { replace: true });
    expect(await shadeOf(await readFile(join(lora, "..", "gold.preview.png")))).toBeCloseTo(30, -1);
    await expect(models.choosePreview("nobody", chosen)).rejects.toMatchObject({ code: "models/notFound" });
    const png = await picture(9);
    for (const broken of [Buffer.from("no picture"), png.subarray(0, 60), Buffer.from("<svg/>"), new Uint8Array()])
      await expect(models.choosePreview(gold!.id, broken, { replace: true })).rejects.toMatchObject({
        code: "models/badPreview",
      });
    expect(await shadeOf(await readFile(join(lora, "..", "gold.preview.png")))).toBeCloseTo(30, -1);
  });

  it("comes back as it was, whether it was chosen first, chosen again or taken away", async () => {
    const { plant, open } = await openNew();
    const lora = await plant("models/Lora/gold.safetensors", tensors("x.lora_down.weight"));
    const file = join(lora, "..", "gold.preview.png");
    const models = open();
    const { id } = (await models.list("lora"))[0]!;
    await models.choosePreview(id, await picture(70));
    expect((await models.undoPreview(id)).previewVersion).toBeUndefined();
    await expect(stat(file)).rejects.toThrow();
    await models.choosePreview(id, await picture(70));
    await models.choosePreview(id, await picture(150), { replace: true });
    await models.undoPreview(id);
    expect(await shadeOf(await readFile(file))).toBeCloseTo(70, -1);
    expect((await models.removePreview(id)).previewVersion).toBeUndefined();
    await expect(stat(file)).rejects.toThrow();
    expect((await models.undoPreview(id)).previewVersion).toBeDefined();
    expect(await shadeOf(await readFile(file))).toBeCloseTo(70, -1);
  });

  it("of another program is neither written nor taken away until somebody says so", async () => {
    const { plant, open } = await openNew({ home: folder.replace(/[^/\\]+$/, "elsewhere") });
    await mkdir(folder.replace(/[^/\\]+$/, "elsewhere"), { recursive: true });
    const lora = await plant("models/Lora/gold.safetensors", tensors("x.lora_down.weight"));
    await plant("models/Lora/gold.png", await picture(50));
    const models = open();
    const { id } = (await models.list("lora"))[0]!;
    expect(await models.view(id)).toMatchObject({ isOwn: false });
    const refused = { code: "models/foreignFolder" };
    await expect(models.choosePreview(id, await picture(70))).rejects.toMatchObject(refused);
    await expect(models.choosePreview(id, await picture(70), { replace: true })).rejects.toMatchObject(refused);
    await expect(models.removePreview(id)).rejects.toMatchObject(refused);
    expect((await readdir(join(lora, ".."))).sort()).toEqual(["gold.png", "gold.safetensors"]);
    await models.choosePreview(id, await picture(70), { foreign: true });
    expect(await shadeOf(await readFile(join(lora, "..", "gold.preview.png")))).toBeCloseTo(70, -1);
    expect(await shadeOf(await readFile(join(lora, "..", "gold.png")))).toBeCloseTo(50, -1);
    await rm(folder.replace(/[^/\\]+$/, "elsewhere"), { recursive: true });
  });

  it("of the starter stays", async () => {
    const { open } = await openNew();
    const chosen = await picture(70);
    const models = open([starterRoot]);
    const [starter] = await models.list("checkpoint");
    await expect(models.choosePreview(starter!.id, chosen)).rejects.toMatchObject({ code: "models/fixedPreview" });
  });
});

it("a LoRA tells its alias and what its trainer wrote, pictures left out", async () => {
  const { plant, open } = await openNew();
  const metadata = { ss_output_name: "goldleaf", ss_tag_frequency: '{"a": {"gold": 7}}', ssmd_cover_images: '["…"]' };
  const data = new Uint8Array(48);
  const bytes = printSafetensors([{ name: "x.lora_down.weight", dtype: "F16", shape: [4, 6], data }], metadata);
  await plant("models/Lora/gold.safetensors", bytes);
  const models = open();
  const [gold] = await models.list("lora");
  expect(await models.details(gold!.id)).toEqual({
    kind: "lora",
    alias: "goldleaf",
    metadata: { ss_output_name: "goldleaf", ss_tag_frequency: { a: { gold: 7 } } },
  });
  expect(await models.details("nobody")).toBeUndefined();
});

describe("what people wrote about a model", () => {
  const header = (metadata: Record<string, string>) =>
    printSafetensors([{ name: "x.lora_down.weight", dtype: "F16", shape: [4, 6], data: new Uint8Array(48) }], metadata);

  it("is read from its file, and who wrote nearer to the user wins", async () => {
    const { plant, open } = await openNew();
    const tags = { "10_gold": { goldcoin: 19, shiny: 18, table: 3 }, "5_more": { goldcoin: 7 } };
    await plant(
      "models/Lora/gold.safetensors",
      header({ ss_tag_frequency: JSON.stringify(tags), ss_sd_model_name: "aom3.safetensors" }),
    );
    const words = async () => (await refreshed(open()))[0];
    expect((await words())?.triggerWords).toEqual(["goldcoin"]);
    const info = { id: 7, modelId: 5, trainedWords: ["gilded, coin"], model: { name: "Gold!" }, baseModel: "SD 1.5" };
    await plant(
      "models/Lora/gold.civitai.info",
      JSON.stringify({ ...info, description: "<p>Shine &amp; <b>more</b><script>alert(1)</script></p>" }),
    );
    expect((await words())?.wordsBeside).toEqual(["gilded", "coin"]);
    const card = { "activation text": "midas", "preferred weight": 0.7, notes: "mine", "negative text": "silver" };
    await plant("models/Lora/gold.json", JSON.stringify(card));
    const entry = await words();
    expect(entry?.wordsBeside).toEqual(["midas"]);
    const view = await open().view(entry!.id);
    expect(view?.notes).toEqual({
      title: "Gold!",
      baseModel: "SD 1.5",
      trainedOn: "aom3.safetensors",
      notes: "mine",
      triggerWords: ["midas"],
      preferredWeight: 0.7,
      negativeText: "silver",
      civitai: { model: 5, version: 7 },
      description: "Shine & morealert(1)",
    });
    expect(view).toMatchObject({ tensors: 1, isOwn: true });
  });

  it.each(["", "[]", "null", "{", '{"trainedWords": 5, "modelId": "x", "activation text": [1]}', "\u0000".repeat(9)])(
    "is as if it were not there when it makes no sense: %j",
    async (nonsense) => {
      const { plant, open } = await openNew();
      await plant("models/Lora/gold.safetensors", header({ ss_tag_frequency: nonsense }));
      for (const name of ["gold.json", "gold.civitai.info"]) await plant(`models/Lora/${name}`, nonsense);
      const models = open();
      const { id } = (await models.list())[0]!;
      expect((await models.view(id))?.notes).toEqual({ triggerWords: [] });
    },
  );
});

it("a broken file is listed with the facts that it is told with, also in a list that an earlier version kept", async () => {
  const { plant, open, root } = await openNew();
  const half = tensors("model.diffusion_model.x");
  await plant("models/Stable-diffusion/half.safetensors", half.subarray(0, half.length - 9));
  const [entry] = await open().list();
  expect(entry?.problem?.zh?.message).toMatch(/half\.safetensors .*至少还缺/);
  const { database } = openDatabase(join(folder, `${serial}.sqlite`));
  const { facts: _, zh: __, ...bare } = entry!.problem!;
  database.run("UPDATE model_entries SET entry = ?", JSON.stringify({ ...entry, problem: bare }));
  database.run("UPDATE models SET identity = ''"); // as a row that was carried over has it
  database.close();
  const models = open([root]);
  await models.list();
  const [again] = await refreshed(models);
  expect(again?.problem?.facts).toEqual(entry?.problem?.facts);
});
