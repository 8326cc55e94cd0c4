import { defineErrors } from "@danfang/domain";

/** A stranger's name for a tensor can be a page long; nobody reads past its beginning. */
const short = (name: string) => (name.length > longestName ? `${name.slice(0, longestName)}…` : name);
const longestName = 200;

export const loraErrors = defineErrors("weights", {
  badLora: (d: { file: string; tensor: string; fault: string }) => ({
    message: `${d.file}: "${short(d.tensor)}" ${d.fault}.`,
    hint: "The file was damaged or put together wrongly. Fetch the original again, or leave it out.",
  }),
  notALora: (d: { file: string }) => ({
    message: `${d.file} is not a LoRA, nor one of its relatives: none of its tensors is named like a part of one.`,
    hint: "`danfang inspect` tells what it is and where it belongs.",
  }),
  numberedLora: (d: { file: string }) => ({
    message: `${d.file} is a LoRA of the first kind (cloneofsimo's): it numbers the layers, and does not say which is which.`,
    hint: "No WebUI reads these. Look for a version of it in kohya's or diffusers' form.",
  }),
  loraWrongFamily: (d: { file: string; family: string; checkpoint: string }) => ({
    message: `${d.file} was made for ${d.family}, and this checkpoint is ${d.checkpoint}.`,
    hint: "Choose a checkpoint of its family, or the LoRA's version for this one.",
  }),
  loraMatchesNothing: (d: { file: string; modules: number }) => ({
    message: `None of the ${d.modules} modules of ${d.file} is part of this checkpoint, so it changes nothing.`,
    hint: "It was made for another kind of model. `danfang inspect` tells for which.",
  }),
  loraPartlyMatches: (d: { file: string; unmatched: number; modules: number; first: string }) => ({
    message: `${d.unmatched} of the ${d.modules} modules of ${d.file} are not part of this checkpoint, "${short(d.first)}" for one. The others are used.`,
    hint: "Nothing needs to be done where it comes from the same family; pictures may differ a little from the author's.",
  }),
  loraWrongShape: (d: { file: string; tensor: string; expected: string; actual: string }) => ({
    message: `${d.file}: "${short(d.tensor)}" makes a change of ${d.actual}, where the checkpoint has ${d.expected}. It is left out.`,
    hint: "The LoRA was made for another model, or damaged. Choose the version for this checkpoint's family.",
  }),
});
