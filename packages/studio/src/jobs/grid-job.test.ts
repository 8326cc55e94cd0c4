import { join } from "node:path";
import { GenerationRequest, type StudioEvent } from "@danfang/domain";
import { engineErrors } from "@danfang/engine";
import { parseInfotext, readGridFields } from "@danfang/recipes";
import { type GreyPainter, greyPainter } from "@danfang/workbench/testing/grey-painter";
import { temporaryFolder } from "@danfang/workbench/testing/temporary-folder";
import sharp from "sharp";
import { afterEach, describe, expect, it } from "vitest";
import { openStudio } from "../open-studio.ts";
import type { Studio } from "../studio.ts";

const folder = await temporaryFolder();
let serial = 0;
const newHome = () => join(folder, `home-${++serial}`);
const grid = { x: { axis: "Seed", values: "10, 60, 110" }, y: { axis: "Steps", values: "2, 3" } };
const order = (more: object = {}) => ({
  request: GenerationRequest.parse({ prompt: "red apple", seed: 40, grid: { ...grid, drawLegend: false }, ...more }),
  priority: 0,
});

const open: Studio[] = [];
async function openWith(home: string, painter: GreyPainter): Promise<Studio> {
  const studio = await openStudio({ home, generate: painter.generate });
  open.push(studio);
  return studio;
}
afterEach(async () => {
  for (const studio of open.splice(0)) await studio.close();
});

/** Levels of grey along the middle of each row of the sheet's cells: they tell the seeds. */
async function levelsOf(studio: Studio, id: string, cells = { columns: 3, rows: 2 }): Promise<number[][]> {
  const { data, info } = await sharp((await studio.gallery.file(id))!)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const [w, h] = [info.width / cells.columns, info.height / cells.rows];
  return Array.from({ length: cells.rows }, (_, row) =>
    Array.from({ length: cells.columns }, (__, column) => {
      const at = Math.floor((row + 0.5) * h) * info.width + Math.floor((column + 0.5) * w);
      return data[at * info.channels]!;
    }),
  );
}
const paintedOrders = (painter: GreyPainter) => painter.requests.map(({ seed, steps }) => [seed, steps]);
const empty = 255;
const whole = [
  [10, 60, 110],
  [10, 60, 110],
];

