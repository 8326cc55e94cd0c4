import type { TensorEntry } from "@danfang/formats";
import { type Tensors, unetRoot } from "../families/family.ts";
import { movedToLdm, unwrapNames } from "../wrappers.ts";
import { unetNames } from "./unet-names.ts";
import { vaeNames } from "./vae-names.ts";

type Entry = TensorEntry & { readonly file?: string };

/** The parts of a diffusers pipeline, each with its tensors under the names that diffusers gives them. */
export interface DiffusersParts {
  readonly unet: readonly Entry[];
  readonly vae: readonly Entry[];
  readonly text_encoder: readonly Entry[];
  readonly text_encoder_2: readonly Entry[];
}

/** Whose CLIP a pipeline's only text encoder is, where its configuration tells. */
export type TextKind = "clip" | "open-clip";

const unetHead = "unet.conv_in.weight";
const vaeBody = "decoder.up_blocks.0.resnets.0.conv1.weight";
const partNames = ["unet", "vae", "text_encoder", "text_encoder_2"] as const;

/** What no rule has a name for keeps its own: it is there, and nobody asks for it. */
const renamed = (entries: readonly Entry[], root: string, rename: (name: string) => string | undefined): Entry[] =>
  entries.map((entry) => ({ ...entry, name: root + (rename(entry.name) ?? entry.name) }));

/** Roots of the text encoders, by which of them there are: XL has both, its refiner the second, SD 1.x and 2.x the first. */
function textRootsOf(
  { unet, text_encoder, text_encoder_2 }: DiffusersParts,
  kind: TextKind | undefined,
): { first: string; second: string } {
  if (text_encoder_2.length > 0)
    return text_encoder.length > 0
      ? { first: "conditioner.embedders.0.transformer.", second: "conditioner.embedders.1.model." }
      : { first: "", second: "conditioner.embedders.0.model." };
  const projection = unet.find(({ name }) => name.endsWith(".proj_in.weight")); // a matrix in 2.x, a convolution in 1.x
  const isOpenClip = kind === undefined ? projection?.shape.length === 2 : kind === "open-clip";
  return {
    first: isOpenClip ? "cond_stage_model.model." : "cond_stage_model.transformer.",
    second: "",
  };
}

/** A pipeline's tensors as the one LDM checkpoint that it could have been saved as; the bytes stay where they are. */
export function joinParts(parts: DiffusersParts, kind?: TextKind): Map<string, Entry> {
  const { unet, vae, text_encoder, text_encoder_2 } = parts;
  const roots = textRootsOf(parts, kind);
  const same = (name: string) => name;
  const all = [
    ...renamed(unet, unetRoot, unetNames(unet.map(({ name }) => name))),
    ...renamed(vae, "first_stage_model.", vaeNames(vae.map(({ name }) => name))),
    ...renamed(text_encoder, roots.first, same),
    ...renamed(text_encoder_2, roots.second, same),
  ];
  return new Map(all.map((entry) => [entry.name, entry]));
}

function partOf(tensors: Tensors, part: string): Entry[] {
  const prefix = `${part}.`;
  return [...tensors.values()].flatMap((entry) =>
    entry.name.startsWith(prefix) ? [{ ...entry, name: entry.name.slice(prefix.length) }] : [],
  );
}

/**
 * The tensors of a file under LDM's names: a checkpoint whose parts are prefixed as diffusers' pipeline or Forge calls
 * them, or a VAE that diffusers saved, in whatever wrapping. Every other file stays as it is; markers such as `v_pred`
 * are kept.
 */
export function toLdmNames(stored: Tensors): Tensors {
  const tensors = unwrapNames(stored);
  return tensors.has(unetHead) ? fromPipeline(tensors) : fromDiffusersVae(movedToLdm(tensors));
}

function fromPipeline(tensors: Tensors): Tensors {
  const parts = Object.fromEntries(partNames.map((part) => [part, partOf(tensors, part)])) as unknown as DiffusersParts;
  const markers = [...tensors].filter(([name]) => !name.includes("."));
  return new Map([...joinParts(parts), ...markers]);
}

function fromDiffusersVae(tensors: Tensors): Tensors {
  const prefix = ["", "first_stage_model."].find((root) => tensors.has(root + vaeBody));
  if (prefix === undefined) return tensors;
  const own = [...tensors.values()].filter(({ name }) => name.startsWith(prefix));
  const rename = vaeNames(own.map(({ name }) => name.slice(prefix.length)));
  const entries = [...tensors.values()].map((entry) =>
    entry.name.startsWith(prefix) ? { ...entry, name: prefix + rename(entry.name.slice(prefix.length)) } : entry,
  );
  return new Map(entries.map((entry) => [entry.name, entry]));
}
