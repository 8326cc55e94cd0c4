// @vitest-environment happy-dom

import { beforeEach, describe, expect, it } from "vitest";
import type { PictureFilter } from "../../api/client.ts";
import { en } from "../../i18n/en/en.ts";
import { samplePicture } from "../../testing/samples.ts";
import { all, find, never, press, show, write } from "../../testing/show.tsx";
import { GalleryPage } from "./gallery-page.tsx";
import { chosenPictures, galleryFilter } from "./gallery-state.ts";

beforeEach(() => {
  galleryFilter.set({});
  chosenPictures.set(undefined);
});

const answersOf = (pictures: unknown) => ({
  "GET /v1/pictures": pictures,
  "GET /v1/pictures/facets": { checkpoints: [], samplers: [] },
  "GET /v1/pictures/bin": { pictures: 3, sizeBytes: 1000, keptFiles: 0 },
  "GET /v1/settings": { gallery: { binDays: 30 } },
});
const none = answersOf({ total: 0, pictures: [] });

describe("the gallery", () => {
  it("says nothing of what there is until it is known", async () => {
    await show(<GalleryPage />, { answers: answersOf(never) });
    expect(find(".gallery-total").textContent).toBe("");
    expect(all(".empty-state")).toEqual([]);
  });
  it.each<[string, PictureFilter, string]>([
    ["without any picture", {}, en.gallery.empty],
    ["whose words find nothing", { text: "fox" }, en.gallery.emptySearch],
    ["without pictures of a checkpoint", { checkpoint: "anything" }, en.gallery.emptySearch],
    ["without pictures of a sampler", { sampler: "Euler" }, en.gallery.emptySearch],
    ["without favourites", { favourite: true }, en.gallery.emptyFavourites],
    ["whose bin is empty", { deleted: true }, en.gallery.emptyBin],
  ])("%s says so, and offers what to do", async (_, filter, title) => {
    galleryFilter.set(filter);
    await show(<GalleryPage />, { answers: none });
    expect(find(".empty-state-title").textContent).toBe(title);
    const isPlain = Object.keys(filter).length === 0;
    expect(all("button", en.gallery.clearFilters).length).toBe(isPlain ? 0 : 1);
    if (!isPlain) await press(find("button", en.gallery.clearFilters));
    expect(galleryFilter.get()).toEqual({});
  });
  it("counts what there is, and what is chosen for comparing", async () => {
    const [left, right] = [samplePicture({ id: "l" }), samplePicture({ id: "r" })];
    await show(<GalleryPage />, { answers: answersOf({ total: 1234, pictures: [left, right] }) });
    expect(find(".gallery-total").textContent).toMatch(/1,?234 pictures/);
    await press(find("button", en.gallery.compare));
    expect(find(".gallery-total").textContent).toBe(en.gallery.comparePick);
    expect(chosenPictures.get()).toEqual([]);
    await press(find("button", en.gallery.compare));
    expect(chosenPictures.get()).toBeUndefined();
  });
  it("searches for what is written, and no longer inside a stack; no words are no search", async () => {
    galleryFilter.set({ job: "j1" });
    const { asked } = await show(<GalleryPage />, {
      answers: answersOf({ total: 2, pictures: [samplePicture(), samplePicture({ id: "q" })] }),
    });
    expect(document.body.textContent).toContain(en.gallery.closeStack);
    await write(find('input[type="search"]'), "  fox ");
    await expect.poll(() => galleryFilter.get()).toEqual({ text: "fox" });
    await expect.poll(() => asked.some(({ url }) => url.searchParams.get("text") === "fox")).toBe(true);
    await write(find('input[type="search"]'), " ");
    await expect.poll(() => galleryFilter.get()).toEqual({});
  });
  it("says how long the bin keeps what lies in it, and asks before it is emptied", async () => {
    galleryFilter.set({ deleted: true });
    const { asked } = await show(<GalleryPage />, {
      answers: {
        ...answersOf({ total: 3, pictures: [samplePicture()] }),
        "DELETE /v1/pictures/bin": { removed: 3, freedBytes: 2048, failed: [] },
      },
    });
    expect(find(".gallery-note").textContent).toContain("30 days");
    await press(find("button", en.gallery.emptyBinNow));
    expect(asked.some(({ what }) => what.startsWith("DELETE"))).toBe(false);
    await press(all('[role="dialog"] button').at(-1)!);
    expect(asked.some(({ what }) => what === "DELETE /v1/pictures/bin")).toBe(true);
  });
});
