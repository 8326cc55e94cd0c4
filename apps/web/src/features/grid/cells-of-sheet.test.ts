import type { Picture } from "@danfang/domain";
import { expect, it } from "vitest";
import { cellsOfSheet } from "./cells-of-sheet.ts";

const pictureAt = (place: number, extra?: Record<string, string>): Picture => ({
  id: `p${place}`,
  jobId: "j",
  place,
  fileName: "",
  width: 1,
  height: 1,
  sizeBytes: 1,
  infotext: "",
  favourite: false,
  hasTimeline: false,
  createdAt: "",
  recipe: extra === undefined ? {} : { extra },
});
const extra = {
  Script: "X/Y/Z plot",
  "X Type": "CFG Scale",
  "X Values": "3-7 (+2)",
  "Y Type": "Seed",
  "Y Values": "11, 12",
};
const shown = (sheet: Picture, pictures: Picture[]) =>
  cellsOfSheet(sheet, pictures).map(({ picture, column, row, name }) => [picture.id, column, row, name]);

it("puts each cell where it stands on the sheet, and leaves the place of one that is gone empty", () => {
  const cells = [0, 1, 3, 4, 5].map((place) => pictureAt(place));
  const sheet = pictureAt(6, extra);
  expect(shown(sheet, [...cells, sheet]).map(([id, column, row]) => [id, column, row])).toEqual([
    ["p0", 1, 1],
    ["p1", 2, 1],
    ["p3", 1, 2],
    ["p4", 2, 2],
    ["p5", 3, 2],
  ]);
  expect(shown(sheet, cells)[1]?.[3]).toBe("CFG Scale: 5.0 · Seed: 11");
});

it("shows the first picture that is left of a cell with several", () => {
  const sheet = pictureAt(12, extra);
  const places = Array.from({ length: 12 }, (_, place) => place).filter((place) => place !== 2);
  expect(
    shown(
      sheet,
      places.map((place) => pictureAt(place)),
    ).map(([id]) => id),
  ).toEqual(["p0", "p3", "p4", "p6", "p8", "p10"]);
});

it("has nothing to show of a sheet from elsewhere", () => {
  const { place: _, ...stranger } = pictureAt(6, extra);
  expect(cellsOfSheet(stranger, [])).toEqual([]);
  expect(cellsOfSheet(pictureAt(6), [])).toEqual([]);
});
