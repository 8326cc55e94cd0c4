/** How an option is written: a flag alone, or with a value called `value` in help texts. */
export interface OptionShape {
  readonly value?: string;
  readonly short?: string;
  /** May be given several times. */
  readonly isMultiple?: true;
}

/** Every option of every command, by the name after `--`. What each means is in the texts, typed by this table. */
export const optionShapes = {
  prompt: { value: "TEXT" },
  negative: { value: "TEXT" },
  steps: { value: "N" },
  sampler: { value: "NAME" },
  schedule: { value: "NAME" },
  cfg: { value: "X" },
  seed: { value: "N" },
  width: { value: "PX" },
  height: { value: "PX" },
  "clip-skip": { value: "N" },
  "batch-size": { value: "N" },
  "batch-count": { value: "N" },
  rng: { value: "cpu|nv" },
  "eta-noise-seed-delta": { value: "N" },
  style: { value: "NAME", isMultiple: true },
  x: { value: '"AXIS: VALUES"' },
  y: { value: '"AXIS: VALUES"' },
  z: { value: '"AXIS: VALUES"' },
  margin: { value: "PX" },
  "no-legend": {},
  "vary-seeds": { value: "x,y,z" },
  "keep-random-seeds": {},
  "cfg-rescale": { value: "X" },
  emphasis: { value: "original|noNorm|ignore|none" },
  tiling: {},
  "variation-seed": { value: "N" },
  "variation-strength": { value: "X" },
  "seed-resize": { value: "WxH" },
  init: { value: "FILE" },
  denoise: { value: "X" },
  resize: { value: "stretch|crop|fill|latent" },
  "noise-multiplier": { value: "X" },
  "image-cfg": { value: "X" },
  "color-correction": {},
  mask: { value: "FILE" },
  "mask-blur": { value: "PX" },
  "mask-invert": {},
  "mask-content": { value: "fill|original|noise|nothing" },
  "mask-area": { value: "whole|masked" },
  "mask-padding": { value: "PX" },
  "mask-soft": {},
  "mask-conditioning": { value: "X" },
  "hires-scale": { value: "X" },
  "hires-size": { value: "WxH" },
  "hires-steps": { value: "N" },
  "hires-upscaler": { value: "NAME|PATH" },
  "hires-denoise": { value: "X" },
  "hires-sampler": { value: "NAME" },
  "hires-schedule": { value: "NAME" },
  "hires-prompt": { value: "TEXT" },
  "hires-negative": { value: "TEXT" },
  "hires-model": { value: "NAME|PATH|HASH" },
  refiner: { value: "NAME|PATH|HASH" },
  "refiner-at": { value: "X" },
  eta: { value: "X" },
  "s-churn": { value: "X" },
  "s-tmin": { value: "X" },
  "s-tmax": { value: "X" },
  "s-noise": { value: "X" },
  "min-uncond-sigma": { value: "X" },
  "skip-early-uncond": { value: "X" },
  "sigma-min": { value: "X" },
  "sigma-max": { value: "X" },
  rho: { value: "X" },
  "discard-next-to-last-sigma": {},
  "sgm-noise": {},
  "zero-terminal-snr": {},
  prediction: { value: "epsilon|v" },
  model: { value: "NAME|PATH|HASH" },
  vae: { value: "auto|none|NAME|PATH" },
  models: { value: "DIR", isMultiple: true },
  home: { value: "DIR" },
  out: { value: "FILE|DIR" },
  "save-latent": { value: "FILE.safetensors" },
  host: { value: "HOST" },
  port: { value: "N" },
  open: {},
  "api-auth": { value: "USER:PASS" },
  backend: { value: "auto|cpu|webgpu|…" },
  threads: { value: "N" },
  json: {},
  jsonl: {},
  help: { short: "h" },
} as const satisfies Record<string, OptionShape>;
export type OptionName = keyof typeof optionShapes;

/** What was given on the command line: `true` for a flag, the last text for a value, all texts for a multiple one. */
export type OptionValues = {
  readonly [K in OptionName]?: (typeof optionShapes)[K] extends { isMultiple: true }
    ? readonly string[]
    : (typeof optionShapes)[K] extends { value: string }
      ? string
      : true;
};
