import { describe, expect, it } from "vitest";
import { deedOfKey, resized, widestBrush } from "./mask-deed.ts";

const pressed = (key: string, more: object = {}) =>
  deedOfKey({ key, ctrlKey: false, metaKey: false, shiftKey: false, ...more });

describe("keys of the mask editor", () => {
  it.each([
    ["b", { do: "take", tool: "brush" }],
    ["E", { do: "take", tool: "eraser" }],
    ["h", { do: "take", tool: "hand" }],
    ["0", { do: "fit" }],
  ])("%s", (key, deed) => {
    expect(pressed(key)).toEqual(deed);
  });
  it.each([
    [{ ctrlKey: true }, "z", "undo"],
    [{ metaKey: true }, "Z", "undo"],
    [{ ctrlKey: true, shiftKey: true }, "z", "redo"],
    [{ ctrlKey: true }, "y", "redo"],
  ])("%j and %s: %s", (keys, key, deed) => {
    expect(pressed(key, keys)).toEqual({ do: deed });
  });
  it.each(["constructor", "z", "Enter", "ß"])("%s means nothing", (key) => {
    expect(pressed(key)).toBeUndefined();
  });
  it.each(["b", "[", "0"])("%s with Ctrl is the browser's", (key) => {
    expect(pressed(key, { ctrlKey: true })).toBeUndefined();
  });
});

describe("the brush", () => {
  const by = (key: string) => {
    const deed = pressed(key);
    return deed?.do === "resize" ? deed.by : 1;
  };
  it("becomes wider with ], narrower with [, by every press, and stays within what there is", () => {
    for (let diameter = 1; diameter <= widestBrush; diameter++) {
      const [wider, narrower] = [resized(diameter, by("]")), resized(diameter, by("["))];
      if (diameter < widestBrush) expect(wider).toBeGreaterThan(diameter);
      if (diameter > 1) expect(narrower).toBeLessThan(diameter);
      expect(Math.min(narrower, wider)).toBeGreaterThanOrEqual(1);
      expect(Math.max(narrower, wider)).toBeLessThanOrEqual(widestBrush);
    }
  });
});
