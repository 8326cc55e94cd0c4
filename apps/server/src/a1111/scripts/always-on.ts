import type { SoftInpaintRequest } from "@danfang/domain";
import { httpException } from "../bodies/errors.ts";
import { isBuiltIn } from "./built-in.ts";
import { selectableScripts } from "./selectable.ts";
import { softInpaintingOf, softInpaintingTitle } from "./soft-inpainting.ts";
import type { Tab } from "./tab.ts";

/** What the scripts that are always there were asked for. */
export interface AlwaysOn {
  readonly soft?: SoftInpaintRequest | undefined;
}

/** Errors: 422 for a script that is not there, or that is one to choose. Source: AUTOMATIC1111 `api.py`, `init_script_args`. */
export function alwaysOnOf(scripts: Readonly<Record<string, unknown>>, tab: Tab): AlwaysOn {
  let soft: SoftInpaintRequest | undefined;
  for (const [name, value] of Object.entries(scripts)) {
    const title = name.toLowerCase();
    if (selectableScripts(tab).includes(title))
      throw httpException(422, "Cannot have a selectable script in the always on scripts params");
    if (isBuiltIn(title)) continue;
    if (title !== softInpaintingTitle || tab !== "img2img") throw httpException(422, `Script '${name}' not found`);
    const { args } = (value ?? {}) as { args?: unknown };
    soft = args === undefined ? undefined : softInpaintingOf(args);
  }
  return { soft };
}
