import { expect, it } from "vitest";
import { findSampling } from "./find.ts";
import { buildModelSchedule } from "./model-schedule.ts";
import { planSampling } from "./plan.ts";
import { startOf } from "./start.ts";

const model = buildModelSchedule();

// AUTOMATIC1111 1.10.1, `setup_img2img_steps` and what follows from it.
it.each([
  { steps: 20, denoisingStrength: 0.75, schedule: "karras", modelCalls: 16, sigma: 5.789421 },
  { steps: 20, denoisingStrength: 0.5, schedule: "karras", modelCalls: 11, sigma: 1.483217 },
  { steps: 20, denoisingStrength: 1, schedule: "karras", modelCalls: 20, sigma: 14.614643 },
  { steps: 20, denoisingStrength: 0.05, schedule: "karras", modelCalls: 2, sigma: 0.048482 },
  { steps: 20, denoisingStrength: 0, schedule: "karras", modelCalls: 1, sigma: 0.029168 },
  { steps: 10, denoisingStrength: 0.5, exactSteps: true, schedule: "uniform", modelCalls: 10, sigma: 1.480581 },
  { steps: 20, denoisingStrength: 0.7, exactSteps: true, schedule: "uniform", modelCalls: 20, sigma: 3.374725 },
  { steps: 15, denoisingStrength: 0.35, exactSteps: true, schedule: "uniform", modelCalls: 15, sigma: 0.958202 },
])("starts a picture at $sigma: $steps steps, $denoisingStrength", (golden) => {
  const { steps, denoisingStrength, exactSteps = false, schedule, modelCalls, sigma } = golden;
  const picture = { denoisingStrength, exactSteps };
  const plan = planSampling({ ...findSampling("Euler", schedule), steps, model, picture });
  expect(plan).toMatchObject({ modelCalls, totalCalls: modelCalls, options: { startsFromPicture: true } });
  expect(plan.kind === "sigma" && plan.sigmas[0]).toBeCloseTo(sigma, 5);
  expect(plan.start.picture).toBe(1);
  expect(plan.start.noise).toBeCloseTo(sigma, 5);
});

it("lays a picture and noise together in a timestep sampler's variance", () => {
  const picture = { denoisingStrength: 0.5 };
  const plan = planSampling({ ...findSampling("DDIM"), steps: 20, model, picture });
  const alpha = model.alphasCumprod[501]!;
  expect(plan.kind === "timesteps" && plan.timesteps.at(-1)).toBe(451);
  expect(plan.start).toEqual({ picture: Math.sqrt(alpha), noise: Math.sqrt(1 - alpha) });
});

it("starts with more noise where it is asked to", () => {
  const euler = { ...findSampling("Euler", "karras"), steps: 20, model };
  const picture = { denoisingStrength: 0.5 };
  const sigma = planSampling({ ...euler, picture }).start.noise;
  expect(planSampling({ ...euler, picture, extraNoise: 0.1 }).start.noise).toBeCloseTo(sigma + 0.1, 12);
  expect(planSampling({ ...euler, picture, noiseMultiplier: 1.2 }).start.noise).toBeCloseTo(1.2 * sigma, 12);
  const { start } = planSampling({ ...euler, sgmNoiseMultiplier: true });
  expect(start.noise).toBeCloseTo(Math.hypot(1, 14.614642), 5);
});

it("returns the picture itself where no strength leaves no step", () => {
  const picture = { denoisingStrength: 0, exactSteps: true };
  for (const name of ["Euler", "DDIM", "DPM++ 2M SDE"]) {
    const plan = planSampling({ ...findSampling(name), steps: 8, model, picture });
    expect(plan.stepCount).toBe(0);
  }
  const plan = planSampling({ ...findSampling("Euler"), steps: 8, model, picture });
  const latent = Float32Array.of(0.25, -3);
  expect(startOf(plan, { initial: Float32Array.of(1, 1), latent })).toEqual(latent);
});

it("honours the settings of schedules, and takes 0 for none", () => {
  const sigmas = (scheduleOptions: object) => {
    const plan = planSampling({ ...findSampling("Euler", "karras"), steps: 10, model, scheduleOptions });
    return plan.kind === "sigma" ? plan.sigmas : [];
  };
  expect(sigmas({ sigmaMin: 0, sigmaMax: 0, rho: 0 })).toEqual(sigmas({}));
  expect(sigmas({ sigmaMin: 0.1, sigmaMax: 10 })[1]).toBeCloseTo(6.802165, 5);
  expect(sigmas({ rho: 1 })[5]).toBeCloseTo((4 * 14.614642 + 5 * 0.029168) / 9, 5);
});

it("leaves out the sigma before the last where it is asked to", () => {
  const asked = { ...findSampling("Euler"), steps: 10, model };
  const plan = planSampling({ ...asked, discardNextToLastSigma: true });
  const sgm = planSampling({ ...findSampling("Euler", "sgm_uniform"), steps: 10, model });
  expect(plan).toMatchObject({ sigmas: sgm.kind === "sigma" && sgm.sigmas });
});

it("counts two calls a step for samplers of second order, whatever they make", () => {
  const total = (name: string) => planSampling({ ...findSampling(name), steps: 12, model }).totalCalls;
  expect(["Euler", "Heun", "DPM++ SDE", "DPM fast", "DDIM", "HeunPP2"].map(total)).toEqual([12, 24, 24, 12, 12, 12]);
});
