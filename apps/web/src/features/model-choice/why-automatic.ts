import type { ModelEntry } from "@danfang/domain";

/** Why `Automatic` means the VAE that it does. */
export const whyAutomatic = {
  beside: "top.vaeWhyBeside",
  folder: "top.vaeWhyFolder",
  "user choice": "top.vaeWhyChosen",
  selected: "top.vaeWhyChosen",
  baked: "top.vaeAutoWhy",
  none: "top.vaeWhyNone",
} as const satisfies Record<NonNullable<ModelEntry["automaticVae"]>["why"], string>;
