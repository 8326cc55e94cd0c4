import { readFileSync } from "node:fs";
import type { Rng } from "../../src/noise/index.ts";
import type { PictureStart, SamplerKnobs, ScheduleOptions } from "../../src/sampling/index.ts";

/** Numbers that A1111's and Forge's code and torchsde gave; `make_webui.py` beside this file says how. */
export interface WebuiGoldens {
  /** Arguments and results of torch's own functions. */
  readonly float32: {
    readonly exp: readonly [number, number][];
    readonly log: readonly [number, number][];
    readonly pow: readonly { base: number[]; exponent: number; result: number[] }[];
    readonly linspaces: readonly { start: number; end: number; n: number; values: number[] }[];
  };
  /** Shape [4, 2, 2]; "nv" is Forge's emulation of CUDA. */
  readonly brownian: readonly {
    rng: Rng;
    seed: number;
    sigmaMin: number;
    sigmaMax: number;
    noise: { from: number; to: number; values: number[] }[];
  }[];
  readonly firstDraws: readonly {
    rng: Rng;
    seeds: number[];
    shape: { channels: number; height: number; width: number };
    variation?: { seeds: number[]; strength: number };
    resizeFrom?: { width: number; height: number };
    draws: number[][];
  }[];
  readonly schedules: readonly {
    schedule: string;
    n: number;
    options?: Partial<ScheduleOptions>;
    /** Of a latent consistency model. */
    consistency?: boolean;
    sigmas: number[];
  }[];
  /** [N, 4, 2, 2]; two prompts of a toy network, cfg scale 3; the picture is sin k at place k (make_webui.py). */
  readonly runs: readonly {
    sampler: string;
    schedule: string;
    steps: number;
    picture?: PictureStart;
    seeds: number[];
    rng: Rng;
    options: Partial<SamplerKnobs>;
    repaint?: number[];
    final: number[];
  }[];
}

export const webuiGoldens: WebuiGoldens = JSON.parse(readFileSync(new URL("webui.json", import.meta.url), "utf8"));
