import { serverErrors } from "./errors.ts";
import type { Studio } from "./studio.ts";

/** What enlarges without a model. */
export const builtInUpscalers = ["None", "Lanczos", "Nearest"];

/**
 * The upscaler of a name that is listed, its suffix left out or not; files of this machine are not to be named. Undefined
 * where there is none.
 */
export async function findUpscaler(name: string, models: Pick<Studio["models"], "list">): Promise<string | undefined> {
  const plain = builtInUpscalers.find((own) => own.toLowerCase() === name.toLowerCase());
  if (plain !== undefined) return plain;
  return (await models.list("upscaler")).find((entry) => [entry.stem, entry.name].includes(name))?.stem;
}

/** Errors: `server/badRequest`. */
export async function demandUpscaler(
  path: string,
  name: string,
  models: Pick<Studio["models"], "list">,
): Promise<string> {
  const found = await findUpscaler(name, models);
  const message = "must be the name of an upscaler that is listed";
  if (found === undefined) throw serverErrors.badRequest({ where: "body", issues: [{ path, message }] });
  return found;
}
