// @vitest-environment happy-dom

import { beforeEach, describe, expect, it } from "vitest";
import { en } from "../../i18n/en/en.ts";
import { all, find, press, show } from "../../testing/show.tsx";
import { Facets } from "./facets.tsx";
import { galleryFilter } from "./gallery-state.ts";

beforeEach(() => galleryFilter.set({}));

const answers = {
  "GET /v1/pictures/facets": {
    checkpoints: [
      { name: "anything", count: 12 },
      { name: "deliberate", count: 3400 },
    ],
    samplers: [{ name: "Euler a", count: 5 }],
  },
};
const pressed = () => all(".facet[aria-pressed=true]").map(({ title }) => title);

describe("facets", () => {
  it("show the places alone while nothing was painted", async () => {
    await show(<Facets />, { answers: { "GET /v1/pictures/facets": { checkpoints: [], samplers: [] } } });
    expect(all(".facet").map(({ title }) => title)).toEqual([en.gallery.all, en.gallery.favourites, en.gallery.bin]);
    expect(all("h2")).toEqual([]);
  });
  it("count what there is of each", async () => {
    await show(<Facets />, { answers });
    expect(all(".facet").map(({ textContent }) => textContent)).toEqual([
      ...[en.gallery.all, en.gallery.favourites, en.gallery.bin],
      ...["anything12", "deliberate3,400", "Euler a5"],
    ]);
  });
  it.each([
    [en.gallery.all, {}, [en.gallery.all]],
    [en.gallery.favourites, { favourite: true }, [en.gallery.favourites]],
    [en.gallery.bin, { deleted: true }, [en.gallery.bin]],
    ["anything", { checkpoint: "anything" }, [en.gallery.all, "anything"]],
    ["deliberate", { checkpoint: "deliberate" }, [en.gallery.all, "deliberate"]],
    ["Euler a", { sampler: "Euler a" }, [en.gallery.all, "Euler a"]],
  ])("pressed, %s filters by itself alone, and is the one that is shown as chosen", async (title, filter, chosen) => {
    await show(<Facets />, { answers });
    await press(find(`.facet[title="${title}"]`));
    expect(galleryFilter.get()).toEqual(filter);
    expect(pressed()).toEqual(chosen);
  });
  it("a place takes the place of another, and leaves checkpoint, sampler and words as they are", async () => {
    galleryFilter.set({ favourite: true, checkpoint: "anything", text: "fox", job: "j1" });
    await show(<Facets />, { answers });
    await press(find(`.facet[title="${en.gallery.bin}"]`));
    expect(galleryFilter.get()).toEqual({ deleted: true, checkpoint: "anything", text: "fox" });
    await press(find(`.facet[title="${en.gallery.all}"]`));
    expect(galleryFilter.get()).toEqual({ checkpoint: "anything", text: "fox" });
  });
  it("a checkpoint pressed again is no longer asked for; another takes its place", async () => {
    await show(<Facets />, { answers });
    await press(find('.facet[title="anything"]'));
    await press(find('.facet[title="deliberate"]'));
    expect(galleryFilter.get()).toEqual({ checkpoint: "deliberate" });
    await press(find('.facet[title="deliberate"]'));
    expect(galleryFilter.get()).toEqual({});
  });
  it("choosing one leaves a stack, whose pictures it would not find", async () => {
    galleryFilter.set({ job: "j1" });
    await show(<Facets />, { answers });
    expect(pressed()).toEqual([]);
    await press(find('.facet[title="Euler a"]'));
    expect(galleryFilter.get()).toEqual({ sampler: "Euler a" });
  });
});
