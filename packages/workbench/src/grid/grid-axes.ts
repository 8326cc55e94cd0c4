import { nearest } from "@danfang/domain";
import { type Axis, gridAxes, knownAxes } from "@danfang/prompt";
import { gridErrors } from "./errors.ts";

/** An axis by its label, in any case. Errors: `grid/unknownAxis`, `grid/unavailableAxis`. */
export function findAxis(name: string): Axis {
  const wanted = name.trim().toLowerCase();
  const found = knownAxes.find(({ label }) => label.toLowerCase() === wanted);
  if (found && gridAxes.includes(found)) return found;
  if (found) throw gridErrors.unavailableAxis({ axis: found.label });
  throw gridErrors.unknownAxis({ axis: name.trim().slice(0, 100), nearest: nearestLabels(name.trim().slice(0, 100)) });
}

/** A single word is compared with each word of the labels: "cgf" is more like CFG Scale than like Eta. */
function nearestLabels(name: string): string[] {
  const labels = gridAxes.map(({ label }) => label);
  if (/\s/.test(name)) return nearest(name, labels, 3);
  const words = new Set(labels.flatMap((label) => label.split(" ")));
  const alike = nearest(name, words, 3);
  return alike.flatMap((word) => labels.filter((label) => label.split(" ").includes(word))).slice(0, 3);
}