describe("a grid in the queue", () => {
  it("is painted cell by cell, and its last picture is the sheet with its own infotext", async () => {
    const painter = greyPainter();
    const studio = await openWith(newHome(), painter);
    const job = await studio.queue.wait((await studio.queue.submit(order())).id);
    expect(job).toMatchObject({ state: "done", batch: 5 });
    expect(paintedOrders(painter)).toEqual([
      ...[10, 60, 110].map((seed) => [seed, 2]),
      ...[10, 60, 110].map((seed) => [seed, 3]),
    ]);
    expect(job.pictures).toHaveLength(7);
    expect(await levelsOf(studio, job.pictures[6]!)).toEqual(whole);
    const sheet = await studio.gallery.get(job.pictures[6]!);
    expect(sheet).toMatchObject({ width: 24, height: 16, recipe: { seed: 10, steps: 2 } });
    expect(readGridFields(parseInfotext(sheet!.infotext).value.extra ?? {})).toEqual({
      x: { ...grid.x, fixed: [10, 60, 110] },
      y: grid.y,
    });
  });

  it("shows the pictures of one cell together", async () => {
    const studio = await openWith(newHome(), greyPainter());
    const few = { grid: { x: { axis: "Seed", values: "10, 60" }, drawLegend: false }, batchSize: 2, batchCount: 2 };
    const job = await studio.queue.wait((await studio.queue.submit(order(few))).id);
    expect(job.pictures).toHaveLength(9);
    expect(await levelsOf(studio, job.pictures[8]!, { columns: 4, rows: 2 })).toEqual([
      [10, 11, 60, 61],
      [12, 13, 62, 63],
    ]);
  });

  it("goes on at the cell where it stopped: nothing is painted twice, and the sheet has all", async () => {
    const home = newHome();
    const first = greyPainter();
    const studio = await openWith(home, first);
    const reached = Promise.withResolvers<void>();
    first.onStep = async (step) => {
      if (step !== 7) return; // in the fourth cell
      reached.resolve();
      await new Promise((resolve) => setImmediate(resolve));
    };
    const { id } = await studio.queue.submit(order());
    await reached.promise;
    await studio.close();
    open.splice(0);
    const second = greyPainter();
    const next = await openWith(home, second);
    const job = await next.queue.wait(id);
    expect(job.state).toBe("done");
    expect(paintedOrders(second)).toEqual([10, 60, 110].map((seed) => [seed, 3]));
    expect(job.pictures).toHaveLength(7);
    expect(await levelsOf(next, job.pictures[6]!)).toEqual(whole);
  });

  it("tries a cell again whose engine crashed, and keeps to the seeds that were drawn", async () => {
    const painter = greyPainter();
    const studio = await openWith(newHome(), painter);
    painter.onStep = (step) => {
      if (step === 5) throw engineErrors.crashed({ signal: "SIGKILL", doing: "denoise", lastWords: "" });
    };
    const random = { grid: { x: { axis: "Seed", values: "-1, -1, -1" } }, steps: 2 };
    const job = await studio.queue.wait((await studio.queue.submit(order(random))).id);
    expect(job).toMatchObject({ state: "done", attempts: 2 });
    const seeds = painter.requests.map(({ seed }) => seed);
    expect(seeds[3]).toBe(seeds[2]);
    expect(seeds.slice(0, 3)).toEqual(job.request.grid?.x?.fixed);
    expect(new Set(seeds).size).toBe(3);
    expect(Math.min(...seeds.map(Number))).toBeGreaterThanOrEqual(0);
  });

  it("leaves the place of a cell empty that is skipped or cannot be painted, also after another start", async () => {
    const home = newHome();
    const painter = greyPainter();
    const studio = await openWith(home, painter);
    const reached = Promise.withResolvers<void>();
    painter.onStep = async (step, { seed, steps }) => {
      if (seed === 60 && steps === 2) throw engineErrors.badSize({ width: 1, height: 1 });
      if (step === 4) await studio.queue.skipBatch(id); // in the third cell
      if (steps !== 3) return;
      reached.resolve();
      await new Promise((resolve) => setImmediate(resolve));
    };
    const { id } = await studio.queue.submit(order());
    await reached.promise;
    await studio.close();
    open.splice(0);
    const next = await openWith(home, greyPainter());
    const job = await next.queue.wait(id);
    expect(job.state).toBe("done");
    expect(await levelsOf(next, job.pictures.at(-1)!)).toEqual([[10, empty, empty], whole[1]]);
  });

  it("fails as its cells did when none could be painted, and tells of each", async () => {
    const painter = greyPainter();
    const studio = await openWith(newHome(), painter);
    const stop = new AbortController();
    const told: StudioEvent[] = [];
    const listening = (async () => {
      for await (const { event } of studio.events.since(undefined, stop.signal)) told.push(event);
    })();
    painter.onStep = () => {
      throw engineErrors.badSize({ width: 1, height: 1 });
    };
    const job = await studio.queue.wait((await studio.queue.submit(order())).id);
    stop.abort();
    await listening;
    expect(job).toMatchObject({ state: "failed", problem: { code: "engine/badSize" } });
    const cells = told.flatMap((event) => (event.type === "notice" ? [event.problem.facts?.cell] : []));
    expect(cells).toHaveLength(6);
    expect(cells[0]).toBe("Seed: 10 · Steps: 2");
  });

  it.each([
    [{ x: { axis: "Steps", values: "0" } }, "grid/badValue"],
    [{ x: { axis: "Sampler", values: "Eulr" } }, "grid/unknownName"],
    [{ x: { axis: "Checkpoint name", values: "nobody's" } }, "grid/unknownName"],
    [{ x: { axis: "Styles", values: "nobody's" } }, "grid/unknownName"],
    [{ x: { axis: "Steps", values: "1-2000" } }, "grid/tooManyCells"],
  ])("%j fails with %s before anything is painted", async (wrong, code) => {
    const painter = greyPainter();
    const studio = await openWith(newHome(), painter);
    const job = await studio.queue.wait((await studio.queue.submit(order({ grid: wrong }))).id);
    expect(job).toMatchObject({ state: "failed", problem: { code } });
    expect(painter.requests).toEqual([]);
  });
});
