import { builtInUpscalers, type HiresOrder, latentUpscalers, type UpscaleOrder } from "@danfang/engine";
import { findModels, findUpscalerNamed, type Hashes, resolveModel } from "@danfang/library";
import type { Places } from "../places.ts";

interface FindContext {
  readonly places: Places;
  readonly hashes: Hashes;
}

const named = (list: Readonly<Record<string, unknown>>, name: string) =>
  Object.keys(list).find((known) => known.toLowerCase() === name.trim().toLowerCase());

/** What enlarges latents or pictures under this name. Errors: `library/notFound`. */
export async function findUpscaler(name: string, context: FindContext): Promise<HiresOrder["upscaler"]> {
  const latent = named(latentUpscalers, name);
  return latent === undefined ? findPictureUpscaler(name, context) : { kind: "latent", name: latent };
}

/** What enlarges pictures under this name: a built-in way, or a model. Errors: `library/notFound`. */
export async function findPictureUpscaler(
  name: string,
  { places: { roots }, hashes }: FindContext,
): Promise<UpscaleOrder["upscaler"]> {
  const builtIn = named(builtInUpscalers, name);
  if (builtIn !== undefined) return { kind: "builtIn", name: builtIn };
  const file =
    findUpscalerNamed(await findModels(roots, "upscaler"), name) ??
    (await resolveModel(name, { roots, kind: "upscaler", hashes }));
  return { kind: "model", file: file.path };
}
