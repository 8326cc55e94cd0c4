import { expect, it } from "vitest";
import { cellFor, drawSheet } from "./draw-sheet.ts";

const plain = (width: number, height: number, level: number) => ({
  width,
  height,
  data: new Uint8Array(width * height * 3).fill(level),
});

it("a sheet shows every picture in its place, and letters where legends are", async () => {
  const pictures = [plain(100, 80, 10), plain(90, 80, 60), undefined, plain(100, 80, 110)];
  const cell = cellFor(pictures);
  expect(cell).toEqual({ width: 100, height: 80 });
  const columns = [[{ text: "Steps: 20" }], [{ text: "<&>", isActive: false }]];
  const rows = [[{ text: "墨幽人造人" }], [{ text: "" }]];
  const sheet = await drawSheet({ cell, columns, rows, margin: 4 }, pictures);
  const top = sheet.height - 2 * 80 - 4;
  const left = sheet.width - 204;
  const at = (x: number, y: number) => sheet.data[((top + y) * sheet.width + left + x) * 3];
  expect(left).toBeGreaterThanOrEqual(75);
  expect([at(50, 40), at(104 + 50, 40), at(50, 84 + 40), at(104 + 50, 84 + 40)]).toEqual([10, 60, 255, 110]);
  expect([at(102, 40), at(104 + 2, 40)]).toEqual([255, 255]); // between cells, and beside a narrower picture
  const dark = (from: number, to: number) => sheet.data.subarray(from, to).filter((level) => level < 128).length;
  expect(dark(0, top * sheet.width * 3)).toBeGreaterThan(20);
});
