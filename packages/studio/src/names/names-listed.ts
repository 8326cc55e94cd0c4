import { type Hashes, openShelf } from "@danfang/library";
import type { Names, Places } from "@danfang/workbench";
import { inputsErrors } from "../inputs/errors.ts";
import type { Inputs } from "../inputs/input-store.ts";

/** Those of whoever can reach the studio: listed models, and pictures that were handed in. */
export function namesListed({ roots }: Pick<Places, "roots">, hashes: Hashes, inputs: Pick<Inputs, "path">): Names {
  return {
    shelf: openShelf({ roots, hashes }),
    async picture(image) {
      const file = await inputs.path(image);
      if (file === undefined) throw inputsErrors.notFound({ image });
      return file;
    },
  };
}
