import { expect, it } from "vitest";
import type { Problem } from "./problem.ts";
import { unattended } from "./unattended.ts";

const settled = () => new Promise((resolve) => setImmediate(resolve));

it.each([
  {
    when: "at once",
    work: () => {
      throw new Error("no room");
    },
  },
  {
    when: "later",
    work: async () => {
      await settled();
      throw new Error("no room");
    },
  },
])("work that nobody waits for tells what it throws $when", async ({ work }) => {
  const told: Problem[] = [];
  unattended(work, (problem) => told.push(problem))();
  await settled();
  await settled();
  expect(told.map(({ message }) => message)).toEqual(["no room"]);
});

it("begins at once, with what it is given, and says nothing when all went well", async () => {
  const told: Problem[] = [];
  const seen: string[] = [];
  const work = unattended(
    (name: string) => seen.push(name),
    (problem) => told.push(problem),
  );
  work("a");
  expect(seen).toEqual(["a"]);
  await settled();
  expect(told).toEqual([]);
});
