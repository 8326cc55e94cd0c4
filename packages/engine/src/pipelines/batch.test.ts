import { describeBatches } from "../testing/law-of-batches.ts";
import { gradients, hires, init, mask, maskOf, quickOrder } from "../testing/way-orders.ts";

// The ways in which a batch has something of each image's own; the others are in batch.slow.test.ts.
describeBatches([
  ["with a second pass", { hires: hires(), variation: { batches: [], strength: 0.3 } }],
  [
    "under a mask filled with noise",
    { init: init(gradients(61, 45), { mask: mask(maskOf(61, 45, [20, 12, 40, 30]), { content: "noise" }) }) },
  ],
  ["with a refiner", { refiner: { setup: quickOrder.setup, switchAt: 0.5 } }],
]);
