import { type Problem, problemOf } from "@danfang/domain";
import { ifReadable } from "@danfang/formats";
import { fittingVaes, type ModelFile, pairVae, readVaeChoice, type VaeReason } from "@danfang/library";
import { openCheckpoint } from "@danfang/weights";
import { workbenchErrors } from "../errors.ts";
import type { Names } from "../names/names.ts";

/** What paints the pixels of a checkpoint, and why. */
export interface ChosenVae {
  /** Undefined: the one inside the checkpoint. */
  readonly vae: ModelFile | undefined;
  readonly why: VaeReason | "named";
  readonly notes: readonly Problem[];
}

/** Whether an order's VAE is the name of one, not a way to choose it. */
export const isVaeNamed = (vae: string): boolean => vae !== "auto" && vae !== "none";

/**
 * The VAE of an order: `auto` by the WebUI's rules, `none` the one inside, else the one named. A checkpoint that has
 * none inside gets the likeliest that fits, and that is said. Errors: `library/notFound`; a checkpoint that cannot be
 * read is the engine's to complain about.
 */
export async function chooseVae(
  name: string,
  checkpoint: ModelFile,
  { names }: { readonly names: Pick<Names, "shelf"> },
): Promise<ChosenVae> {
  if (isVaeNamed(name)) return { vae: await names.shelf.find("vae", name), why: "named", notes: [] };
  const vaes = await names.shelf.vaes();
  const chosen = name === "auto" ? await readVaeChoice(checkpoint.path) : ({ is: "value", value: "None" } as const);
  // Whoever chose a VAE for this checkpoint must hear that another one paints.
  const unread = chosen.is === "cannot" ? [problemOf(chosen.problem)] : [];
  const model = { path: checkpoint.path, isVaeBaked: true, choice: ifReadable(chosen) };
  const { vae, why } = pairVae(model, vaes, { selected: name === "auto" ? "Automatic" : "None", overrides: false });
  const file = [...vaes.values()].find(({ path }) => path === vae);
  if (file) return { vae: file, why, notes: unread };
  const lent = await borrowed(checkpoint, vaes);
  return { ...lent, notes: [...unread, ...lent.notes] };
}

async function borrowed(checkpoint: ModelFile, vaes: ReadonlyMap<string, ModelFile>): Promise<ChosenVae> {
  const opened = await openCheckpoint(checkpoint.path).catch(() => undefined);
  if (!opened || opened.vae) return { vae: undefined, why: "baked", notes: [] };
  const kind = { channels: opened.unet.layout.outChannels, isXl: opened.conditioning !== "text" };
  const fitting = await fittingVaes(kind, vaes.values());
  const [best, ...others] = fitting;
  if (!best) return { vae: undefined, why: "none", notes: [] };
  const facts = { checkpoint: checkpoint.name, vae: best.name, others: others.map((file) => file.name) };
  return { vae: best, why: "none", notes: [problemOf(workbenchErrors.vaeBorrowed(facts))] };
}
