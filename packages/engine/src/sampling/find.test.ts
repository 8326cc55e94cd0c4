import { DanfangError } from "@danfang/domain";
import { expect, it } from "vitest";
import { findSampler, findSampling, findSchedule, scheduleFor } from "./find.ts";
import { samplers } from "./samplers/index.ts";
import { schedules } from "./schedules/index.ts";

const errorOf = (act: () => unknown): DanfangError => {
  try {
    act();
  } catch (error) {
    if (error instanceof DanfangError) return error;
  }
  throw new Error("nothing was thrown");
};

it("knows every sampler by every name, in any case", () => {
  for (const sampler of samplers)
    for (const name of [sampler.label, ...sampler.aliases, ` ${sampler.label.toUpperCase()} `])
      expect(findSampler(name)).toEqual({ sampler, schedule: undefined });
});

it("knows every schedule by every name, in any case", () => {
  for (const schedule of schedules)
    for (const name of [schedule.name, schedule.label, ...(schedule.aliases ?? []), schedule.label.toUpperCase()])
      expect(findSchedule(name)).toBe(schedule);
});

it("gives no name to two", () => {
  const repeated = (lists: string[][]) => {
    const names = lists.flatMap((list) => [...new Set(list.map((name) => name.toLowerCase()))]);
    return names.filter((name, k) => names.indexOf(name) !== k);
  };
  expect(repeated(samplers.map(({ label, aliases }) => [label, ...(aliases ?? [])]))).toEqual([]);
  expect(repeated(schedules.map(({ name, label, aliases }) => [name, label, ...(aliases ?? [])]))).toEqual([]);
});

it.each([
  ["DPM++ 2M Karras", "DPM++ 2M", "karras"],
  ["dpm2 a karras", "DPM2 a", "karras"],
  ["k_dpmpp_2m_ka", "DPM++ 2M", "karras"],
  ["Euler Exponential", "Euler", "exponential"],
])("takes the fused name %s apart", (name, label, schedule) => {
  expect(findSampling(name, "uniform")).toMatchObject({ sampler: { label }, schedule: { name: schedule } });
});

it("means by automatic the sampler's own schedule", () => {
  const walked = (name: string, schedule?: string) => {
    const found = findSampling(name, schedule);
    return scheduleFor(found.sampler, found.schedule).name;
  };
  expect(walked("DPM++ 2M")).toBe("karras");
  expect(walked("DPM++ 2M", "Exponential")).toBe("exponential");
  expect(walked("Euler")).toBe("automatic");
});

it("says the nearest names for one it does not know", () => {
  const sampler = errorOf(() => findSampler("Euler b"));
  expect(sampler.code).toBe("engine/unknownSampler");
  expect(sampler.hint).toContain('"Euler a"');
  const schedule = errorOf(() => findSchedule("karas"));
  expect(schedule.code).toBe("engine/unknownSchedule");
  expect(schedule.hint).toMatch(/^Nearest: "Karras"/);
  expect(errorOf(() => findSampler("")).code).toBe("engine/unknownSampler");
  expect(errorOf(() => findSampler(" karras")).code).toBe("engine/unknownSampler");
});

it("answers a megabyte with a sentence", () => {
  expect(errorOf(() => findSampler("x".repeat(1_000_000))).message.length).toBeLessThan(200);
});
