/** What ComfyUI takes for its nodes' numbers; anything else is no graph that runs. Source: ComfyUI `nodes.py`. */
const ranges = {
  steps: { least: 1, most: 10_000, step: 1 },
  cfg: { least: 0, most: 100, step: 0 },
  denoise: { least: 0, most: 1, step: 0 },
  side: { least: 16, most: 16_384, step: 8 },
  batch: { least: 1, most: 4096, step: 1 },
  clipLayer: { least: 1, most: 24, step: 1 },
  guidance: { least: 0, most: 100, step: 0 },
  gitsSteps: { least: 2, most: 1000, step: 1 },
  turboSteps: { least: 1, most: 10, step: 1 },
  scale: { least: 0.01, most: 8, step: 0 },
  loraStrength: { least: -100, most: 100, step: 0 },
  hypernetworkStrength: { least: -10, most: 10, step: 0 },
} as const;

/** The nearest number that a node takes. */
export function between(name: keyof typeof ranges, value: number): number {
  const { least, most, step } = ranges[name];
  const stepped = step === 0 ? value : Math.floor(value / step) * step;
  return Math.min(most, Math.max(least, stepped));
}
