import { GenerationRequest, type GridRequest, type RgbImage } from "@danfang/domain";
import { describe, expect, it } from "vitest";
import { drawGrid } from "./draw-grid.ts";
import { legibleLegends } from "./legible-legends.ts";
import { type GridPlan, planGrid } from "./plan-grid.ts";
import type { GridOrder } from "./prepare-grid.ts";
import { checkCellSize, checkKnownSizes } from "./sheet-size.ts";

const plan = (grid: Partial<GridRequest>, more: object = {}): GridPlan =>
  planGrid(GenerationRequest.parse({ prompt: "红 apple", seed: 1, ...more, grid }) as GridOrder);
const axes = { x: { axis: "Steps", values: "1-3" }, y: { axis: "Seed", values: "1, 2" } };
const plain = (level: number, width = 16, height = 8): RgbImage => ({
  width,
  height,
  data: new Uint8Array(width * height * 3).fill(level),
});

describe("a grid's sheet", () => {
  it("has x across, y down, and the sheets of z side by side, with margins between all", async () => {
    const whole = plan({ ...axes, z: { axis: "CFG Scale", values: "4, 7" }, drawLegend: false, margin: 5 });
    const { image } = await drawGrid(whole, async ({ x, y, z }) => [plain(10 + x + 10 * y + 100 * z)]);
    const [across, down] = [3 * 16 + 2 * 5, 2 * 8 + 5];
    expect([image.width, image.height]).toEqual([2 * across + 5, down]);
    const at = (x: number, y: number, z: number) =>
      image.data[((y * 13 + 4) * image.width + z * (across + 5) + x * 21 + 8) * 3];
    for (const x of [0, 1, 2])
      for (const y of [0, 1]) for (const z of [0, 1]) expect(at(x, y, z)).toBe(10 + x + 10 * y + 100 * z);
  });

  it("has room for pictures of different sizes, and the pictures of a cell together", async () => {
    const { image } = await drawGrid(plan({ x: axes.y, drawLegend: false }), async ({ x }) =>
      x === 0 ? [plain(1), plain(2), plain(3), plain(4)] : [plain(9, 40, 20), undefined],
    );
    expect([image.width, image.height]).toEqual([2 * 80, 20]);
  });
});

describe("legends", () => {
  const axesOf = plan({ x: { axis: "Prompt S/R", values: "红, apple, 蓝" }, y: axes.y }).axes;
  const fonts = (missing: string, hasAny = true) => ({
    hasGlyphs: async () => hasAny,
    missingCharacters: async (texts: readonly string[]) =>
      new Set([...missing].filter((character) => texts.join("").includes(character))),
  });

  it("are what they are where a font has their characters", async () => {
    const { legends, notes } = await legibleLegends(axesOf, true, fonts("漢"));
    expect([legends.x, legends.y, notes]).toEqual([["红", "apple", "蓝"], ["Seed: 1", "Seed: 2"], []]);
  });

  it("are numbered where no font has a character, and it is said which", async () => {
    const { legends, notes } = await legibleLegends(axesOf, true, fonts("红蓝"));
    expect(legends.x).toEqual(["Prompt S/R 1", "apple", "Prompt S/R 3"]);
    expect(notes).toMatchObject([{ code: "grid/legendNumbered", facts: { characters: "红蓝" } }]);
  });

  it("are left out without any font, and where they are not wanted", async () => {
    const { legends, notes } = await legibleLegends(axesOf, true, fonts("", false));
    expect([legends.x, notes[0]?.code]).toEqual([["", "", ""], "grid/legendMissing"]);
    expect(await legibleLegends(axesOf, false, fonts("红"))).toMatchObject({ legends: { y: ["", ""] }, notes: [] });
  });
});

describe("a sheet that would be too large", () => {
  const tooLarge = (width: number, height: number) =>
    expect.objectContaining({ code: "grid/tooLarge", facts: expect.objectContaining({ width, height }) });
  const thrown = (check: () => void): unknown => {
    try {
      check();
    } catch (error) {
      return error;
    }
    return undefined;
  };

  it("is refused before painting where the order says the size", () => {
    const wide = { x: { axis: "Steps", values: "1-9" }, margin: 2 };
    expect(thrown(() => checkKnownSizes(plan(wide, { width: 2048, height: 512 })))).toEqual(tooLarge(18448, 512));
    const enlarged = { width: 1024, height: 512, hires: { scale: 2 } };
    expect(thrown(() => checkKnownSizes(plan(wide, enlarged)))).toEqual(tooLarge(18448, 1024));
    expect(thrown(() => checkKnownSizes(plan(wide, { width: 512, height: 512 })))).toBeUndefined();
    expect(thrown(() => checkKnownSizes(plan(wide)))).toBeUndefined();
  });

  it("is refused at the first picture where only that tells", () => {
    const square = plan({ x: { axis: "Steps", values: "1-15" }, y: { axis: "Seed", values: "1-15" } });
    expect(thrown(() => checkCellSize(square, { width: 1024, height: 1024 }))).toEqual(tooLarge(15360, 15360));
    expect(thrown(() => checkCellSize(square, { width: 512, height: 512 }))).toBeUndefined();
  });
});
