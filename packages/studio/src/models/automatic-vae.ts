import { basename } from "node:path";
import type { ModelEntry } from "@danfang/domain";
import { ifReadable } from "@danfang/formats";
import { type ModelFile, pairVae, readVaeChoice } from "@danfang/library";

/** What `Automatic` means for a checkpoint now; `entry` knows whether one is inside. Files may come and go. */
export async function automaticVaeOf(
  path: string,
  { automaticVae }: Pick<ModelEntry, "automaticVae">,
  vaes: ReadonlyMap<string, ModelFile>,
): Promise<NonNullable<ModelEntry["automaticVae"]>> {
  const isVaeBaked = automaticVae?.why !== "none";
  const checkpoint = { path, isVaeBaked, choice: ifReadable(await readVaeChoice(path)) };
  const { vae, why } = pairVae(checkpoint, vaes, { selected: "Automatic", overrides: false });
  return vae === undefined ? { why } : { name: basename(vae), why };
}

/** Whether a remembered checkpoint still tells what is inside: not once the VAE that was named after it is gone. */
export async function isStillKnown(
  path: string,
  { automaticVae }: Pick<ModelEntry, "automaticVae">,
  vaes: ReadonlyMap<string, ModelFile>,
): Promise<boolean> {
  if (automaticVae?.name === undefined) return true;
  return (await automaticVaeOf(path, {}, vaes)).name !== undefined;
}
