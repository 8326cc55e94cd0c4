import { expect, it } from "vitest";
import { untilGivenUp } from "./until-given-up.ts";

/** Counts up for ever, waits for ever at `hangsAt`, and notes its end. */
function counting(hangsAt = Number.POSITIVE_INFINITY) {
  const ends: string[] = [];
  async function* count() {
    try {
      for (let i = 0; ; i++) {
        if (i === hangsAt) await new Promise(() => undefined);
        yield i;
      }
    } finally {
      ends.push("ended");
    }
  }
  return { events: count(), ends };
}

const givingUp = () => {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => undefined);
  return { promise, giveUp: () => reject(new Error("given up")) };
};

it("passes events on, and ends its source when nobody takes more", async () => {
  const { events, ends } = counting();
  const taken: number[] = [];
  for await (const event of untilGivenUp(events, givingUp().promise)) if (taken.push(event) === 3) break;
  expect([taken, ends]).toEqual([[0, 1, 2], ["ended"]]);
});

it("throws why it was given up although its source hangs for ever", async () => {
  const { promise, giveUp } = givingUp();
  const events = untilGivenUp(counting(1).events, promise);
  expect((await events.next()).value).toBe(0);
  const next = events.next();
  giveUp();
  await expect(next).rejects.toThrow("given up");
});
