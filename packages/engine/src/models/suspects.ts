import { basename } from "node:path";
import { type TextEncoder, tensorsOf, type WeightTensor } from "@danfang/weights";
import type { Suspects } from "../tensors/require-finite.ts";
import type { OpenSetup } from "./model-sessions.ts";

/** Every tensor of the additions that change a part: LoRAs, and of the UNet hypernetworks too. */
function additionsTo({ networks }: OpenSetup, part: string): WeightTensor[] {
  const loras = networks.loras.flatMap(({ match }) =>
    match.matched.flatMap(({ module, target }) => (target.part === part ? tensorsOf(module) : [])),
  );
  const hypernetworks = part === "unet" ? networks.hypernetworks.map(({ hypernetwork }) => hypernetwork) : [];
  return [...loras, ...hypernetworks.flatMap(({ modules }) => [...modules.values()].flatMap(tensorsOf))];
}

/** Whose values are looked at where a network's answer is not finite: first what lies over it, then its own. */
function suspectsOf(open: OpenSetup, part: string, scope: Suspects["scope"]): Suspects {
  const additions = additionsTo(open, part);
  return { scope, additions, with: [...new Set(additions.map(({ file }) => basename(file)))] };
}

export const unetSuspects = (open: OpenSetup): Suspects => suspectsOf(open, "unet", open.checkpoint.unet.tensors);

/** Vectors of embeddings are looked at when they are read, and finite. */
export const encoderSuspects = (open: OpenSetup, { name, tensors }: TextEncoder): Suspects =>
  suspectsOf(open, name, tensors);
