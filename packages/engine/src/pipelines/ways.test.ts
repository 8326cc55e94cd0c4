import { describeWays } from "../testing/law-of-ways.ts";

// One of each kind; all of them are in ways.slow.test.ts.
describeWays("ways", [
  "hires.latent-cut",
  "hires.lanczos",
  "img2img.latent",
  "img2img.ddim",
  "inpaint.original",
  "inpaint.masked.border",
  "prompt.and-long",
  "prompt.schedule-heun",
  "prompt.schedule-emphasis",
  "noise.both",
  "rescale.euler",
  "tiling.euler",
  "img2img.colors",
  "several.masked",
  "several.edit",
  "soft.masked",
  "soft.influence",
  "inpaint.latent-mask",
]);
