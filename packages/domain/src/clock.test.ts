import { describe, expect, it } from "vitest";
import { elapsed, rest } from "./clock.ts";
import { fakeClock } from "./testing/fake-clock.ts";

/** Whether a promise is fulfilled once everything that stands ready has run. */
async function isOver(promise: Promise<unknown>): Promise<boolean> {
  const later = Symbol("later");
  await new Promise(setImmediate);
  return (await Promise.race([promise, Promise.resolve(later)])) !== later;
}

it("time is elapsed when it is, and not before", async () => {
  const clock = fakeClock();
  const waiting = elapsed(clock, 1000);
  clock.advance(999);
  expect(await isOver(waiting)).toBe(false);
  clock.advance(1);
  expect(await isOver(waiting)).toBe(true);
});

describe("a rest", () => {
  it("ends with its time, and not before", async () => {
    const clock = fakeClock();
    const resting = rest(clock, 1000, new AbortController().signal);
    clock.advance(999);
    expect(await isOver(resting)).toBe(false);
    clock.advance(1);
    expect(await isOver(resting)).toBe(true);
  });

  it("ends when somebody wakes it, and at once where that was before", async () => {
    const clock = fakeClock();
    const waking = new AbortController();
    const resting = rest(clock, 1000, waking.signal);
    expect(await isOver(resting)).toBe(false);
    waking.abort();
    expect(await isOver(resting)).toBe(true);
    expect(await isOver(rest(clock, 1000, waking.signal))).toBe(true);
  });
});
