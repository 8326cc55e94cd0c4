import { readFileSync } from "node:fs";
import type { Prediction } from "../../src/sampling/index.ts";

/** Numbers that torch, k-diffusion and Forge gave; `make.py` beside this file says how. */
export interface SamplingGoldens {
  /** Draws that follow each other from one CPU generator; of long ones the last values only. */
  readonly torchNoise: readonly { seed: number; lengths: number[]; lastValues: number[][] }[];
  readonly batchNoise: readonly {
    rng: "cpu" | "nv";
    etaNoiseSeedDelta: number;
    seeds: number[];
    length: number;
    draws: number[][];
  }[];
  readonly modelSchedules: readonly {
    linearStart: number;
    linearEnd: number;
    timesteps: number;
    /** Every timesteps/8-th. */
    alphasCumprod: number[];
    sigmas: number[];
    timestepOf: [number, number][];
    sigmaAt: [number, number][];
  }[];
  readonly schedules: readonly { schedule: string; n: number; sigmas: number[] }[];
  /** Seed 1234, [1, 4, 2, 2], a toy network (`toy_output` in make.py). */
  readonly runs: readonly {
    sampler: string;
    schedule: string;
    steps: number;
    prediction?: Prediction;
    eta?: number;
    sChurn?: number;
    sTmin?: number;
    sTmax?: number;
    sNoise?: number;
    final: number[];
  }[];
}

export const goldens: SamplingGoldens = JSON.parse(readFileSync(new URL("goldens.json", import.meta.url), "utf8"));
