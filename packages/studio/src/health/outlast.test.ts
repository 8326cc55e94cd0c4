import { setImmediate } from "node:timers/promises";
import { fakeClock } from "@danfang/domain/testing/fake-clock";
import { describe, expect, it } from "vitest";
import { openOutlast } from "./outlast.ts";
import { openTroubles } from "./troubles.ts";

const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC", syscall: "write" });
const never = new AbortController().signal;

/** Work that fails until it is mended. */
function failing(error: unknown = full) {
  const clock = fakeClock();
  const told: string[] = [];
  const troubles = openTroubles(clock, ({ state, trouble }) => told.push(`${trouble.problem.code} ${state}`));
  const state = { isMended: false, tries: 0 };
  const work = () => {
    state.tries++;
    if (!state.isMended) throw error;
    return "done";
  };
  /** So many milliseconds, in steps in which something may happen. */
  const pass = async (milliseconds: number) => {
    for (let passed = 0; passed < milliseconds; passed += 100) {
      clock.advance(100);
      await setImmediate();
    }
  };
  return { told, troubles, state, work, pass, outlast: openOutlast({ clock, troubles }, "outputs") };
}

describe("work that must be done", () => {
  it("outlasts a full disk: told once while it lasts, done once when it is over", async () => {
    const { told, troubles, state, work, pass, outlast } = failing();
    const done = outlast(work, never);
    await pass(30_000);
    expect(told).toEqual(["disk/full begun"]);
    expect(troubles.now).toMatchObject([{ key: "outputs" }]);
    expect(state.tries).toBeGreaterThan(5);
    state.isMended = true;
    await pass(3_000);
    expect(await done).toBe("done");
    expect(told).toEqual(["disk/full begun", "disk/full over"]);
  });

  it("says nothing of what is over in a moment", async () => {
    const { told, state, work, pass, outlast } = failing();
    const done = outlast(work, never);
    await pass(1_000);
    state.isMended = true;
    await pass(1_000);
    expect(await done).toBe("done");
    expect(told).toEqual([]);
  });

  it("ends with what it failed with when nobody wants it any more, and leaves no trouble standing", async () => {
    const { told, troubles, work, pass, outlast } = failing();
    const leaving = new AbortController();
    const done = outlast(work, leaving.signal).catch((error: unknown) => error);
    await pass(5_000);
    leaving.abort();
    expect(await done).toBe(full);
    expect([troubles.now, told.at(-1)]).toEqual([[], "disk/full over"]);
  });

  it("tries what will not pass by itself once", async () => {
    const error = new TypeError("x is not a function");
    const { told, state, work, outlast } = failing(error);
    await expect(outlast(work, never)).rejects.toBe(error);
    expect([state.tries, told]).toEqual([1, []]);
  });
});
