import type { Studio } from "../../border/studio.ts";
import { httpException } from "../bodies/errors.ts";
import { pictureOf } from "../bodies/request-picture.ts";

/** A picture of a body, kept: `input:…`. Errors: 500 in AUTOMATIC1111's words. */
export async function keep(inputs: Studio["inputs"], text: string): Promise<string> {
  const bytes = pictureOf(text);
  return (await inputs.put(bytes).catch(() => undefined))?.id ?? fail();
}
function fail(): never {
  throw httpException(500, "Invalid encoded image");
}
