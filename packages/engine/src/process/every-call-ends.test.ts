import { fakeClock } from "@danfang/domain/testing/fake-clock";
import { describe, expect, it } from "vitest";
import { type CallName, calls } from "../orders/calls.ts";
import type { DenoiseOrder } from "../orders/denoise-order.ts";
import { callNames, type EngineCalls, makeCalls, runCall } from "../orders/engine-calls.ts";
import { openOrt } from "../runtime/ort.ts";
import { type ChildNature, type FakeChild, fakeChild } from "../testing/fake-child.ts";
import { smallOrder } from "../testing/starter.ts";
import { openLocalEngine } from "./local-engine.ts";
import { openEngine } from "./process-engine.ts";

const files = { checkpoint: "a.safetensors" };
const tensor = { shape: [1, 4, 1, 1], data: new Float32Array(4) };
const image = { width: 1, height: 1, data: new Uint8Array(3) };
const context = { context: { shape: [1, 77, 1], data: new Float32Array(77) } };
const denoising: DenoiseOrder = {
  cond: [{ weight: 1, schedule: [{ untilStep: 5, encoded: context }] }],
  uncond: [{ untilStep: 5, encoded: context }],
  sampler: "Euler",
  schedule: "karras",
  steps: 5,
  cfgScale: 5,
  noise: { seeds: [7], rng: "cpu", etaNoiseSeedDelta: 0 },
  width: 8,
  height: 9,
  previews: false,
};

async function last<T, R>(steps: AsyncGenerator<T, R>): Promise<R> {
  for (let next = await steps.next(); ; next = await steps.next()) if (next.done) return next.value;
}

/** Every call that an engine has, as somebody makes it. */
const made: Readonly<Record<CallName, (engine: EngineCalls, signal?: AbortSignal) => Promise<unknown>>> = {
  load: (engine, signal) => engine.load(files, signal),
  encode: (engine) => engine.encode(files, [], { clipSkip: 1 }),
  denoise: (engine, signal) => last(engine.denoise(files, denoising, signal)),
  encodeImage: (engine) => engine.encodeImage(files, tensor),
  decode: (engine, signal) => engine.decode(files, tensor, signal),
  paint: (engine, signal) => last(engine.paint(smallOrder, signal)),
  upscale: (engine, signal) =>
    engine.upscale({ upscaler: { kind: "builtIn", name: "Lanczos" }, image, to: { scale: 2 } }, signal),
  unload: (engine) => engine.unload(),
  stats: (engine) => engine.stats(),
  measurePeak: (engine) => engine.measurePeak(),
};
const withSignal = callNames.filter((name) => calls[name].way !== "plain");
const works: ChildNature = { life: "works", endsWhen: "asked" };
const stopped: ChildNature = { life: "none", endsWhen: "forced" };
const undead: ChildNature = { life: "none", endsWhen: "never" };

/** An engine whose processes are of these natures, one after the other; the last one stays. */
function engineOf(...natures: readonly ChildNature[]) {
  const clock = fakeClock();
  const children: FakeChild[] = [];
  const silences: boolean[] = [];
  const engine = openEngine({
    backend: "cpu",
    clock,
    onSilence: (isSilent) => silences.push(isSilent),
    startChild(listener) {
      const child = fakeChild(listener, natures[Math.min(children.length, natures.length - 1)]!);
      children.push(child);
      return child;
    },
  });
  return { engine, clock, children, silences };
}

/** How a call ends: its value, or the code of its problem; undefined while it has not. */
function endOf(call: Promise<unknown>): { now: unknown } {
  const end: { now: unknown } = { now: undefined };
  call.then(
    () => {
      end.now = "answered";
    },
    ({ code }) => {
      end.now = code;
    },
  );
  return end;
}

const seconds = 1000;
/** A process that runs, with a call that it answered before. */
async function used(...natures: readonly ChildNature[]) {
  const opened = engineOf(...natures);
  opened.engine.stats().catch(() => undefined); // starts it
  await opened.clock.pass(0);
  const [child] = opened.children;
  child!.say({ type: "done", id: 0, value: {} });
  await opened.clock.pass(0);
  return { ...opened, child: child! };
}

