import { DanfangError, type GenerationRequest } from "@danfang/domain";
import { readTitle } from "@danfang/library";
import { planGrid } from "../grid/plan-grid.ts";
import type { Names } from "../names/names.ts";
import { isVaeNamed } from "../resolve/choose-vae.ts";
import { findPictureUpscaler, findUpscaler } from "../resolve/find-upscaler.ts";
import { isNone, upscalerName } from "../upscaling/enlarge-picture.ts";
import { type NameInOrder, namedIn } from "./named-in.ts";

/** Says before the work whether what an order names is there, by asking what will open it. */
export interface Judge {
  /** Errors: `library/notFound`, `inputs/notFound`. */
  order(request: GenerationRequest): Promise<void>;
  /** What enlarges pictures, by the name that it has here. Errors: `library/notFound`. */
  upscaler(name: string): Promise<string>;
}

/** `names` is asked each time: folders may change. */
export const judgeBy = (names: () => Promise<Names>): Judge => ({
  async order(request) {
    const known = await names();
    const judged = new Set<string>();
    for (const named of [request, ...cellsOf(request)].flatMap(namedIn)) {
      const key = `${named.kind} ${named.name}`;
      if (!judged.has(key)) await judge(named, known);
      judged.add(key);
    }
  },
  async upscaler(name) {
    return isNone(name) ? "None" : upscalerName(await findPictureUpscaler(name, await names()));
  },
});

/**
 * A hash is looked up when the order is painted: to know whether it is there may mean to read every file. It can only
 * mean a listed one.
 */
async function judge({ kind, name }: NameInOrder, names: Names): Promise<void> {
  switch (kind) {
    case "picture":
      return void (await names.picture(name));
    case "upscaler":
      if (!isNone(name)) await findUpscaler(name, names);
      return;
    case "vae":
      if (!isVaeNamed(name)) return;
  }
  if (readTitle(name) === undefined) await names.shelf.find(kind, name);
}

/** The orders of a grid's cells, whose values may name models. What else is wrong with a grid, its job says. */
function cellsOf({ grid, ...request }: GenerationRequest): GenerationRequest[] {
  if (!grid) return [];
  try {
    return planGrid({ ...request, grid }).cells.map((cell) => cell.request);
  } catch (error) {
    if (error instanceof DanfangError) return [];
    throw error;
  }
}
