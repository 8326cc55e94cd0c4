import { describe, expect, it } from "vitest";
import { listBackends, openOrt } from "../runtime/ort.ts";
import { paintAll } from "../testing/painted.ts";
import { smallOrder } from "../testing/starter.ts";
import { openLocalEngine } from "./local-engine.ts";

/** Levels of 255, on average over all channels. */
const tolerance = 1;

const paintOn = async (backend: "cpu" | "webgpu", change: object) => {
  const engine = openLocalEngine({ runtime: openOrt({ backend }), memoryBudget: Infinity });
  const { images } = await paintAll(engine, { ...smallOrder, ...change });
  await engine.close();
  return images[0]!.pixels.data;
};

// A software adapter serves: on Linux, VK_DRIVER_FILES names the vk_swiftshader_icd.json of a Chromium.
describe.runIf(listBackends().includes("webgpu"))("the WebGPU provider", () => {
  it.each([
    ["Euler", { sampler: "Euler", steps: 4, cfgScale: 5, prompt: "red apple" }],
    ["an ancestral sampler and a weighted prompt", {}],
  ])("paints the CPU's picture: %s", async (_, change) => {
    const [cpu, gpu] = [await paintOn("cpu", change), await paintOn("webgpu", change)];
    const mean = cpu.reduce((sum, value, i) => sum + Math.abs(value - gpu[i]!), 0) / cpu.length;
    expect(mean).toBeLessThan(tolerance);
  });
});
