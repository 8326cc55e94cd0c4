import { ldmTensors, sd2Widths, sd15Widths, sdxlRefinerWidths, sdxlWidths } from "../../src/index.ts";

/** Prints the LDM names and shapes of each family's tensors, for make.py. */
const families = { sd1: sd15Widths, sd2: sd2Widths, sdxl: sdxlWidths, "sdxl-refiner": sdxlRefinerWidths };
const listed = Object.entries(families).map(([family, widths]) => [
  family,
  ldmTensors(widths)
    .filter(({ name }) => /^(model|first_stage_model)\./.test(name))
    .map(({ name, shape }) => [name, shape]),
]);
process.stdout.write(JSON.stringify(Object.fromEntries(listed)));
