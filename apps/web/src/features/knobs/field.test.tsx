// @vitest-environment happy-dom
import {
  type ChoiceField,
  type Field,
  type FieldPath,
  type FlagField,
  fieldAt,
  fields,
  type NumberField,
} from "@danfang/domain";
import { wordsOf } from "@danfang/words";
import { act } from "react";
import { describe, expect, it } from "vitest";
import { all, find, press, show, write } from "../../testing/show.tsx";
import { type Draft, emptyDraft } from "../draft/draft.ts";
import { valueAt } from "../draft/draft-path.ts";
import { type DraftField, isInUse, placeOf } from "../draft/draft-place.ts";
import { draftStore, setDraft } from "../draft/draft-store.ts";
import { Field as FieldControl } from "./field.tsx";

/** Every field of an order that the draft has a place for. */
const onPage = (Object.keys(fields) as FieldPath[]).filter((path): path is DraftField => {
  const [group = "", name, more] = placeOf(path as DraftField).split(".");
  return (
    group in emptyDraft &&
    more === undefined &&
    (name === undefined || typeof emptyDraft[group as "hires"] === "object")
  );
});
const now = (path: DraftField) => valueAt(draftStore.get(), placeOf(path)) as unknown;

/** A draft in which as many fields as possible do something. */
const draft: Draft = {
  ...emptyDraft,
  sampler: "DPM++ 2M SDE",
  hires: { ...emptyDraft.hires, isOn: true },
  knobs: { hypertile: "both" },
};
const inUse = (...kinds: Field["kind"][]) =>
  onPage.filter((path) => kinds.includes(fieldAt(path).kind) && isInUse(path, draft));
/** Seeds of 64 bits are more than a number of JavaScript's holds: they are typed as text. */
const numbersInUse = () =>
  inUse("number", "whole").filter((path) => {
    const field = fieldAt(path);
    return !("bits" in field && field.bits);
  });

/** All of these fields, each in a place of its own. */
async function showFields(paths: readonly DraftField[]): Promise<void> {
  setDraft(draft);
  await show(
    paths.map((path) => (
      <div key={path} data-at={path}>
        <FieldControl at={path} />
      </div>
    )),
  );
}
const within = (at: DraftField, selector: string) => find(`[data-at="${at}"] ${selector}`);
const leastOf = ({ isAbove, least, special, step }: NumberField) =>
  Math.min(isAbove ? step : least, special ?? Number.POSITIVE_INFINITY);
const numberAt = (at: DraftField) => fieldAt(at) as NumberField;
async function key(element: HTMLElement, name: string, more: KeyboardEventInit = {}): Promise<void> {
  await act(async () => {
    element.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, ...more }));
  });
}

it("the control of every number offers exactly the field's range, and its usual value until somebody turns it", async () => {
  const paths = numbersInUse();
  expect(paths.length).toBeGreaterThan(40);
  await showFields(paths);
  for (const at of paths) {
    const field = numberAt(at);
    const attributes = ["min", "max", "now"].map((name) =>
      within(at, '[role="spinbutton"]').getAttribute(`aria-value${name}`),
    );
    const held = valueAt(draft, placeOf(at)) as unknown;
    const usual = held ?? field.usual ?? field.special ?? field.least;
    expect(attributes, at).toEqual([leastOf(field), field.most, usual].map(String));
  }
});

it("a slider stands beside every number whose usual range is known, over that range and in its steps", async () => {
  const paths = numbersInUse();
  await showFields(paths);
  for (const at of paths) {
    const field = numberAt(at);
    const sliders = all(`[data-at="${at}"] input[type="range"]`).map((slider) =>
      ["min", "max", "step"].map((name) => Number(slider.getAttribute(name))),
    );
    const { slidesTo } = field;
    expect(sliders, at).toEqual(slidesTo === undefined ? [] : [[leastOf(field), slidesTo, field.step]]);
  }
});

describe.each<DraftField>([
  "steps",
  "cfgScale",
  "hires.scale",
  "knobs.eta",
  "init.denoisingStrength",
  "init.mask.padding",
])("the number %s", (at) => {
  const field = numberAt(at);
  const least = leastOf(field);
  const start = Math.min(field.most - field.step, least + 17 * field.step);
  it("goes up and down by the field's step, by ten of them with Shift, and never out of its range", async () => {
    await showFields([at]);
    const typed = within(at, '[role="spinbutton"]');
    await write(typed, String(start));
    expect(now(at)).toBeCloseTo(start, 4);
    await key(typed, "ArrowUp");
    expect(now(at)).toBeCloseTo(start + field.step, 4);
    await key(typed, "ArrowDown");
    await key(typed, "ArrowDown", { shiftKey: true });
    expect(now(at)).toBeCloseTo(start - 10 * field.step, 4);
    await key(typed, "ArrowDown", { shiftKey: true });
    expect(now(at)).toBeCloseTo(Math.max(least, start - 20 * field.step), 4);
  });
  it("takes what is typed once the field is left, held to its range; what is no number changes nothing", async () => {
    await showFields([at]);
    const typed = within(at, '[role="spinbutton"]');
    await write(typed, String(field.most + 1000));
    expect(now(at)).toBe(field.most);
    await write(typed, "a dozen");
    expect(now(at)).toBe(field.most);
    await write(typed, String(least - 1000));
    expect(now(at)).toBe(least);
  });
});

it("every switch shows what is usual, and turns it around", async () => {
  const paths = inUse("flag");
  await showFields(paths);
  for (const at of paths) {
    const { usual } = fieldAt(at) as FlagField;
    const before = valueAt(draft, placeOf(at)) ?? usual;
    const shown = within(at, 'input[type="checkbox"]') as HTMLInputElement;
    expect(shown.checked, at).toBe(before);
    await press(shown);
    expect(now(at), at).toBe(!before);
  }
});

it.each(inUse("choice"))("the list of %s has every choice of the field by its words, and sets it", async (at) => {
  const field = fieldAt(at) as ChoiceField;
  await showFields([at]);
  await press(within(at, "input"));
  const words = wordsOf(at, "en");
  const named = field.choices.map((name) => words.choices?.[name] ?? name);
  const offered = all('[role="option"]').map(({ textContent }) => textContent);
  expect(offered).toEqual(words.none === undefined ? named : [words.none, ...named]);
  await press(find('[role="option"]', named.at(-1)));
  expect(now(at)).toBe(field.choices.at(-1));
});
