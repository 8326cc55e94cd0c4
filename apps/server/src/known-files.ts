import { stat } from "node:fs/promises";
import { isAbsolute, join, resolve } from "node:path";
import { DanfangError, type GenerationRequest } from "@danfang/domain";
import { inputsErrors, planGrid } from "@danfang/workbench";
import { serverErrors } from "./errors.ts";
import type { Studio } from "./studio.ts";

/**
 * Refuses orders that name files of this machine: the command line may, but whoever can reach the server reads only models
 * that are listed and pictures that were handed in.
 *
 * Errors: `inputs/notFound`, `server/badRequest`.
 */
export async function demandKnownFiles(
  request: GenerationRequest,
  { inputs, models }: Pick<Studio, "inputs" | "models">,
): Promise<void> {
  const { init, hires } = request;
  for (const image of [hires?.firstPass, init?.image, ...(init?.others ?? []), init?.mask?.image, init?.mask?.latent])
    if (image !== undefined && (await inputs.path(image)) === undefined) throw inputsErrors.notFound({ image });
  const seen = new Set<string>();
  for (const one of [request, ...cellsOf(request)])
    for (const [path, name] of namesIn(one)) {
      if (name === undefined || seen.has(name)) continue;
      seen.add(name);
      if (!(await isFile(name))) continue;
      const known = (await models.list()).some((model) => resolve(join(model.folder, model.name)) === resolve(name));
      const message = "must be the name of a model that is listed";
      if (!known) throw serverErrors.badRequest({ where: "body", issues: [{ path: `request.${path}`, message }] });
    }
}

const namesIn = ({ hires, refiner, checkpoint, vae, init }: GenerationRequest) =>
  Object.entries({
    ...{ checkpoint, vae, "hires.checkpoint": hires?.checkpoint, "hires.upscaler": hires?.upscaler },
    "refiner.checkpoint": refiner?.checkpoint,
    "init.passes.upscaler": init?.passes?.kind === "upscale" ? init.passes.upscaler : undefined,
  });

/** The orders of a grid's cells, whose values may name models. What is wrong with a grid, its job says. */
function cellsOf({ grid, ...request }: GenerationRequest): GenerationRequest[] {
  if (!grid) return [];
  try {
    return planGrid({ ...request, grid }).cells.map((cell) => cell.request);
  } catch (error) {
    if (error instanceof DanfangError) return [];
    throw error;
  }
}

/** An absolute path counts unseen: to look at some is to call another machine. */
const isFile = async (name: string): Promise<boolean> =>
  isAbsolute(name) || ((await stat(name).catch(() => undefined))?.isFile() ?? false);
