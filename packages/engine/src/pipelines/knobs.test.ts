import { describeWays } from "../testing/law-of-ways.ts";

// One for each rule; all of them are in knobs.slow.test.ts.
describeWays("knobs", [
  ...["extra-noise.multiplied", "extra-noise.ddim", "extra-noise.hires", "exact-steps.euler"],
  ...["unipc.vary", "unipc.quadratic", "unipc.img2img", "beta.shaped", "range.karras", "range.beta"],
  ...["eta.both", "churn.euler", "ngms.every-second", "ngms.all", "skip-early.heun", "discard.ddim", "sgm.euler"],
  ...["pad.empty-negative", "pad.empty-prompt", "pad.repeat-negative", "pad.cut-negative", "downcast.euler"],
  ...["old-prompt.hires", "steps-once.heun", "refiner.by-steps", "refiner.first-pass", "refiner.both-passes"],
]);
