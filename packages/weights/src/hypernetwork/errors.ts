import { defineErrors } from "@danfang/domain";

/** What can be wrong with a hypernetwork. `hypernetworkOtherWidth` is a note: the picture is painted without it. */
export const hypernetworkErrors = defineErrors("weights", {
  notAHypernetwork: (d: { file: string; found: string }) => ({
    message: `${d.file} is not a hypernetwork: ${d.found}.`,
    hint: "Hypernetworks are .pt files of AUTOMATIC1111's WebUI. `danfang inspect` tells what this file is.",
  }),
  badHypernetwork: (d: { file: string; fault: string }) => ({
    message: `${d.file} describes a hypernetwork that cannot be: ${d.fault}.`,
    hint: "The file was damaged or written wrongly. Fetch the original again.",
  }),
  unsupportedActivation: (d: { file: string; activation: string }) => ({
    message: `${d.file} uses the activation "${d.activation}", with which no hypernetwork can run.`,
    hint: "AUTOMATIC1111 cannot run it either. Ask its author, or use another hypernetwork.",
  }),
  hypernetworkOtherWidth: (d: {
    file: string;
    name: string;
    widths: readonly number[];
    expected: readonly number[];
  }) => ({
    message: `The hypernetwork "${d.name}" changes nothing in this checkpoint: it is made for widths ${d.widths.join(", ")}, the checkpoint has ${d.expected.join(", ")}.`,
    hint: "It was made for another family: 768 is Stable Diffusion 1.x, 1024 is 2.x, 2048 is XL.",
  }),
});
