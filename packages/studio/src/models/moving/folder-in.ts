import { join } from "node:path";
import { isShelfKind, kindFacts, type ModelKind, placesToldOf } from "@danfang/domain";
import { findPlaces, layoutOf } from "@danfang/library";
import { foldersFor } from "@danfang/workbench";

/** What was read in a file's header, as far as its place depends on it. */
export interface Placed {
  readonly kind: ModelKind;
  readonly architecture?: string | undefined;
}

/**
 * The folder of an installation that a file goes into, whether it is there yet or not: what its program would take.
 * Undefined where the installation has none for this kind; InvokeAI sorts files itself.
 */
export async function folderIn(root: string, { kind, architecture }: Placed): Promise<string | undefined> {
  const layout = await layoutOf(root);
  if (layout === "invokeai") return undefined;
  const place = placesToldOf(kind, architecture);
  if (isShelfKind(kind)) {
    const [there] = await foldersFor({ what: "model", kind, place }, [root]);
    if (there !== undefined) return there;
  }
  if (layout === "oneKind" || layout === "plain") return undefined;
  const told = layout === "models" ? await belowModels(root, kind, place) : place[layout];
  return told === undefined ? undefined : join(root, told);
}

/** In a folder of models alone, without the program around it: by the names of the folders that are there. */
async function belowModels(
  root: string,
  kind: ModelKind,
  { webui, comfyui }: ReturnType<typeof placesToldOf>,
): Promise<string | undefined> {
  const [checkpoints] = await findPlaces(root, ["checkpoint"]);
  const isComfyui = checkpoints !== undefined && /[\\/]checkpoints$/.test(checkpoints);
  const told = isComfyui ? comfyui : (kindFacts(kind).folders.danfang?.[0] ?? webui);
  const [, inside] = /^models\/(.+)$/.exec(told ?? "") ?? [];
  return inside;
}
