import { httpException } from "../errors.ts";
import { type XyzPlot, xyzPlotOf, xyzPlotTitle } from "./xyz-plot.ts";

export type Tab = "txt2img" | "img2img";

/** The scripts of a tab that a body may choose one of, as they are listed. */
export const selectableScripts = (_tab: Tab): readonly string[] => [xyzPlotTitle];

interface ScriptFields {
  readonly script_name: string | null;
  readonly script_args: readonly unknown[];
}

/** The grid that a body asks for by its script. Errors: 422 for a script that is not there. */
export function plotOf({ script_name, script_args }: ScriptFields, tab: Tab): XyzPlot | undefined {
  if (!script_name) return undefined;
  if (!selectableScripts(tab).includes(script_name.toLowerCase()))
    throw httpException(422, `Script '${script_name}' not found`);
  return xyzPlotOf(script_args, tab);
}
