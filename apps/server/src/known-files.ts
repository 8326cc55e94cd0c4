import { stat } from "node:fs/promises";
import { isAbsolute, join, resolve } from "node:path";
import type { GenerationRequest } from "@danfang/domain";
import { inputsErrors } from "@danfang/workbench";
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
  const { init, hires, refiner, checkpoint, vae } = request;
  for (const image of [init?.image, init?.mask?.image])
    if (image !== undefined && (await inputs.path(image)) === undefined) throw inputsErrors.notFound({ image });
  const named = { checkpoint, vae, "hires.checkpoint": hires?.checkpoint, "hires.upscaler": hires?.upscaler };
  for (const [path, name] of Object.entries({ ...named, "refiner.checkpoint": refiner?.checkpoint })) {
    if (name === undefined || !(await isFile(name))) continue;
    const known = (await models.list()).some((model) => resolve(join(model.folder, model.name)) === resolve(name));
    const message = "must be the name of a model that is listed";
    if (!known) throw serverErrors.badRequest({ where: "body", issues: [{ path: `request.${path}`, message }] });
  }
}

/** An absolute path counts unseen: to look at some is to call another machine. */
const isFile = async (name: string): Promise<boolean> =>
  isAbsolute(name) || ((await stat(name).catch(() => undefined))?.isFile() ?? false);