describe.each(callNames)("%s", (name) => {
  const make = made[name];
  /** An engine that is of no use has forgotten its models. */
  const without = (code: string) => (calls[name].isDoneByEnding ? "answered" : code);

  it("of an engine that is stopped ends after a minute, and the next one has a new process", async () => {
    const { engine, clock, children } = await used(stopped, works);
    const end = endOf(make(engine));
    await clock.pass(61 * seconds);
    expect(end.now).toBe(without("engine/silent"));
    engine.stats().catch(() => undefined);
    expect(children.map(({ isGone }) => isGone)).toEqual([true, false]);
  });

  it("of an engine that cannot even be killed ends all the same", async () => {
    const { engine, clock } = await used(undead);
    const end = endOf(make(engine));
    await clock.pass(62 * seconds);
    expect(end.now).toBe(without("engine/silent"));
  });

  it("of an engine that dies meanwhile fails, and nothing holds the program any more", async () => {
    const { engine, clock, child } = await used(works);
    const end = endOf(make(engine));
    await clock.pass(1);
    expect(child.isHeld).toBe(true);
    child.die();
    await clock.pass(0);
    expect(end.now).toBe("engine/crashed");
    expect(child.isHeld).toBe(false);
  });

  it("of an engine that was killed meanwhile fails, dead or not", async () => {
    for (const nature of [works, undead]) {
      const { engine, clock } = await used(nature);
      const end = endOf(make(engine));
      await clock.pass(1);
      engine.kill();
      await clock.pass(1 * seconds);
      expect(end.now).toBe("engine/crashed");
    }
  });

  it("of an engine that works is waited for, however long; of one that only lives, for ten minutes", async () => {
    const busy = await used(works);
    const end = endOf(make(busy.engine));
    await busy.clock.pass(3600 * seconds);
    expect(end.now).toBeUndefined();
    expect(busy.engine.state).toBe("busy");
    const resting = await used({ life: "rests", endsWhen: "asked" });
    const other = endOf(make(resting.engine));
    await resting.clock.pass(599 * seconds);
    expect(other.now).toBeUndefined();
    await resting.clock.pass(2 * seconds);
    expect(other.now).toBe("engine/silent");
  });

  it.each([undefined, null, 7, {}, { type: "done" }, { type: "failed", id: 1 }, { type: "failed", id: 1, problem: 3 }])(
    "that is answered with %j fails, and that process is not asked again",
    async (garbage) => {
      const { engine, clock, child } = await used(works);
      const end = endOf(make(engine));
      await clock.pass(1);
      child.say(garbage);
      await clock.pass(0);
      expect(end.now).toBe("engine/garbled");
      expect(child.isGone).toBe(true);
    },
  );

  it("fails as cancelled when the engine is closed, and closing ends within three seconds", async () => {
    for (const nature of [works, stopped, undead]) {
      const { engine, clock, child } = await used(nature);
      const end = endOf(make(engine));
      await clock.pass(1);
      const closed = endOf(engine.close());
      await clock.pass(3 * seconds);
      expect([end.now, closed.now, child.isHeld]).toEqual(["engine/cancelled", "answered", false]);
    }
  });
});

/** An engine that writes down what it is asked, tells one step and gives its call's name. */
function writingEngine() {
  const asked: { name: CallName; args: readonly unknown[] }[] = [];
  const engine = makeCalls({
    answer:
      (name) =>
      async (...args) => {
        asked.push({ name, args });
        return Promise.reject(new Error(name));
      },
    stream: (name) =>
      async function* (...args) {
        asked.push({ name, args });
        yield* [];
        throw new Error(name);
      },
  });
  return { engine, asked };
}

