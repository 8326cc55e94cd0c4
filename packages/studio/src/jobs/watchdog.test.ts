import { fakeClock } from "@danfang/domain/testing/fake-clock";
import { expect, it } from "vitest";
import { startWatchdog } from "./watchdog.ts";

function dogOf(isExcused: () => boolean = () => false) {
  const clock = fakeClock();
  const barks: number[] = [];
  const start = clock.now();
  const bark = () => void barks.push((clock.now() - start) / 1000);
  return {
    clock,
    barks,
    dog: startWatchdog(clock, { milliseconds: 60_000, isExcused, bark, report: () => undefined }),
  };
}

it("a watchdog barks once, after the time for which nobody fed it", () => {
  const { clock, barks, dog } = dogOf();
  clock.advance(50_000);
  dog.feed();
  clock.advance(59_000);
  expect([barks, dog.hasBarked]).toEqual([[], false]);
  clock.advance(500_000);
  expect([barks, dog.hasBarked]).toEqual([[110], true]);
});

it("a watchdog lets whoever works be silent for six times as long, and no longer", () => {
  const { clock, barks } = dogOf(() => true);
  clock.advance(359_000);
  expect(barks).toEqual([]);
  clock.advance(2_000);
  expect(barks).toEqual([360]);
});

it("a watchdog that was stopped does not bark", () => {
  const { clock, barks, dog } = dogOf();
  dog.stop();
  clock.advance(500_000);
  expect(barks).toEqual([]);
});
