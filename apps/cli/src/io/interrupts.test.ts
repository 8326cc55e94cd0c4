import { expect, it } from "vitest";
import { afterWriteError } from "./after-write-error.ts";
import { type Interrupt, openWishes } from "./interrupts.ts";

/** Which of these signals, at these milliseconds, are wishes of their own. */
function wishesAmong(...signals: readonly [Interrupt, number][]): number[] {
  let time = 0;
  const isWish = openWishes(() => time);
  return signals.flatMap(([signal, at]) => {
    time = at;
    return isWish(signal) ? [at] : [];
  });
}

it("a signal that comes twice at once, as from a launcher that hands it on, is one wish; pressed again, it is another", () => {
  expect(wishesAmong(["SIGINT", 3], ["SIGINT", 7], ["SIGINT", 149], ["SIGINT", 400])).toEqual([3, 400]);
});

it("a key that is held down goes on wishing", () => {
  const held = Array.from({ length: 20 }, (_, i): [Interrupt, number] => ["SIGINT", 30 * i]);
  expect(wishesAmong(...held)).toEqual([0, 150, 300, 450]);
});

it("a closed terminal, however often it says so, is one wish and hurries nobody", () => {
  expect(wishesAmong(["SIGHUP", 3], ["SIGHUP", 500], ["SIGHUP", 900])).toEqual([3]);
  expect(wishesAmong(["SIGINT", 3], ["SIGHUP", 500], ["SIGTERM", 900])).toEqual([3, 900]);
});

it("messages that cannot be written stop nothing; a reader of results that went away ends the program", () => {
  expect(["EPIPE", "EIO", "ENOSPC", undefined].map((code) => afterWriteError("stderr", code))).toEqual(
    Array(4).fill("goOn"),
  );
  expect(["EPIPE", "EIO", "ENOSPC"].map((code) => afterWriteError("stdout", code))).toEqual(["end", "goOn", "fail"]);
});
