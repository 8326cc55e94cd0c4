import { defineErrors, type Problem } from "@danfang/domain";

/** What an order must have for an axis to matter. */
export type Need = "init" | "hires" | "init or hires" | "refiner";

const needs: Readonly<Record<Need, string>> = {
  init: "a picture to start from",
  hires: "a second pass (hires fix)",
  "init or hires": "a picture to start from, or a second pass (hires fix)",
  refiner: "a refiner",
};

export const gridErrors = defineErrors("grid", {
  unknownAxis: (d: { axis: string; nearest: readonly string[] }) => ({
    message: `There is no axis called "${d.axis}".`,
    hint: `Did you mean ${d.nearest.join(", ")}?`,
  }),
  unavailableAxis: (d: { axis: string }) => ({
    message: `The axis "${d.axis}" changes something that is not offered here.`,
    hint: "Choose another axis.",
  }),
  withoutEffect: (d: { axis: string; needs: Need }) => ({
    message: `The axis "${d.axis}" would change nothing: the order lacks ${needs[d.needs]}.`,
    hint: `Give the order ${needs[d.needs]}, or choose another axis.`,
  }),
  noValues: (d: { axis: string }) => ({
    message: `The axis "${d.axis}" has no values.`,
    hint: "Write them with commas between: 5, 7, 9.",
  }),
  /** `allowed` is the same in every language: a bound, examples, or all choices. */
  badValue: (d: { axis: string; value: string; allowed: string }) => ({
    message: `"${d.value}" is no value for the axis "${d.axis}".`,
    hint: `Allowed: ${d.allowed}.`,
  }),
  unknownName: (d: { axis: string; value: string; nearest: readonly string[] }) => ({
    message: `"${d.value}" on the axis "${d.axis}" is the name of nothing that is here.`,
    hint: d.nearest.length > 0 ? `Did you mean ${d.nearest.join(", ")}?` : "There is none of that kind yet.",
  }),
  notInPrompt: (d: { axis: string; value: string }) => ({
    message: `"${d.value}" on the axis "${d.axis}" has nothing to find in the prompt.`,
    hint: "Write it as the prompt has it, letter by letter; S/R also looks in the negative prompt, for its first value.",
  }),
  tooManyCells: (d: { cells: number; most: number }) => ({
    message: `This grid would have ${d.cells} cells; at most ${d.most} are painted.`,
    hint: "Give its axes fewer values.",
  }),
  tooLarge: (d: { width: number; height: number; mostSide: number; mostMegapixels: number }) => ({
    message: `The sheet would have ${d.width}×${d.height} pixels; at most ${d.mostSide} on a side and ${d.mostMegapixels} million in all are drawn.`,
    hint: "Give its axes fewer values, or paint smaller pictures.",
  }),
  cellFailed: (d: { cell: string; code: string; reason: string; problem?: Problem }) => ({
    message: `The cell "${d.cell}" could not be painted and stays empty: ${d.reason}`,
    hint: "The others go on.",
  }),
  nothingPainted: (_: Record<string, never>) => ({
    message: "Not one cell of the grid could be painted.",
    hint: "Paint one of its cells by itself to see why.",
  }),
  legendNumbered: (d: { characters: string }) => ({
    message: `No font here has the characters ${d.characters}; legends with them are numbered instead.`,
    hint: "Install a font that has them (Debian: fonts-noto-cjk). The values are written out in the sheet's infotext.",
  }),
  legendMissing: (_: Record<string, never>) => ({
    message: "There is no font on this machine; the sheet has no legend.",
    hint: "Install one (Debian: fonts-noto-cjk). The values are written out in the sheet's infotext.",
  }),
});
