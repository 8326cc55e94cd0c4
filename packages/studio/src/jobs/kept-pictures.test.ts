import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { TroubleNews } from "@danfang/domain";
import { fakeClock } from "@danfang/domain/testing/fake-clock";
import { readImageText } from "@danfang/formats";
import { greyPainter } from "@danfang/workbench/testing/grey-painter";
import { describe, expect, it, vi } from "vitest";
import { everything, listen, order, outputsOf, testStudios } from "../testing/test-studios.ts";

const { newHome, open, openWith } = await testStudios();

describe("a job in the studio", () => {
  it("becomes pictures: whole files by day and number, in the gallery with their recipes, told as they come", async () => {
    const home = newHome();
    const painter = greyPainter();
    const studio = await openWith({ home, clock: fakeClock(), generate: painter.generate });
    const { told, end } = listen(studio);
    const { id } = await studio.queue.submit(order({ batchSize: 2, batchCount: 2 }));
    const job = await studio.queue.wait(id);
    await end();
    expect(job).toMatchObject({ state: "done", attempts: 1, step: 3, steps: 3, batch: 1 });
    const { total, pictures } = await studio.gallery.page(everything);
    expect(total).toBe(4);
    expect(pictures.map((picture) => picture.id).reverse()).toEqual(job.pictures);
    expect(pictures.map(({ recipe }) => recipe.seed)).toEqual([43, 42, 41, 40]);
    const path = await studio.gallery.file(job.pictures[1]!);
    expect(path).toMatch(/outputs.txt2img.2026-05-17.00001-41\.png$/);
    expect(readImageText(await readFile(path!))).toContain("Seed: 41");
    expect((await outputsOf(home)).length).toBe(4);
    expect(told.filter(({ type }) => type === "picture")).toHaveLength(4);
    expect(told.filter(({ type }) => type === "progress").at(-1)).toMatchObject({ batch: 1, step: 3, etaSeconds: 0 });
  });

  it("is held while another program has the database, said so, and kept once when it is free again", async () => {
    const home = newHome();
    const clock = fakeClock();
    const painter = greyPainter();
    const told: string[] = [];
    const onTrouble = ({ state, trouble }: TroubleNews) => told.push(`${trouble.problem.code} ${state}`);
    const studio = await openWith({ home, clock, onTrouble, generate: painter.generate });
    const other = new DatabaseSync(join(home, "danfang.sqlite"));
    painter.onStep = (step) => {
      if (step === 3) other.exec("BEGIN IMMEDIATE");
    };
    const { id } = await studio.queue.submit(order({ batchCount: 2 }));
    const until = async (isThere: () => boolean) => {
      while (!isThere()) {
        clock.advance(200);
        await nextTurn();
      }
    };
    await until(() => told.length > 0);
    expect(await studio.queue.get(id)).toMatchObject({ state: "running", pictures: [] });
    expect(studio.troubles.now).toMatchObject([{ key: "outputs", problem: { code: "storage/busy" } }]);
    other.exec("COMMIT");
    other.close();
    await until(() => told.length > 1);
    expect(await studio.queue.wait(id)).toMatchObject({ state: "done", attempts: 1 });
    expect(told).toEqual(["storage/busy begun", "storage/busy over"]);
    expect((await studio.gallery.page(everything)).total).toBe(2);
    expect(await outputsOf(home)).toHaveLength(2);
  });

  it("keeps how the first picture of each batch came out of noise", async () => {
    const studio = await openWith({ home: newHome(), generate: greyPainter().generate });
    const { pictures } = await studio.queue.wait((await studio.queue.submit(order({ batchSize: 2 }))).id);
    const steps = await studio.gallery.timeline(pictures[0]!);
    expect(steps.map(({ step, sigma }) => [step, sigma])).toEqual([
      [1, 15],
      [2, 7.5],
      [3, 5],
    ]);
    expect(steps[0]!.preview).toMatch(/^data:image\/png;base64,/);
    expect(await studio.gallery.timeline(pictures[1]!)).toEqual([]);
  });

  it("keeps neither timeline nor metadata when settings say so, and writes the format they say", async () => {
    const studio = await openWith({ home: newHome(), generate: greyPainter().generate });
    await studio.settings.patch({ output: { format: "webp", metadata: false }, previews: { timeline: false } });
    const { pictures } = await studio.queue.wait((await studio.queue.submit(order())).id);
    const path = await studio.gallery.file(pictures[0]!);
    expect(path).toMatch(/\.webp$/);
    expect(readImageText(await readFile(path!))).toBeUndefined();
    expect(await studio.gallery.get(pictures[0]!)).toMatchObject({ hasTimeline: false, recipe: { seed: 40 } });
  });

  it("that is not for the gallery is not shown there, and goes away after a while", async () => {
    const clock = fakeClock();
    const home = newHome();
    const studio = await openWith({ home, clock, generate: greyPainter().generate });
    const { id } = await studio.queue.submit(order(), { source: "sdapi", keepInGallery: false });
    const { pictures } = await studio.queue.wait(id);
    const path = await studio.gallery.file(pictures[0]!);
    expect((await stat(path!)).size).toBeGreaterThan(0);
    expect((await studio.gallery.page(everything)).total).toBe(0);
    expect((await studio.gallery.page({ ...everything, text: "apple" })).total).toBe(0);
    clock.advance(2 * 60 * 60 * 1000);
    await studio.queue.wait((await studio.queue.submit(order({ seed: 90 }))).id);
    await studio.close();
    open.splice(0);
    await expect(stat(path!)).rejects.toThrow();
  });

  it("tells what of the order did not act, with the job and its events", async () => {
    const { generate } = greyPainter();
    const note = {
      code: "workbench/networkMissing",
      message: "There is no LoRA.",
      hint: "Take it out.",
      facts: { n: 1 },
    };
    const studio = await openWith({
      home: newHome(),
      async *generate(...order) {
        yield { type: "note", note };
        yield* generate(...order);
      },
    });
    const { told, end } = listen(studio);
    const job = await studio.queue.wait((await studio.queue.submit(order())).id);
    await end();
    expect(job).toMatchObject({ state: "done", notes: [note] });
    const early = told.filter((event) => event.type === "job" && event.job.state === "running" && event.job.notes);
    expect(early.length).toBeGreaterThan(0);
    expect(told).toContainEqual(expect.objectContaining({ picture: expect.objectContaining({ notes: [note] }) }));
  });

  it("leaves with its pictures what was said of it, when it is long forgotten itself", async () => {
    const { generate } = greyPainter();
    const home = newHome();
    const note = { code: "workbench/networkMissing", message: "There is no LoRA.", hint: "", facts: { name: "ink" } };
    const studio = await openWith({
      home,
      async *generate(request, how) {
        if (request.seed === 40) yield { type: "note", note };
        yield* generate(request, how);
      },
    });
    const ids = [];
    for (const seed of [40, 41]) {
      const { id } = await studio.queue.submit(order({ seed }));
      ids.push(...(await studio.queue.wait(id)).pictures);
    }
    expect(await studio.queue.clearFinished()).toBe(2);
    await studio.close();
    open.splice(0);
    const later = await openWith({ home, generate });
    const { pictures } = await later.gallery.page(everything);
    expect(pictures.map(({ notes }) => notes)).toEqual([undefined, [note]]);
    expect((await later.gallery.get(ids[0]!))?.notes).toEqual([note]);
    await later.gallery.remove(ids[0]!);
    await later.gallery.purge(ids[0]!);
    expect((await later.gallery.page(everything)).total).toBe(1);
  });
});

it("a second studio on the same home tells of what the first one paints", async () => {
  const home = newHome();
  const first = await openWith({ home, generate: greyPainter().generate });
  const clock = fakeClock();
  const second = await openWith({ home, clock, generate: greyPainter().generate });
  const { told, end } = listen(second);
  const { id } = await first.queue.submit(order({ batchSize: 2 }));
  const { pictures } = await first.queue.wait(id);
  clock.advance(1000);
  await vi.waitFor(() => expect(told.filter(({ type }) => type === "picture")).toHaveLength(2));
  await end();
  const jobs = told.flatMap((event) => (event.type === "job" ? [event.job] : []));
  expect(jobs.at(-1)).toMatchObject({ id, state: "done", pictures });
  expect(told.flatMap((event) => (event.type === "picture" ? [event.picture.id] : []))).toEqual(pictures);
});
