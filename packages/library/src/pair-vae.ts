import { basename, dirname, sep } from "node:path";
import { type FileReading, readJsonBeside } from "@danfang/formats";
import { z } from "zod";
import { findModels, type ModelFile } from "./find-models.ts";
import { foldersOf } from "./folders.ts";
import { freshWalks, type Walks } from "./walks.ts";

/** Where a checkpoint's VAE comes from. */
export type VaeReason =
  /** Lies beside the checkpoint, and is named after it. */
  | "beside"
  /** Lies in another folder, that of VAEs as a rule, and is named after the checkpoint. */
  | "folder"
  /** Chosen for this checkpoint, in its `.json`. */
  | "user choice"
  /** Chosen for all. */
  | "selected"
  /** Inside the checkpoint. */
  | "baked"
  /** There is none: pictures cannot be made, or will look grey. */
  | "none";

export interface PairedVae {
  /** Undefined: the one inside the checkpoint, if it has one. */
  readonly vae: string | undefined;
  readonly why: VaeReason;
  /** A name that was asked for and is not there, so that it did not count. */
  readonly missing?: string;
}

export interface VaeSettings {
  /** `Automatic` (or `auto`), `None`, or the file name of a VAE: the WebUI's `sd_vae`. */
  readonly selected: string;
  /** Whether a VAE that is selected wins over those of single checkpoints: `sd_vae_overrides_per_model_preferences`. */
  readonly overrides: boolean;
}

const isAutomatic = (name: string) => /^auto(matic)?$/i.test(name);
const isNone = (name: string) => /^none$/i.test(name);

const suffixOrder = [".ckpt", ".pt", ".safetensors"];

/**
 * The VAEs below the roots by file name, in the order in which AUTOMATIC1111 lists them: beside checkpoints, then in
 * folders of VAEs, each time by suffix. Of two with the same name the later one counts, in the place of the first.
 */
export async function listVaes(
  roots: readonly string[],
  walks: Walks = freshWalks,
): Promise<ReadonlyMap<string, ModelFile>> {
  const listed = new Map<string, ModelFile>();
  for (const root of roots) {
    const files = await findModels([root], "vae", walks);
    const folders = await foldersOf(root, "vae");
    const isBeside = ({ path }: ModelFile) => !folders.some((folder) => path.startsWith(folder + sep));
    for (const wanted of [isBeside, (file: ModelFile) => !isBeside(file)])
      for (const suffix of suffixOrder)
        for (const file of files) if (wanted(file) && file.path.endsWith(suffix)) listed.set(basename(file.path), file);
  }
  return listed;
}

/** What the WebUI's editor of cards keeps beside a model; other programs write there too. */
const UserMetadata = z.object({ vae: z.string().optional() });
/** Bytes. */
const largestSidecar = 10_000_000;

/**
 * The VAE that the user chose for one checkpoint, from `<checkpoint>.json`; absent where nothing is chosen. Cannot: see
 * {@link readJsonBeside}.
 */
export async function readVaeChoice(checkpoint: string): Promise<FileReading<string>> {
  const card = await readJsonBeside(checkpoint, basename(checkpoint).replace(/\.[^.]+$/, ".json"), largestSidecar);
  if (card.is !== "value") return card;
  const vae = UserMetadata.safeParse(card.value).data?.vae; // other programs' cards say other things
  return vae === undefined ? { is: "absent" } : { is: "value", value: vae };
}

/** The names that VAE files are known by, as people write them: with or without suffix, in any case. */
function vaeNamed(vaes: ReadonlyMap<string, ModelFile>, name: string): ModelFile | undefined {
  const exact = vaes.get(name);
  if (exact) return exact;
  const wanted = name.toLowerCase();
  return [...vaes.values()].find(({ path, stem }) =>
    [basename(path), stem].some((own) => own.toLowerCase() === wanted),
  );
}

/**
 * The VAE that belongs to a checkpoint, and why: what `Automatic` means.
 *
 * In this order: what is selected, where that overrides; the choice for this checkpoint; a VAE named after it (its file
 * name begins with the checkpoint's, whatever follows), where nothing is selected or selecting does not override; what
 * is selected; the one inside.
 *
 * Source: AUTOMATIC1111 `sd_vae.resolve_vae`. Names are taken more kindly here: in any case, without suffix.
 */
export function pairVae(
  checkpoint: { readonly path: string; readonly isVaeBaked: boolean; readonly choice: string | undefined },
  vaes: ReadonlyMap<string, ModelFile>,
  { selected, overrides }: VaeSettings,
): PairedVae {
  const own: PairedVae = { vae: undefined, why: checkpoint.isVaeBaked ? "baked" : "none" };
  const found = isAutomatic(selected) ? undefined : vaeNamed(vaes, selected);
  const bySetting: PairedVae =
    isAutomatic(selected) || isNone(selected)
      ? own
      : found
        ? { vae: found.path, why: "selected" }
        : { ...own, missing: selected };
  if (overrides && !isAutomatic(selected)) return bySetting;

  const { choice } = checkpoint;
  const chosen = choice === undefined || isAutomatic(choice) || isNone(choice) ? undefined : vaeNamed(vaes, choice);
  if (choice !== undefined && isNone(choice)) return own;
  if (chosen) return { vae: chosen.path, why: "user choice" };

  const stem = basename(checkpoint.path).replace(/\.[^.]*$/, "");
  const near = [...vaes.values()].find(({ path }) => basename(path).startsWith(stem));
  if (near) return { vae: near.path, why: dirname(near.path) === dirname(checkpoint.path) ? "beside" : "folder" };
  return bySetting;
}
