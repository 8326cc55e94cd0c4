import { expect, it } from "vitest";
import { printDuration, printSeconds } from "./durations.ts";
import { cutTo, padTo, widthOf } from "./width.ts";

it("counts cells: two for Chinese and emoji, none for a joined mark", () => {
  expect(["abc", "丹方", "，", "e\u0301", "🍎", "ｆ"].map(widthOf)).toEqual([3, 4, 2, 1, 2, 2]);
});

it("pads and cuts to cells, never through a wide character", () => {
  expect(padTo("丹", 4)).toBe("丹  ");
  expect([cutTo("丹方", 4), cutTo("丹方丹", 5), cutTo("abc", 2)]).toEqual(["丹方", "丹方…", "a…"]);
});

it("prints a measured time with the digits that matter, and a time to wait in whole seconds", () => {
  expect([0.0421, 1.254, 12.34, 125.4, 1234].map(printSeconds)).toEqual(["0.042", "1.25", "12.3", "125", "1234"]);
  expect([0, 0.2, 59.1, 125, 3700].map(printDuration)).toEqual(["0 s", "1 s", "1:00", "2:05", "1:01:40"]);
});
