// @vitest-environment happy-dom

import type { ModelEntry } from "@danfang/domain";
import { describe, expect, it } from "vitest";
import { en } from "../../i18n/en/en.ts";
import { giveRoom } from "../../testing/give-room.ts";
import { all, find, press, show, write } from "../../testing/show.tsx";
import { isOtherFamily } from "./families.ts";
import { PickerDialog } from "./picker-dialog.tsx";
import { WallFacets } from "./wall-facets.tsx";

const model = (stem: string, more: Partial<ModelEntry> = {}): ModelEntry => ({
  id: stem,
  kind: "lora",
  name: `${stem}.safetensors`,
  stem,
  folder: "/models/Lora",
  family: "Stable Diffusion 1.x",
  precision: "fp16",
  sizeBytes: 1_000_000,
  isStarter: false,
  ...more,
});
const checkpoint = model("aom3", { kind: "checkpoint" });
const flags = { favourite: 1, broken: 0, withoutVae: 0, unused: 2, absent: 0 };
const facets = {
  total: 3,
  kind: [{ value: "lora", count: 3 }],
  family: [],
  base: [],
  tag: [],
  flags,
  folder: [
    { value: "/disk/one/models/Lora/ink", count: 2 },
    { value: "/disk/two/models/Lora", count: 1 },
  ],
};
const answersOf = (items: readonly ModelEntry[]) => ({
  "GET /v1/models/page": { items, total: items.length, scanning: false },
  "GET /v1/models/facets": facets,
  "PATCH /v1/models/ink": model("ink"),
});

interface Happened {
  readonly chosen: string[];
  readonly plain: string[];
  readonly words: string[];
  closed: number;
}

async function showPicker(items: readonly ModelEntry[]) {
  giveRoom();
  const happened: Happened = { chosen: [], plain: [], words: [], closed: 0 };
  const shown = await show(
    <PickerDialog
      isOpen
      label="Add"
      className=""
      shown=""
      kinds={["lora"]}
      value="used.safetensors"
      checkpoint={checkpoint}
      plain={[{ value: "none", name: "Nothing" }]}
      onChoose={({ stem }) => happened.chosen.push(stem)}
      onPlain={(value) => happened.plain.push(value)}
      onWord={(word) => happened.words.push(word)}
      onClose={() => happened.closed++}
    />,
    { answers: answersOf(items) },
  );
  return { happened, ...shown };
}
const cards = () => all(".wall-name").map(({ textContent }) => textContent);

describe("the picker's wall", () => {
  it("uses a model at one press and closes; one that cannot be used is not", async () => {
    const problem = { code: "a/b", message: "Broken.", hint: "" };
    const { happened } = await showPicker([model("ink"), model("broken", { problem })]);
    expect(cards()).toEqual(["ink", "broken"]);
    await press(find(".wall-open", "Use: broken"));
    expect(happened).toMatchObject({ chosen: [], closed: 0 });
    await press(find(".wall-open", "Use: ink"));
    expect(happened).toMatchObject({ chosen: ["ink"], closed: 1 });
  });

  it("says what is chosen, of another family, recommended, and which files are the same", async () => {
    await showPicker([
      model("used"),
      model("xl", { family: "Stable Diffusion XL", preferredWeight: 0.8 }),
      model("ink", { alsoNamed: ["tinte.safetensors"], sha256: "0".repeat(64) }),
    ]);
    expect(all(".wall-card").map(({ dataset }) => dataset.marked)).toEqual(["true", undefined, undefined]);
    expect(all(`[aria-label="${en.wall.otherFamily}"]`)).toHaveLength(1);
    expect(all(`[aria-label="${en.wall.verified}"]`)).toHaveLength(1);
    expect(find(".wall-triggers").textContent).toBe("×0.8");
    expect(all(".wall-line", /tinte\.safetensors/)).toHaveLength(1);
  });

  it("hands on trigger words without choosing, and keeps favourites", async () => {
    const { happened, asked } = await showPicker([model("ink", { triggerWords: ["ink wash", "sumi", "x", "y"] })]);
    expect(all(".wall-word").map(({ textContent }) => textContent)).toEqual(["ink wash", "sumi"]);
    await press(find(".wall-word", "sumi"));
    await press(find(".wall-heart"));
    expect(happened).toMatchObject({ words: ["sumi"], chosen: [], closed: 0 });
    expect(asked.find(({ what }) => what.startsWith("PATCH"))?.body).toEqual({ isFavourite: true });
  });

  it("is asked of the studio, equal files once: words, favourites, what fits", async () => {
    const { asked } = await showPicker([model("ink")]);
    await write(find('input[type="search"]'), " mhx ");
    await press(find(".wall-chip", en.wall.flags.favourite));
    await press(find(".wall-chip", en.wall.fits.replace("{{name}}", "aom3")));
    const query = asked.filter(({ what }) => what === "GET /v1/models/page").at(-1)?.url.searchParams;
    expect(Object.fromEntries(query ?? [])).toMatchObject({
      kind: "lora",
      text: "mhx",
      favourite: "true",
      fits: "Stable Diffusion 1.x",
      once: "true",
      sort: "handy",
    });
  });

  it("has what is no file, too, and says what to do where there is nothing", async () => {
    const { happened } = await showPicker([]);
    expect(find(".empty-state-title").textContent).toBe(en.models.empty);
    await press(find(".wall-chip", "Nothing"));
    expect(happened).toMatchObject({ plain: ["none"], closed: 1 });
  });
});

describe("facets", () => {
  async function showFacets(filter: object) {
    const changes: object[] = [];
    await show(
      <WallFacets filter={filter} facets={facets} checkpoint={checkpoint} onChange={(next) => changes.push(next)} />,
    );
    return changes;
  }
  const labels = () => all(".facet").map(({ textContent }) => textContent);

  it("have counts, end of a path, and nothing that no model has", async () => {
    await showFacets({ kind: "lora" });
    expect(labels()).toEqual(["All", "Favourites1", "Never used2", "Fits aom3", "Lora/ink2", "models/Lora1"]);
  });
  it("are put on and taken off one by one; all of them at once, but for kind and words", async () => {
    const changes = await showFacets({ kind: "lora", text: "x", favourite: true });
    await press(find(".facet", /^Favourites/));
    await press(find(".facet", /^Lora\/ink/));
    await press(find(".facet", "All"));
    expect(changes).toEqual([
      { kind: "lora", text: "x" },
      { kind: "lora", text: "x", favourite: true, folder: "/disk/one/models/Lora/ink" },
      { kind: "lora", text: "x" },
    ]);
  });
});

it("only models that both say their family, and not the same, are said not to fit", () => {
  const others = ["Stable Diffusion 1.x, miniature", "Stable Diffusion XL", "unknown", ""];
  expect(others.map((family) => isOtherFamily(model("x", { family }), checkpoint))).toEqual([
    false,
    true,
    false,
    false,
  ]);
  const upscaler = model("x", { kind: "upscaler", family: "Stable Diffusion XL" });
  expect([isOtherFamily(upscaler, checkpoint), isOtherFamily(model("x"), undefined)]).toEqual([false, false]);
});
