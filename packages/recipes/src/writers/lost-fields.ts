import type { Recipe } from "@danfang/domain";
import type { FoundRecipe } from "../readers/build-recipe.ts";

/** Whether what was read back is what was to be written, of one leaf of a recipe. */
export type IsKept = (path: string, written: unknown, read: unknown) => boolean;

/**
 * The paths of a recipe that a text of it does not say: `hires.steps`, `loras.ink.hash`, `extra.ControlNet 0`. Members of
 * lists are compared by their names, whatever their order.
 */
export const lostFields = (recipe: Recipe, read: FoundRecipe, isKept: IsKept): readonly string[] =>
  lostBelow("", recipe, read, isKept);

function lostBelow(path: string, written: unknown, read: unknown, isKept: IsKept): readonly string[] {
  if (typeof written !== "object" || written === null)
    return written === undefined || written === read || isKept(path, written, read) ? [] : [path];
  const there = membersOf(read);
  return [...membersOf(written)].flatMap(([name, part]) =>
    lostBelow(path === "" ? name : `${path}.${name}`, part, there.get(name), isKept),
  );
}

/** By name; of a list by what each is called. */
function membersOf(node: unknown): ReadonlyMap<string, unknown> {
  if (typeof node !== "object" || node === null) return new Map();
  if (!Array.isArray(node)) return new Map(Object.entries(node));
  return new Map(node.map((one) => [calledOf(one), one] as const));
}

const calledOf = (ref: { name?: string; air?: string; versionId?: number; hash?: string }): string =>
  ref.name === undefined ? String(ref.air ?? ref.versionId ?? ref.hash) : stemOf(ref.name);

/** A file's name without its folder and its ending, which programs write or leave out. */
export const stemOf = (name: string): string =>
  name.replace(/^.*[\\/]/, "").replace(/\.(safetensors|ckpt|pt|pth|bin|sft|gguf)$/i, "");
