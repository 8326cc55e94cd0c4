import { fakeClock } from "@danfang/domain/testing/fake-clock";
import { engineErrors } from "@danfang/engine";
import { greyPainter } from "@danfang/workbench/testing/grey-painter";
import { describe, expect, it } from "vitest";
import { listen, order, testStudios } from "../testing/test-studios.ts";

const { newHome, open, openWith } = await testStudios();

describe("an engine that says nothing", () => {
  it("is ended, and its job tried again", async () => {
    const clock = fakeClock();
    const painter = greyPainter();
    const hanging = Promise.withResolvers<void>();
    const studio = await openWith({ home: newHome(), clock, patienceSeconds: 60, generate: painter.generate });
    const reached = Promise.withResolvers<void>();
    painter.onStep = async (step) => {
      if (step !== 2) return;
      reached.resolve();
      await hanging.promise;
      throw engineErrors.crashed({ signal: "SIGKILL", doing: "denoise", lastWords: "" }); // what killing it leads to
    };
    const { id } = await studio.queue.submit(order());
    await reached.promise;
    const { told, end } = listen(studio);
    clock.advance(61_000);
    hanging.resolve();
    expect(await studio.queue.wait(id)).toMatchObject({ state: "done", attempts: 2 });
    await end();
    const problems = told.flatMap((event) => (event.type === "job" ? [event.job.problem?.code] : []));
    expect(problems).toContain("queue/engineHung");
  });

  /** A studio whose first job waits for ever at its second step, deaf to everything. */
  async function hangingStudio() {
    const clock = fakeClock();
    const painter = greyPainter();
    const studio = await openWith({ home: newHome(), clock, patienceSeconds: 60, generate: painter.generate });
    const reached = Promise.withResolvers<void>();
    painter.onStep = async (step) => {
      if (step !== 2) return;
      reached.resolve();
      await new Promise(() => undefined);
    };
    const { id } = await studio.queue.submit(order());
    await reached.promise;
    return { clock, studio, id };
  }

  it("even after it was ended is left alone, and its job tried again", async () => {
    const { clock, studio, id } = await hangingStudio();
    clock.advance(60_000);
    clock.advance(5_000);
    expect(await studio.queue.wait(id)).toMatchObject({ state: "done", attempts: 2 });
  });

  it("does not keep a cancelled job running for longer than 75 seconds, nor the next one waiting", async () => {
    const { clock, studio, id } = await hangingStudio();
    await studio.queue.cancel(id);
    clock.advance(75_000);
    expect(await studio.queue.wait(id)).toMatchObject({ state: "cancelled" });
    const next = await studio.queue.submit(order());
    expect(await studio.queue.wait(next.id)).toMatchObject({ state: "done" });
  });

  it("does not bring a job back that was cancelled before the studio closed", async () => {
    const { clock, studio, id } = await hangingStudio();
    const { home } = studio;
    await studio.queue.cancel(id);
    const closed = studio.close();
    clock.advance(10_000);
    await closed;
    open.splice(0);
    const again = await openWith({ home, clock, generate: greyPainter().generate });
    expect(await again.queue.get(id)).toMatchObject({ state: "cancelled" });
  });

  it("does not keep the studio open for longer than ten seconds, and its job is queued again as if it had not begun", async () => {
    const { clock, studio, id } = await hangingStudio();
    const { home } = studio;
    const closed = studio.close();
    clock.advance(10_000);
    await closed;
    open.splice(0);
    const again = await openWith({ home, clock, generate: greyPainter().generate });
    expect(await again.queue.wait(id)).toMatchObject({ state: "done", attempts: 1 });
  });
});