describe.each(callNames)("the call %s", (name) => {
  it("exists on an engine of its own process, on one in this process, and where the process dispatches", async () => {
    const local = openLocalEngine({ runtime: openOrt({ backend: "cpu", threads: 1 }), memoryBudget: Infinity });
    const { engine, clock, child } = await used(works);
    expect([typeof engine[name], typeof local[name]]).toEqual(["function", "function"]);
    made[name](engine).catch(() => undefined);
    await clock.pass(0);
    const message = child.sent.findLast(({ type }) => type === "call");
    if (message?.type !== "call") throw new Error("nothing was sent");
    expect(message.call).toBe(name);
    const written = writingEngine();
    const run = runCall(written.engine, message, new AbortController().signal, () => undefined);
    await expect(run).rejects.toThrow(name);
    expect(written.asked.map((one) => one.name)).toEqual([name]);
    await local.close();
  });

  it("reaches the engine behind the process with what it was given, and with the signal in its place", async () => {
    const { engine, clock, child } = await used(works);
    const [direct, behind] = [writingEngine(), writingEngine()];
    const { signal } = new AbortController();
    await made[name](direct.engine, signal).catch(() => undefined);
    made[name](engine, signal).catch(() => undefined);
    await clock.pass(0);
    const message = child.sent.findLast(({ type }) => type === "call");
    if (message?.type !== "call") throw new Error("nothing was sent");
    await runCall(behind.engine, message, signal, () => undefined).catch(() => undefined);
    expect(behind.asked).toEqual(direct.asked);
    expect(behind.asked[0]!.args.includes(signal)).toBe(calls[name].way !== "plain");
  });
});

describe.each(withSignal)("%s that is cancelled", (name) => {
  const make = made[name];

  async function cancelled(nature: ChildNature) {
    const opened = await used(nature, works);
    const cancel = new AbortController();
    const end = endOf(make(opened.engine, cancel.signal));
    await opened.clock.pass(10 * seconds);
    cancel.abort();
    await opened.clock.pass(0);
    return { ...opened, end };
  }

  it("ends within four seconds where the engine is stopped, and the next call is answered by a new one", async () => {
    const { engine, clock, end, children } = await cancelled(stopped);
    await clock.pass(4 * seconds);
    expect(end.now).toBe("engine/cancelled");
    const next = endOf(engine.stats());
    await clock.pass(0);
    children[1]!.say({ type: "done", id: 0, value: {} });
    await clock.pass(0);
    expect(next.now).toBe("answered");
  });

  it("has a minute to end where the engine works, and whoever else waits for that engine is told why it failed", async () => {
    const { engine, clock, end, child } = await cancelled(works);
    const behind = endOf(engine.encode(files, [], { clipSkip: 1 }));
    await clock.pass(59 * seconds);
    expect([end.now, behind.now, child.isGone]).toEqual([undefined, undefined, false]);
    await clock.pass(2 * seconds);
    expect([end.now, behind.now, child.isGone]).toEqual(["engine/cancelled", "engine/stopped", true]);
  });

  it("gives the engine's own answer where it comes in time, and a late one harms nobody", async () => {
    const { clock, end, child } = await cancelled(works);
    const problem = { code: "engine/cancelled", message: "Cancelled.", hint: "" };
    child.say({ type: "failed", id: 1, problem });
    await clock.pass(0);
    expect(end.now).toBe("engine/cancelled");
    for (const message of [
      { type: "failed", id: 1, problem },
      { type: "progress", id: 1, told: 1 },
    ])
      child.say(message);
    await clock.pass(100 * seconds);
    expect(child.isGone).toBe(false);
  });

  it("ends at once where the engine has not begun it, without harm to the one before", async () => {
    const { engine, clock, child } = await used(works);
    const before = endOf(engine.encode(files, [], { clipSkip: 1 }));
    const cancel = new AbortController();
    const end = endOf(make(engine, cancel.signal));
    await clock.pass(1);
    cancel.abort();
    await clock.pass(200 * seconds);
    expect([before.now, end.now, child.isGone]).toEqual([undefined, "engine/cancelled", false]);
  });
});

it("no process is started for what its end does, too, and one is for every other call", async () => {
  for (const name of callNames) {
    const { engine, clock, children } = engineOf(works);
    made[name](engine).catch(() => undefined);
    await clock.pass(0);
    expect([name, children.length]).toEqual([name, name === "unload" ? 0 : 1]);
  }
});

