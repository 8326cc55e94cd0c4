import type { ModelEntry, PassesRequest } from "@danfang/domain";
import { httpException } from "../bodies/errors.ts";
import { passesOf, passesTitles } from "./passes.ts";
import type { Tab } from "./tab.ts";
import { type XyzPlot, xyzPlotOf, xyzPlotTitle } from "./xyz-plot.ts";

/** The scripts of a tab that a body may choose one of, as they are listed. */
export const selectableScripts = (tab: Tab): readonly string[] =>
  tab === "img2img" ? [xyzPlotTitle, ...passesTitles] : [xyzPlotTitle];

interface ScriptFields {
  readonly script_name: string | null;
  readonly script_args: readonly unknown[];
  readonly batch_size: number;
}

/** What a body asks for by its script: a grid, or several passes. */
export interface ChosenScript {
  readonly plot?: XyzPlot;
  readonly passes?: PassesRequest;
}

/** Errors: 422 for a script that is not there; those of its arguments. */
export function scriptOf(
  { script_name, script_args: args, batch_size: batchSize }: ScriptFields,
  tab: Tab,
  models: readonly ModelEntry[],
): ChosenScript {
  if (!script_name) return {};
  const title = script_name.toLowerCase();
  if (!selectableScripts(tab).includes(title)) throw httpException(422, `Script '${script_name}' not found`);
  if (title === xyzPlotTitle) return { plot: xyzPlotOf(args, tab) };
  return { passes: passesOf(title, { args, batchSize, upscalers: upscalerNames(models) }) };
}

/** What enlarges without a model. */
const builtInUpscalers = ["None", "Lanczos", "Nearest"];

/** In the order in which clients count them. */
export const upscalerNames = (models: readonly ModelEntry[]): readonly string[] => [
  ...builtInUpscalers,
  ...models.filter(({ kind }) => kind === "upscaler").map(({ stem }) => stem),
];
