// @vitest-environment happy-dom

import { describe, expect, it } from "vitest";
import { en } from "../../i18n/en/en.ts";
import { find, press, show } from "../../testing/show.tsx";
import type { NamedValue } from "./read-axis.ts";
import { NamesField } from "./values-field.tsx";

const names: readonly NamedValue[] = [
  { value: "Euler", label: "Euler" },
  { value: "DPM++ 2M", label: "DPM++ 2M" },
];

async function showValues(values: string): Promise<string[]> {
  const put: string[] = [];
  await show(<NamesField name="x" values={values} names={names} onChange={(next) => put.push(next)} />);
  return put;
}
const button = (label: string) => find("button", label) as HTMLButtonElement;
const placeholder = () => document.querySelector("input[placeholder]")?.getAttribute("placeholder") || "";

describe("the values of an axis that are chosen from a list", () => {
  it("are asked for while there are none, and cannot be cleared then", async () => {
    const put = await showValues("");
    expect(placeholder()).toBe(en.grid.pick);
    expect(button(en.grid.clear).disabled).toBe(true);
    expect(button(en.grid.all).disabled).toBe(false);
    await press(button(en.grid.all));
    expect(put).toEqual(["Euler,DPM++ 2M"]);
  });

  it("can be cleared, and no more be filled with all once all are there", async () => {
    const put = await showValues("Euler, DPM++ 2M");
    expect(placeholder()).toBe("");
    expect(button(en.grid.all).disabled).toBe(true);
    await press(button(en.grid.clear));
    expect(put).toEqual([""]);
  });

  it("stay where the list does not know them, each once", async () => {
    await showValues("euler, gone, Euler");
    const chips = [...document.querySelectorAll(".mantine-Pill-label")].map(({ textContent }) => textContent);
    expect(chips).toEqual(["Euler", "gone"]);
  });
});
