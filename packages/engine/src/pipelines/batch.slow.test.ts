import { describeBatches } from "../testing/law-of-batches.ts";
import { gradients, hires, init, mask, maskOf } from "../testing/way-orders.ts";

const picture = gradients(61, 45);
const drawn = maskOf(61, 45, [20, 12, 40, 30]);

describeBatches([
  ["with a second pass of pictures", { hires: hires({ upscaler: { kind: "builtIn", name: "Lanczos" } }) }],
  ["from a picture", { init: init(picture) }],
  ["in the masked area", { init: init(picture, { mask: mask(drawn, { area: "masked" }) }) }],
  ["with a resized seed", { seedResize: { width: 64, height: 32 } }],
  ["with rescaled guidance of composed prompts", { cfgRescale: 0.7, prompt: "red apple AND blue fish :0.6" }],
  ["with Brownian noise", { sampler: "DPM++ 2M SDE" }],
  ["with the steps it needs", { sampler: "DPM adaptive", init: init(picture, { denoisingStrength: 0.2 }) }],
]);
