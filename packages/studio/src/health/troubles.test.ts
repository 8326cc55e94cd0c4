import type { Problem, TroubleNews } from "@danfang/domain";
import { fakeClock } from "@danfang/domain/testing/fake-clock";
import { expect, it } from "vitest";
import { openTroubles } from "./troubles.ts";

const problem = (code: string): Problem => ({ code, message: `${code}.`, hint: "Wait.", facts: { file: "a" } });
const full = problem("disk/full");
const busy = problem("database/busy");

function opened() {
  const clock = fakeClock();
  const told: string[] = [];
  const tell = ({ state, trouble }: TroubleNews) => told.push(`${trouble.key}: ${trouble.problem.code} ${state}`);
  return { clock, told, troubles: openTroubles(clock, tell) };
}

it("a trouble is told once, however often it is met, until it is over", () => {
  const { clock, told, troubles } = opened();
  const since = new Date(clock.now()).toISOString();
  for (let met = 0; met < 3; met++) {
    troubles.begin(full, "outputs");
    clock.advance(5000);
  }
  expect(troubles.now).toEqual([{ key: "outputs", since, problem: full }]);
  troubles.over("outputs");
  troubles.over("outputs");
  troubles.begin(full, "outputs");
  expect(told).toEqual(["outputs: disk/full begun", "outputs: disk/full over", "outputs: disk/full begun"]);
});

it("a thing has one trouble: another one takes its place, and both are told", () => {
  const { told, troubles } = opened();
  troubles.begin(busy, "database");
  troubles.begin(full, "database");
  expect(troubles.now.map((trouble) => trouble.problem.code)).toEqual(["disk/full"]);
  expect(told).toEqual(["database: database/busy begun", "database: database/busy over", "database: disk/full begun"]);
});

it("troubles of several things stand side by side, in the order in which they began", () => {
  const { troubles } = opened();
  troubles.begin(full, "outputs");
  troubles.begin(full, "cache");
  troubles.begin(busy);
  troubles.over("cache");
  troubles.over("nothing that had a trouble");
  expect(troubles.now.map(({ key }) => key)).toEqual(["outputs", "database/busy"]);
});
