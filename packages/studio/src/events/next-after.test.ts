import { expect, it } from "vitest";
import { nextAfter } from "./next-after.ts";

/** A map that counts how often it is looked at. */
class CountedMap extends Map<number, string> {
  looks = 0;
  override get(id: number): string | undefined {
    this.looks++;
    return super.get(id);
  }
  override *[Symbol.iterator](): MapIterator<[number, string]> {
    for (const entry of super[Symbol.iterator]()) {
      this.looks++;
      yield entry;
    }
    return undefined;
  }
}

const full = (count: number) => new CountedMap(Array.from({ length: count }, (_, i) => [100 + i, `event ${i}`]));

it("finds the next id, past those that are gone", () => {
  const kept = new Map([
    [103, "a"],
    [107, "b"],
    [108, "c"],
  ]);
  const from = (place: number) => nextAfter(kept, place, 109)?.[0];
  expect([99, 102, 103, 106, 107, 108].map(from)).toEqual([103, 103, 107, 107, 108, undefined]);
});

it("looks once for whoever is up to date, however much is kept", () => {
  const kept = full(1000);
  expect(nextAfter(kept, 1098, 1100)).toEqual([1099, "event 999"]);
  expect(kept.looks).toBe(1);
});

it("looks at each once for whoever reads all of it, one by one", () => {
  const kept = full(1000);
  let place = 99;
  for (let next = nextAfter(kept, place, 1100); next; next = nextAfter(kept, place, 1100)) [place] = next;
  expect(place).toBe(1099);
  expect(kept.looks).toBe(1000);
});

it("does not count through the millions that were replaced meanwhile", () => {
  const kept = new CountedMap([[5_000_000, "the last"]]);
  expect(nextAfter(kept, 7, 5_000_001)).toEqual([5_000_000, "the last"]);
  expect(kept.looks).toBe(1);
});
