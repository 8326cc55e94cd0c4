// @vitest-environment happy-dom
import { afterEach, expect, it } from "vitest";
import { moveFocus } from "./grid-focus.ts";

/** Two rows: a wide and a narrow tile above, three equal ones below; written down out of order. */
const places = {
  d: { left: 100, top: 120, width: 90 },
  a: { left: 0, top: 0, width: 200 },
  c: { left: 0, top: 120, width: 90 },
  b: { left: 206, top: 0, width: 84 },
  e: { left: 200, top: 120, width: 90 },
};

function drawGrid(): HTMLElement {
  const grid = document.body.appendChild(document.createElement("div"));
  for (const [name, { left, top, width }] of Object.entries(places)) {
    const tile = grid.appendChild(document.createElement("button"));
    tile.id = name;
    tile.className = "gallery-tile";
    tile.getBoundingClientRect = () => new DOMRect(left, top, width, 100);
    tile.scrollIntoView = () => undefined;
  }
  return grid;
}
function goes(from: string, key: string): string | undefined {
  const grid = drawGrid();
  document.getElementById(from)?.focus();
  const moved = moveFocus(grid, key);
  const at = document.activeElement?.id;
  document.body.replaceChildren();
  return moved ? at : undefined;
}

afterEach(() => document.body.replaceChildren());

it.each([
  ["a", "ArrowRight", "b"],
  ["b", "ArrowRight", "c"],
  ["c", "ArrowLeft", "b"],
  ["a", "ArrowDown", "d"],
  ["b", "ArrowDown", "e"],
  ["c", "ArrowUp", "a"],
  ["e", "ArrowUp", "b"],
] as const)("from %s, %s goes to what a reader sees there: %s", (from, key, to) => {
  expect(goes(from, key)).toBe(to);
});

it.each([
  ["a", "ArrowLeft"],
  ["e", "ArrowRight"],
  ["a", "ArrowUp"],
  ["d", "ArrowDown"],
  ["a", "Enter"],
  ["a", "constructor"],
] as const)("from %s, %s stays, and the key is left to others", (from, key) => {
  expect(goes(from, key)).toBeUndefined();
});
