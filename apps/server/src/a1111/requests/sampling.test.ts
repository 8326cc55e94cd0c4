import { samplerFacts, scheduleFacts } from "@danfang/domain";
import { describe, expect, it } from "vitest";
import { samplingOf } from "./sampling.ts";

describe("every sampler and schedule that is listed paints by its own name", () => {
  it.each(samplerFacts)("$label", ({ label }) => {
    expect(samplingOf(label, null)).toEqual({ sampler: label, schedule: "automatic" });
  });

  it.each(scheduleFacts)("$label", ({ label, name }) => {
    for (const said of [label, name]) expect(samplingOf("Euler", said)).toEqual({ sampler: "Euler", schedule: name });
  });
});
