export { indexModules, type LoraTarget, type ModuleIndex, type TargetModule } from "../dialects/module-index.ts";
export { loraErrors } from "./errors.ts";
export { contextWidthOf, type LoraFamily, loraFamilyOf } from "./lora-family.ts";
export {
  type IsAsked,
  type LoraMatch,
  type MatchedModule,
  type MatchTarget,
  matchLora,
  missingInputs,
} from "./match-lora.ts";
export { type LoraModule, tensorsOf } from "./module.ts";
export { type BundledEmbedding, type Lora, openLora, readLora } from "./read-lora.ts";
export type { Factors } from "./types/loha.ts";
export type { WholeOrFactors } from "./types/lokr.ts";
