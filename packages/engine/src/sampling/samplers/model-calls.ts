import type { Sigma, Timestep } from "@danfang/domain";
import { intervals } from "../intervals.ts";
import { ancestralStep } from "./ancestral-step.ts";

export const oncePerStep = (sigmas: readonly Sigma[]): number => sigmas.length - 1;

/** Twice, and once for a step to 0. */
export const twicePerStep = (sigmas: readonly Sigma[]): number =>
  intervals(sigmas).reduce((calls, { next }) => calls + (next > 0 ? 2 : 1), 0);

/** Twice, and once where the deterministic part of the step ends at 0. */
export const twicePerAncestralStep = (sigmas: readonly Sigma[], eta: number): number =>
  intervals(sigmas).reduce((calls, { sigma, next }) => calls + (ancestralStep(sigma, next, eta).down > 0 ? 2 : 1), 0);

/** From each timestep to the one before; none starts at the first. */
export const betweenTimesteps = (timesteps: readonly Timestep[]): number => Math.max(timesteps.length - 1, 0);

/** Once per step between timesteps, and twice in the first. */
export const onceMoreThanSteps = (timesteps: readonly Timestep[]): number =>
  timesteps.length > 1 ? timesteps.length : 0;

export const oncePerTimestep = (timesteps: readonly Timestep[]): number => timesteps.length;