it("a stream that is no longer listened to is cancelled in the process", async () => {
  for (const name of callNames.filter((one) => calls[one].way === "stream")) {
    const { engine, clock, child } = await used(works);
    const steps = name === "paint" ? engine.paint(smallOrder) : engine.denoise(files, denoising);
    const listening = (async () => {
      for await (const _ of steps) break;
    })();
    await clock.pass(0);
    child.say({ type: "progress", id: 1, told: { step: 1 } });
    await clock.pass(0);
    await listening;
    expect(child.sent.at(-1)).toEqual({ type: "cancel", id: 1 });
  }
});

describe("an engine process", () => {
  it("that was stopped for a while together with its parent goes on", async () => {
    const { engine, clock, child } = await used(works);
    const end = endOf(engine.encode(files, [], { clipSkip: 1 }));
    await clock.pass(1 * seconds);
    clock.skip(3600 * seconds); // no timer goes off meanwhile
    await clock.pass(1 * seconds);
    child.say({ type: "done", id: 1, value: [] });
    await clock.pass(0);
    expect(end.now).toBe("answered");
  });

  it("on a system without a line for signs of life is waited for", async () => {
    const { engine, clock, child } = await used({ ...works, hasNoPulse: true });
    const end = endOf(engine.encode(files, [], { clipSkip: 1 }));
    await clock.pass(3600 * seconds);
    expect([end.now, engine.state, child.isGone]).toEqual([undefined, "busy", false]);
  });

  it("that does not come up is given up after a minute", async () => {
    const { engine, clock } = engineOf(stopped);
    const end = endOf(engine.load(files));
    await clock.pass(61 * seconds);
    expect(end.now).toBe("engine/silent");
  });

  it("that is stopped before it has given any sign of life is given up after a minute", async () => {
    const { engine, clock, children } = engineOf(stopped);
    const end = endOf(engine.load(files));
    await clock.pass(0);
    children[0]!.say({ type: "started", hasPulse: true });
    await clock.pass(62 * seconds);
    expect(end.now).toBe("engine/silent");
  });

  it("tells how it is: absent, idle, busy, and silent after half a second without a sign of life, at its start after five", async () => {
    const { engine, clock } = engineOf(stopped);
    expect(engine.state).toBe("absent");
    const living = await used(works);
    expect(living.engine.state).toBe("idle");
    living.engine.measurePeak().catch(() => undefined);
    await living.clock.pass(5 * seconds);
    expect(living.engine.state).toBe("busy");
    engine.measurePeak().catch(() => undefined); // starts it
    await clock.pass(4 * seconds);
    expect(engine.state).toBe("busy");
    await clock.pass(1 * seconds);
    expect(engine.state).toBe("silent");
    const still = await used(stopped);
    still.engine.measurePeak().catch(() => undefined);
    await still.clock.pass(0.5 * seconds);
    expect(still.engine.state).toBe("silent");
  });

  it("that is silent for five seconds is told of once, and once more when it speaks or is ended", async () => {
    const { engine, clock, children, silences } = await used(stopped);
    engine.stats().catch(() => undefined);
    await clock.pass(4 * seconds);
    expect(silences).toEqual([]);
    await clock.pass(2 * seconds);
    expect(silences).toEqual([true]);
    children[0]!.say({ type: "done", id: 1, value: {} });
    await clock.pass(0);
    expect(silences).toEqual([true, false]);
    engine.stats().catch(() => undefined);
    await clock.pass(61 * seconds);
    expect(silences).toEqual([true, false, true, false]);
  });

  it("is not asked for what cannot be sent to it, and that call fails at once", async () => {
    const { engine, clock, child } = await used(works);
    const unsendable = { checkpoint: "a", toString: () => "a function" };
    await expect(engine.load(unsendable)).rejects.toThrow();
    expect(child.isHeld).toBe(false);
    await clock.pass(0);
    expect(engine.state).toBe("idle");
  });
});
