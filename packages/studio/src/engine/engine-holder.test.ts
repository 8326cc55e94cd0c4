import { Settings } from "@danfang/domain";
import { fakeClock } from "@danfang/domain/testing/fake-clock";
import { callNames, type EngineStats, type openEngine, type ProcessEngine } from "@danfang/engine";
import { expect, it } from "vitest";
import { holdEngine } from "./engine-holder.ts";

const told = (rssBytes: number): EngineStats => ({ peakRssBytes: 97, rssBytes, residentBytes: 17, sessions: ["unet"] });

/** A holder of an engine whose answers the test gives. */
function heldEngine(state: ProcessEngine["state"]) {
  const clock = fakeClock();
  const questions: PromiseWithResolvers<EngineStats>[] = [];
  const peak = Promise.withResolvers<number>();
  const engine = {
    state,
    isWorking: false,
    stats() {
      const question = Promise.withResolvers<EngineStats>();
      questions.push(question);
      return question.promise;
    },
    measurePeak: () => peak.promise,
  };
  const open = () => engine as unknown as ReturnType<typeof openEngine>;
  const holder = holdEngine(Settings.parse({}).engine, { clock, open, onSilence: () => undefined });
  return { clock, engine, questions, holder, peak };
}

it("an engine that does not run is not started by asking after it", async () => {
  const { holder, questions } = heldEngine("absent");
  expect(await holder.stats()).toBeUndefined();
  expect([questions.length, holder.state]).toEqual([0, "absent"]);
});

it("an idle engine that does not answer is told of as it was before, in less than a second; it is asked only once", async () => {
  const { clock, engine, questions, holder } = heldEngine("idle");
  const first = holder.stats();
  questions[0]!.resolve(told(31));
  expect(await first).toEqual(told(31));
  for (let asked = 0; asked < 3; asked++) {
    const stats = holder.stats();
    engine.state = "silent";
    clock.advance(800);
    expect(await stats).toEqual(told(31));
    expect(holder.state).toBe("silent");
  }
  expect(questions).toHaveLength(2);
  engine.state = "busy"; // it gives signs of life again: with that question
  expect(holder.state).toBe("idle");
  questions[1]!.resolve(told(41));
  expect(await holder.stats()).toEqual(told(41));
});

it("an engine at work is not asked, and told of as it was before", async () => {
  const { engine, questions, holder, peak } = heldEngine("idle");
  const first = holder.stats();
  questions[0]!.resolve(told(31));
  await first;
  const work = holder.engine.measurePeak();
  engine.state = "busy";
  expect(await holder.stats()).toEqual(told(31));
  expect([questions.length, holder.state]).toEqual([1, "busy"]);
  peak.resolve(1);
  await work;
});

it("an engine that ended when it was asked has no memory to tell of, and the next question is a new one", async () => {
  const { questions, holder } = heldEngine("idle");
  const stats = holder.stats();
  questions[0]!.reject(new Error("ended"));
  expect(await stats).toBeUndefined();
  void holder.stats();
  expect(questions).toHaveLength(2);
});

it("has every call of an engine", () => {
  const { holder } = heldEngine("idle");
  for (const name of callNames) expect([name, typeof holder.engine[name]]).toEqual([name, "function"]);
});

it("a stream uses the engine until it ends: no other one takes its place meanwhile", async () => {
  const opened: string[] = [];
  const open = () => {
    const name = `engine ${opened.length}`;
    opened.push(name);
    async function* paint() {
      yield name;
      yield name;
    }
    return { paint, state: "busy", close: async () => undefined } as unknown as ProcessEngine;
  };
  const { engine } = Settings.parse({});
  const holder = holdEngine(engine, { clock: fakeClock(), open, onSilence: () => undefined });
  const steps = holder.engine.paint({} as never);
  const wanted = { ...engine, threads: engine.threads + 1 };
  await steps.next();
  await holder.apply(wanted);
  expect(opened).toHaveLength(1);
  await steps.return();
  await holder.apply(wanted);
  expect(opened).toHaveLength(2);
});
