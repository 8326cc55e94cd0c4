import { builtInUpscalers, type HiresOrder, latentUpscalers, type UpscaleOrder } from "@danfang/engine";
import type { Names } from "../names/names.ts";

const named = (list: Readonly<Record<string, unknown>>, name: string) =>
  Object.keys(list).find((known) => known.toLowerCase() === name.trim().toLowerCase());

/** What enlarges latents or pictures under this name. Errors: `library/notFound`. */
export async function findUpscaler(name: string, names: Pick<Names, "shelf">): Promise<HiresOrder["upscaler"]> {
  const latent = named(latentUpscalers, name);
  return latent === undefined ? findPictureUpscaler(name, names) : { kind: "latent", name: latent };
}

/** What enlarges pictures under this name: a built-in way, or a model. Errors: `library/notFound`. */
export async function findPictureUpscaler(
  name: string,
  { shelf }: Pick<Names, "shelf">,
): Promise<UpscaleOrder["upscaler"]> {
  const builtIn = named(builtInUpscalers, name);
  if (builtIn !== undefined) return { kind: "builtIn", name: builtIn };
  return { kind: "model", file: (await shelf.find("upscaler", name)).path };
}
