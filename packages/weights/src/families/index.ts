import { altDiffusion } from "./alt-diffusion.ts";
import type { FamilyRules, Tensors } from "./family.ts";
import { type KnownFamily, knownFamilies } from "./known.ts";
import { sd1, sd1Edit, sd1Inpaint } from "./sd1.ts";
import { sd2, sd2Depth, sd2Inpaint, sd2Unclip } from "./sd2.ts";
import { playground, sdxl, sdxlEdit, sdxlInpaint } from "./sdxl.ts";
import { sdxlRefiner } from "./sdxl-refiner.ts";

/**
 * Every family, in the order in which a file is asked: the special before the general, as AUTOMATIC1111's
 * `sd_models_config.guess_model_config_from_state_dict` does.
 */
const families = [
  playground,
  sdxlInpaint,
  sdxlEdit,
  sdxl,
  sdxlRefiner,
  sd2Depth,
  sd2Unclip,
  sd2Inpaint,
  sd2,
  sd1Inpaint,
  sd1Edit,
  altDiffusion,
  sd1,
] as const;

/** The network that a checkpoint (or an addition to one) is built for. */
export type Family = (typeof families)[number]["family"] | KnownFamily | "unknown";

/** Which family a checkpoint's tensors belong to, under LDM's names. */
export const familyOf = (tensors: Tensors): Family =>
  families.find(({ isFamilyOf }) => isFamilyOf(tensors))?.family ?? "unknown";

const definitionOf = (family: Family) => families.find((definition) => definition.family === family);

/** How a family is painted with; undefined where it cannot be. */
export const rulesOf = (family: Family): FamilyRules | undefined => definitionOf(family)?.rules;

/** Whether pictures can be painted with a family, or with what is made for it. */
export const isPainted = (family: Family): boolean => rulesOf(family) !== undefined;

/** The family whose LoRAs, embeddings and hypernetworks fit: `sd1` for `sd1-inpaint`. */
export const baseOf = (family: Family): Family => (definitionOf(family)?.base ?? family) as Family;

/** A family as its users write it. */
export const familyNames = Object.fromEntries([
  ...families.map(({ family, name }) => [family, name] as const),
  ...Object.entries(knownFamilies),
  ["unknown", "unknown"],
]) as Readonly<Record<Family, string>>;
