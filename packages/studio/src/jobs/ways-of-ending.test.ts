import { engineErrors } from "@danfang/engine";
import { greyPainter } from "@danfang/workbench/testing/grey-painter";
import { describe, expect, it } from "vitest";
import { everything, order, seedsOf, testStudios } from "../testing/test-studios.ts";

const { newHome, open, openWith } = await testStudios();

describe("a job in the studio", () => {
  it("fails with the problem when the order is at fault, at once", async () => {
    const painter = greyPainter();
    painter.onStep = () => {
      throw engineErrors.badSize({ width: 65, height: 64 });
    };
    const studio = await openWith({ home: newHome(), generate: painter.generate });
    const job = await studio.queue.wait((await studio.queue.submit(order())).id);
    expect(job).toMatchObject({ state: "failed", attempts: 1, problem: { code: "engine/badSize" } });
  });

  it("is painted on where it was when the engine crashes, with the same seeds", async () => {
    const painter = greyPainter();
    painter.onStep = (step) => {
      if (step === 5) throw engineErrors.crashed({ signal: "SIGKILL", doing: "denoise", lastWords: "" });
    };
    const studio = await openWith({ home: newHome(), generate: painter.generate });
    const job = await studio.queue.wait((await studio.queue.submit(order({ batchCount: 3 }))).id);
    expect(job).toMatchObject({ state: "done", attempts: 2 });
    expect(painter.requests.map(({ seed, batchCount }) => [seed, batchCount])).toEqual([
      [40, 3],
      [41, 2],
    ]);
    const { pictures } = await studio.gallery.page(everything);
    expect(pictures.map(({ recipe }) => recipe.seed)).toEqual([42, 41, 40]);
  });

  it("fails honestly when the engine crashes each time", async () => {
    const painter = greyPainter();
    painter.onStep = () => {
      throw engineErrors.outOfMemory({ doing: "denoise" });
    };
    const studio = await openWith({ home: newHome(), generate: painter.generate });
    const job = await studio.queue.wait((await studio.queue.submit(order())).id);
    expect(job).toMatchObject({ state: "failed", attempts: 3, problem: { code: "queue/triedTooOften" } });
    expect(job.problem?.message).toContain("not enough memory");
  });

  it("stops between steps when it is cancelled; the next one is painted", async () => {
    const painter = greyPainter();
    const studio = await openWith({ home: newHome(), generate: painter.generate });
    const first = await studio.queue.submit(order({ steps: 1000 }));
    const second = await studio.queue.submit(order());
    painter.onStep = async (step) => {
      if (step === 4) await studio.queue.cancel(first.id);
    };
    expect(await studio.queue.wait(first.id)).toMatchObject({ state: "cancelled", step: 4, pictures: [] });
    expect((await studio.queue.wait(second.id)).state).toBe("done");
  });

  it("goes on with the next batch when one is skipped, its seeds left out", async () => {
    const painter = greyPainter();
    const studio = await openWith({ home: newHome(), generate: painter.generate });
    painter.onStep = async (step) => {
      if (step === 5) await studio.queue.skipBatch(id); // steps 4 to 6 are those of the second batch
    };
    const { id } = await studio.queue.submit(order({ batchSize: 2, batchCount: 3 }));
    const job = await studio.queue.wait(id);
    expect(job).toMatchObject({ state: "done", attempts: 1, batch: 2 });
    expect(await seedsOf(studio, job.pictures)).toEqual([40, 41, 44, 45]);
  });

  it("ends when its last batch is skipped", async () => {
    const painter = greyPainter();
    const studio = await openWith({ home: newHome(), generate: painter.generate });
    painter.onStep = async (step) => {
      if (step === 4) await studio.queue.skipBatch(id);
    };
    const { id } = await studio.queue.submit(order({ batchCount: 2 }));
    const job = await studio.queue.wait(id);
    expect(job.state).toBe("done");
    expect(await seedsOf(studio, job.pictures)).toEqual([40]);
  });

  it("keeps the batch in hand when no other is wanted, and goes on when it is tried again", async () => {
    const painter = greyPainter();
    const studio = await openWith({ home: newHome(), generate: painter.generate });
    painter.onStep = async (step) => {
      if (step === 5) await studio.queue.cancelAfterBatch(id);
    };
    const { id } = await studio.queue.submit(order({ batchSize: 2, batchCount: 3 }));
    const job = await studio.queue.wait(id);
    expect(job.state).toBe("cancelled");
    expect(await seedsOf(studio, job.pictures)).toEqual([40, 41, 42, 43]);
    await studio.queue.retry(id);
    const whole = await studio.queue.wait(id);
    expect(whole.state).toBe("done");
    expect(await seedsOf(studio, whole.pictures)).toEqual([40, 41, 42, 43, 44, 45]);
  });

  it("goes back to the queue when the studio closes, and is finished by the next", async () => {
    const home = newHome();
    const painter = greyPainter();
    const studio = await openWith({ home, generate: painter.generate });
    const { id } = await studio.queue.submit(order({ batchCount: 2 }));
    const reached = Promise.withResolvers<void>();
    painter.onStep = async (step) => {
      if (step === 5) {
        reached.resolve();
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    await reached.promise;
    await studio.close();
    open.splice(0);
    const next = await openWith({ home, generate: greyPainter().generate });
    expect(await next.queue.wait(id)).toMatchObject({ state: "done", attempts: 1 });
    expect((await next.gallery.page(everything)).total).toBe(2);
  });
});
