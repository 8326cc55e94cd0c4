// @vitest-environment happy-dom

import { fields } from "@danfang/domain";
import { describe, expect, it } from "vitest";
import { en } from "../../i18n/en/en.ts";
import { all, find, press, show, write } from "../../testing/show.tsx";
import { emptyDraft } from "../draft/draft.ts";
import { draftStore, setDraft } from "../draft/draft-store.ts";
import { SeedKnob } from "./seed-knob.tsx";
import { SizeKnob } from "./size-knob.tsx";

const rangeOf = (label: string) => {
  const typed = find('[role="spinbutton"]', label);
  return ["min", "max", "now"].map((name) => Number(typed.getAttribute(`aria-value${name}`)));
};

describe("the seed", () => {
  it("takes every seed of 64 bits to its last digit, typed or stepped to, and nothing else", async () => {
    await show(<SeedKnob shownSeed={undefined} />);
    const typed = find("input", "Seed");
    for (const seed of [fields.seed.special, 0, "18446744073709551615", "-9223372036854775808"]) {
      await write(typed, String(seed));
      expect(draftStore.get().seed).toBe(seed);
    }
    for (const none of ["18446744073709551616", "1.5", "fox"]) {
      await write(typed, none);
      expect(draftStore.get().seed).toBe("-9223372036854775808");
    }
  });
  it("is drawn again after the dice, and taken over from the picture that is shown", async () => {
    await show(<SeedKnob shownSeed={4242} />);
    await press(find("button", en.create.seedRecycle));
    expect(draftStore.get().seed).toBe(4242);
    const dice = find("button", en.create.seedDice);
    expect(dice.getAttribute("aria-pressed")).toBe("false");
    await press(dice);
    expect(draftStore.get().seed).toBe(-1);
    expect(dice.getAttribute("aria-pressed")).toBe("true");
  });
  it("cannot be taken over while no picture is shown", async () => {
    await show(<SeedKnob shownSeed={undefined} />);
    expect((find("button", en.create.seedRecycle) as HTMLButtonElement).disabled).toBe(true);
  });
});

describe("the size", () => {
  const answers = { "GET /v1/models": { models: [] } };
  it.each([en.create.width, en.create.height])("%s has the range of an order, in whole latent cells", async (side) => {
    await show(<SizeKnob />, { answers });
    expect(rangeOf(side)).toEqual([8, fields.width.most, 512]);
    await write(find('[role="spinbutton"]', side), "8");
    const { width, height } = draftStore.get();
    expect(side === en.create.width ? width : height).toBe(8);
    expect(side === en.create.width ? height : width).toBe(512);
  });
  it("is turned on its side by the arrows", async () => {
    setDraft({ ...emptyDraft, width: 448, height: 640 });
    await show(<SizeKnob />, { answers });
    await press(find("button", en.create.swap));
    expect(draftStore.get()).toMatchObject({ width: 640, height: 448 });
  });
  it("names the shape of a size that is not the checkpoint's own, and none where it has none", async () => {
    setDraft({ ...emptyDraft, width: 512, height: 768 });
    await show(<SizeKnob />, { answers });
    expect((find(`input[aria-label="${en.create.shape}"]`) as HTMLInputElement).value).toBe("2:3");
    await write(find('[role="spinbutton"]', en.create.width), "520");
    expect((find(`input[aria-label="${en.create.shape}"]`) as HTMLInputElement).value).toBe("");
  });
  it("names its shape, and takes the size of another", async () => {
    setDraft({ ...emptyDraft, width: 448, height: 640 });
    await show(<SizeKnob />, { answers });
    const shape = find(`input[aria-label="${en.create.shape}"]`) as HTMLInputElement;
    expect(shape.value).toBe("2:3");
    await press(shape);
    expect(all('[role="option"]').length).toBe(7);
    await press(find('[role="option"]', /^1:1/));
    expect(draftStore.get()).toMatchObject({ width: 512, height: 512 });
  });
});
