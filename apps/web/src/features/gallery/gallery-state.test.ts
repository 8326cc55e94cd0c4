import { afterEach, expect, it } from "vitest";
import { samplePicture } from "../../testing/samples.ts";
import { chosenAfter, galleryFilter, openStack } from "./gallery-state.ts";

const [a, b, c] = ["a", "b", "c"].map((id) => samplePicture({ id })) as [
  ReturnType<typeof samplePicture>,
  ReturnType<typeof samplePicture>,
  ReturnType<typeof samplePicture>,
];

afterEach(() => galleryFilter.set({}));

it("a third picture takes the place of the older of two; one that was chosen is let go", () => {
  expect(chosenAfter([], a)).toEqual([a]);
  expect(chosenAfter([a], b)).toEqual([a, b]);
  expect(chosenAfter([a, b], c)).toEqual([b, c]);
  expect(chosenAfter([a, b], a)).toEqual([b]);
});

it("a stack shows its job alone; what was imported has none", () => {
  galleryFilter.set({ text: "fox", favourite: true });
  openStack(a);
  expect(galleryFilter.get()).toEqual({ text: "fox", favourite: true });
  openStack({ ...a, jobId: "j7" });
  expect(galleryFilter.get()).toEqual({ job: "j7" });
});
