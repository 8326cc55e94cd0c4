import { isDeepStrictEqual } from "node:util";
import type { Shelf } from "@danfang/library";
import type { Names, Places } from "@danfang/workbench";
import type { Inputs } from "../inputs/input-store.ts";
import { inputsErrors } from "../problems/inputs-errors.ts";

/** Names of whoever can reach the studio: listed models, and pictures that were handed in. */
export function openNamesListed(
  shelfOf: (roots: readonly string[]) => Shelf,
  inputs: Pick<Inputs, "path">,
): (places: Pick<Places, "roots">) => Names {
  let before: { readonly roots: readonly string[]; readonly names: Names } | undefined;
  return ({ roots }) => {
    if (!isDeepStrictEqual(before?.roots, roots)) before = undefined;
    before ??= { roots, names: { shelf: shelfOf(roots), picture } };
    return before.names;
  };

  async function picture(image: string): Promise<string> {
    const file = await inputs.path(image);
    if (file === undefined) throw inputsErrors.notFound({ image });
    return file;
  }
}
