import type { Checkpoint } from "@danfang/weights";
import { describe, expect, it } from "vitest";
import type { Feed } from "../runtime/runtime.ts";
import type { UnetUse } from "./model-sessions.ts";
import { keepPredictions } from "./prediction-trial.ts";

const undecided = {
  predictionFrom: "undecided",
  prediction: "epsilon",
  unet: { layout: { inChannels: 4, contextWidth: 1024 } },
} as Checkpoint;

/** A UNet that answers `factor` times what it is asked. */
function unetOf(factor: number): UnetUse & { runs: number } {
  const use = {
    runs: 0,
    feeds: {},
    feedsFor: () => ({}),
    drawsFor: () => undefined,
    session: {
      run: async ({ x }: Record<string, Feed>) => {
        use.runs++;
        return { out: (x!.data as Float32Array).map((value) => value * factor) };
      },
      close: async () => {},
    },
  };
  return use;
}

describe("a UNet that nothing tells about is tried out", () => {
  it("at the noisiest step ε is about what is seen, v its opposite and more", async () => {
    expect(await keepPredictions().of({ ...undecided }, unetOf(1))).toBe("epsilon");
    expect(await keepPredictions().of({ ...undecided }, unetOf(-0.9))).toBe("epsilon");
    expect(await keepPredictions().of({ ...undecided }, unetOf(-1.1))).toBe("v");
  });

  it("once", async () => {
    const predictions = keepPredictions();
    const unet = unetOf(-2);
    await predictions.of(undecided, unet);
    expect(await predictions.of(undecided, unet)).toBe("v");
    expect(unet.runs).toBe(1);
  });

  it("not at all where the file tells", async () => {
    const unet = unetOf(-2);
    expect(await keepPredictions().of({ ...undecided, predictionFrom: "metadata" }, unet)).toBe("epsilon");
    expect(unet.runs).toBe(0);
  });
});
