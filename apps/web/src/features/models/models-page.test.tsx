// @vitest-environment happy-dom

import { beforeEach, expect, it } from "vitest";
import { en } from "../../i18n/en/en.ts";
import { giveRoom } from "../../testing/give-room.ts";
import { all, find, press, show, write } from "../../testing/show.tsx";
import { draftStore, setDraft } from "../draft/draft-store.ts";
import { ModelsPage, wallFilter } from "./models-page.tsx";

const ink = {
  id: "ink",
  kind: "lora",
  name: "ink.safetensors",
  stem: "ink",
  folder: "/models/Lora",
  uses: 3,
  family: "Stable Diffusion 1.x",
  precision: "fp16",
  sizeBytes: 1_000_000,
  isStarter: false,
  triggerWords: ["ink wash"],
  preferredWeight: 0.7,
};
const flags = { favourite: 0, broken: 2, withoutVae: 0, unused: 0, absent: 0 };
const view = {
  model: ink,
  notes: { triggerWords: ["ink wash"] },
  problems: [],
  metadata: {},
  isOwn: true,
  own: { notes: "old", tags: ["mine"] },
  paths: ["/a/ink.safetensors", "/b/ink.safetensors"],
  identity: { confidence: "certain", evidence: ["lora_unet_x [4,6]"] },
};
const answersOf = (items: readonly object[], scanning = false) => ({
  "GET /v1/models/page": { items, total: items.length, scanning },
  "GET /v1/models/facets": {
    total: 1,
    kind: [{ value: "lora", count: 4321 }],
    family: [],
    base: [],
    folder: [],
    tag: [],
    flags,
  },
  "GET /v1/models/ink": view,
  "PATCH /v1/models/ink": ink,
});

beforeEach(() => {
  giveRoom();
  wallFilter.set({});
});

it("counts kinds, and says that folders are looked through while there is a list already", async () => {
  await show(<ModelsPage />, { answers: answersOf([ink], true) });
  expect(find('[role="tab"]', /LoRA/).textContent).toMatch(/4,?321/);
  expect(find('[role="status"]').textContent).toContain(en.wall.scanning);
  expect(all(".wall-name")).toHaveLength(1);
});

it("asks for pages and counts, and never for the whole list", async () => {
  const { asked } = await show(<ModelsPage />, { answers: answersOf([ink]) });
  expect(asked.map(({ what }) => what)).not.toContain("GET /v1/models");
  expect(new Set(asked.map(({ url }) => url.searchParams.get("limit")))).toEqual(new Set([null, "60"]));
});

it("without any model says what to do; where a filter leaves none, shows all again", async () => {
  await show(<ModelsPage />, { answers: answersOf([]) });
  expect(find(".empty-state-title").textContent).toBe(en.models.empty);
  await write(find('input[type="search"]'), "nobody");
  expect(find(".empty-state-title").textContent).toBe(en.models.emptySearch);
  await press(find(".facet", /^Unusable/));
  expect(wallFilter.get()).toEqual({ broken: true });
  await press(find("button", en.wall.showAll));
  expect(wallFilter.get()).toEqual({});
});

it("looks at a model closely: how it is known, its paths, its owner's words, which are kept when they are left", async () => {
  const { asked } = await show(<ModelsPage />, { answers: answersOf([ink]) });
  await press(find(".wall-open", "Look at: ink"));
  const text = find(".model-panel").textContent;
  for (const told of ["certain", "lora_unet_x [4,6]", "/b/ink.safetensors", "3 times"]) expect(text).toContain(told);
  await write(find("textarea"), "new words");
  expect(asked.filter(({ what }) => what.startsWith("PATCH")).map(({ body }) => body)).toEqual([
    { notes: "new words" },
  ]);
});

it("writes a network into the prompt with the weight of its card, and its trigger words at a press", async () => {
  setDraft({ prompt: "fox" });
  await show(<ModelsPage />, { answers: answersOf([ink]) });
  await press(find(".wall-use", /ink/));
  expect(draftStore.get().prompt).toBe("fox, <lora:ink:0.7>");
  await press(find(".wall-word", "ink wash"));
  expect(draftStore.get().prompt).toBe("fox, <lora:ink:0.7>, ink wash");
});
