import { join } from "node:path";
import { DanfangError, defined, type ModelEntry } from "@danfang/domain";
import type { ListedModel, ModelDetails } from "@danfang/studio";
import type { Names } from "@danfang/workbench";
import type { Studio } from "../border/studio.ts";
import { greyPng } from "./grey-png.ts";
import { missing } from "./missing.ts";

export const fakeModels: readonly ListedModel[] = [
  {
    ...model("checkpoint", "photo/sd15.safetensors", "0f1e2d3c4b"),
    sha256: `0f1e2d3c4b${"5a".repeat(27)}`,
    textWidth: 768,
  },
  { ...model("checkpoint", "starter.safetensors", "a1b2c3d4e5"), textWidth: 128 },
  model("vae", "kl-f8-anime2.safetensors"),
  model("lora", "ink.safetensors"),
  model("embedding", "easynegative.safetensors"),
  model("hypernetwork", "pop.safetensors"),
  { ...model("upscaler", "4x_grain.safetensors"), previewVersion: "17-4" },
];

function model(kind: ModelEntry["kind"], name: string, hash?: string): ListedModel {
  const stem = name.replace(/^.*\//, "").replace(/\.[^.]+$/, "");
  const facts = { family: "Stable Diffusion 1.x", precision: "float16", sizeBytes: 111, isStarter: stem === "starter" };
  return { id: `${kind}-${stem}`, kind, name, stem, folder: join("models", kind), ...facts, ...(hash ? { hash } : {}) };
}

const fakeDetails: Readonly<Record<string, ModelDetails>> = {
  "lora-ink": { kind: "lora", alias: "inkstone", metadata: { ss_output_name: "inkstone" } },
  "embedding-easynegative": {
    kind: "embedding",
    name: "easynegative",
    vectors: 8,
    width: 768,
    metadata: { step: "500", sd_checkpoint: "0f1e2d3c", sd_checkpoint_name: "sd15" },
  },
  "upscaler-4x_grain": { kind: "upscaler", scale: 4 },
};

/** Finds {@link fakeModels} by name, stem or file. */
export const fakeShelf: Names["shelf"] = {
  list: async (wanted) =>
    fakeModels
      .filter(({ kind }) => kind === wanted)
      .map(({ folder, name, stem }) => ({ path: join(folder, name), name, stem })),
  async find(kind, words) {
    const isCalled = ({ name, stem }: { name: string; stem: string }) =>
      [name, stem, `${stem}.safetensors`].includes(words);
    const found = (await fakeShelf.list(kind)).find(isCalled);
    if (!found)
      throw new DanfangError("library/notFound", { message: `No ${kind} is called "${words}".`, hint: "" }, {});
    return found;
  },
  vaes: async () => new Map((await fakeShelf.list("vae")).map((file) => [file.name, file])),
  first: async (kind) => (await fakeShelf.list(kind))[0],
  called: (kind, name) => fakeShelf.find(kind, name).catch(() => undefined),
  like: async () => [],
  mentioned: async () => [],
};

/** The studio's models; pictures that become previews go into `chosenPreviews`. */
export const fakeModelsOf = (chosenPreviews: Uint8Array[]): Studio["models"] => ({
  list: async (kind) => fakeModels.filter((entry) => kind === undefined || entry.kind === kind),
  page: async ({ kind, limit }) => {
    const items = fakeModels.filter((entry) => kind === undefined || entry.kind === kind);
    return { items: items.slice(0, limit), total: items.length, scanning: false };
  },
  facets: async () => ({
    total: fakeModels.length,
    kind: [],
    family: [],
    base: [],
    folder: [],
    tag: [],
    flags: { favourite: 0, broken: 0, withoutVae: 0, unused: 0, absent: 0 },
  }),
  refresh: async () => undefined,
  isScanning: () => false,
  paths: async (id) => [join("models", id)],
  async mark(id, { isFavourite }) {
    const found = fakeModels.find((model) => model.id === id);
    if (!found) throw missing("models", id);
    return { ...found, ...defined({ isFavourite }) };
  },
  used: async () => undefined,
  resolve: async (names) => names.map(() => undefined),
  mentioned: async () => [],
  inRoot: () => ({ counts: {}, passedOver: undefined, isUnseen: false }),
  get: async (id) => fakeModels.find((entry) => entry.id === id),
  path: async (id) => (fakeModels.some((entry) => entry.id === id) ? join("models", id) : undefined),
  details: async (id) => fakeDetails[id],
  preview: async (id) => (fakeModels.some((model) => model.id === id && model.previewVersion) ? greyPng : undefined),
  async choosePreview(id, picture) {
    const found = fakeModels.find((model) => model.id === id);
    if (!found) throw missing("models", id);
    chosenPreviews.push(picture);
    return { ...found, previewVersion: "18-5" };
  },
  async removePreview(id, { foreign } = {}) {
    const found = fakeModels.find((model) => model.id === id);
    if (!found) throw missing("models", id);
    if (!foreign) throw new DanfangError("models/foreignFolder", { message: "elsewhere", hint: "" }, {});
    return found;
  },
  async undoPreview(id) {
    const found = fakeModels.find((model) => model.id === id);
    if (!found) throw missing("models", id);
    return { ...found, previewVersion: "17-4" };
  },
  async view(id) {
    const model = fakeModels.find((entry) => entry.id === id);
    return (
      model && {
        model,
        problems: [],
        notes: { triggerWords: ["ink"] },
        metadata: {},
        isOwn: true,
        own: { notes: "", tags: [] },
        paths: [],
      }
    );
  },
  hash: async () => "a1b2c3d4e5f60718",
  tensorHash: async (id) => (id === "lora-ink" ? "5e40d722fc3d0718" : "0"),
});

export const fakeFolders: Studio["modelFolders"] = {
  list: async () => [{ path: "models", from: "own", state: "ready", counts: { checkpoint: 2 }, problems: [] }],
  async check(folder) {
    if (folder !== "models")
      throw new DanfangError("library/folderMissing", { message: "no such folder", hint: "" }, { folder });
    return { path: folder, layout: "plain", counts: {}, warnings: [] };
  },
  admit: async (roots) => [...roots],
  follow: async () => undefined,
  listFirst: async () => undefined,
  listAnew: async () => undefined,
};
