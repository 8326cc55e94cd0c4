import type { FieldTable } from "../field.ts";
import { content, share } from "./parts.ts";

/** Pixels by which a side grows. */
const growth = { kind: "whole", least: 0, most: 4096, usual: 0, step: 8, slidesTo: 512, unit: "pixels" } as const;
/** Gaussian blur (σ) at the seam, before the factor of each way. */
const seam = { kind: "whole", least: 0, most: 64, step: 1, slidesTo: 64, unit: "pixels" } as const;

/** Usual values: those of AUTOMATIC1111's scripts. */
export const passesFields = {
  "init.passes.outpaint.left": growth,
  "init.passes.outpaint.right": growth,
  "init.passes.outpaint.up": growth,
  "init.passes.outpaint.down": growth,
  "init.passes.outpaint.maskBlur": { ...seam, usual: 8 },
  /** Exponent of the spectrum: lower has more detail. */
  "init.passes.outpaint.falloff": { kind: "number", least: 0, most: 4, usual: 1, step: 0.01, slidesTo: 4 },
  /** 0: grey noise, 1: as colourful as can be. */
  "init.passes.outpaint.colorVariation": { ...share, usual: 0.05 },
  "init.passes.outpaintTiles.left": growth,
  "init.passes.outpaintTiles.right": growth,
  "init.passes.outpaintTiles.up": growth,
  "init.passes.outpaintTiles.down": growth,
  "init.passes.outpaintTiles.maskBlur": { ...seam, usual: 4 },
  "init.passes.outpaintTiles.content": { ...content, usual: "fill" },
  "init.passes.loopback.loops": { kind: "whole", least: 1, most: 32, usual: 4, step: 1, slidesTo: 32 },
  "init.passes.loopback.finalDenoisingStrength": { ...share, usual: 0.5 },
  "init.passes.loopback.curve": { kind: "choice", choices: ["aggressive", "linear", "lazy"], usual: "linear" },
  "init.passes.upscale.upscaler": { kind: "text", shortest: 1, longest: 1000, usual: "Lanczos", names: "upscaler" },
  "init.passes.upscale.scale": { kind: "number", least: 0, isAbove: true, most: 8, usual: 2, step: 0.25, slidesTo: 4 },
  /** That neighbouring tiles share. */
  "init.passes.upscale.overlap": {
    kind: "whole",
    least: 0,
    most: 1024,
    usual: 64,
    step: 16,
    slidesTo: 256,
    unit: "pixels",
  },
  /** How many tiles count as one batch when seeds are given out. */
  "init.passes.upscale.tilesAtOnce": { kind: "whole", least: 1, most: 64, usual: 1, step: 1, slidesTo: 8 },
} as const satisfies FieldTable;
