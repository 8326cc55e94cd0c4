import { samplerFacts } from "@danfang/domain";
import { describe, expect, it } from "vitest";
import { splitSampler } from "./a1111-sampler-split.ts";

// What AUTOMATIC1111 v1.10.1 keeps for processing.
const table = [
  ["DPM++ 2M Karras", undefined, "DPM++ 2M", "karras"],
  ["DPM++ 2M SDE Karras", undefined, "DPM++ 2M SDE", "karras"],
  ["DPM++ 2M SDE Exponential", undefined, "DPM++ 2M SDE", "exponential"],
  ["DPM++ SDE Karras", undefined, "DPM++ SDE", "karras"],
  ["DPM2 Karras", undefined, "DPM2", "karras"],
  ["DPM++ 2S a Karras", undefined, "DPM++ 2S a", "karras"],
  ["DPM++ 3M SDE Karras", undefined, "DPM++ 3M SDE", "karras"],
  ["LMS Karras", undefined, "LMS", "karras"],
  ["Euler a Karras", undefined, "Euler a", "karras"],
  ["Euler SGMUniform", undefined, "Euler", "sgm_uniform"],
  ["DPM++ 2M Karras", "Exponential", "DPM++ 2M", "karras"],
  ["Euler", "karras", "Euler", "karras"],
  ["DDIM", undefined, "DDIM", "automatic"],
  ["DDIM", "DDIM", "DDIM", "ddim"],
] as const;

describe("a sampler's name", () => {
  it.each(table)("%s with schedule type %s is %s, %s", (name, scheduleType, sampler, schedule) => {
    expect(splitSampler(name, scheduleType)).toEqual({ sampler, schedule, isUnknown: false });
  });

  it("loses the suffix Uniform before SGM Uniform is tried, because that comes first in the list", () => {
    expect(splitSampler("DPM++ 2M SGM Uniform", undefined)).toEqual({
      sampler: "DPM++ 2M SGM",
      schedule: "uniform",
      isUnknown: true,
    });
  });

  it.each(["euler a", "k_euler_a", "Unknown Sampler"])(
    "%s is unknown: case counts, and aliases are not names",
    (name) => {
      expect(splitSampler(name, undefined)).toMatchObject({ sampler: name, isUnknown: true });
    },
  );

  it("of any known sampler is itself", () => {
    for (const { label } of samplerFacts) expect(splitSampler(label, undefined).sampler).toBe(label);
  });
});
