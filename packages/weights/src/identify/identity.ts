import type { ModelKind } from "@danfang/domain";
import type { Family } from "../families/index.ts";
import type { LoraFacts } from "./lora-match.ts";
import type { Confidence } from "./rule.ts";
import type { UnknownNetwork } from "./unknown-network.ts";

/** What the tensors of a file are. */
export interface Identity {
  readonly kind: ModelKind | "unknown";
  readonly family: Family;
  /** What of several builds or uses of its family it is: `inpaint`, `refiner`, `v-prediction`, `3.5-large`. */
  readonly variant?: string;
  /** How it is built, for kinds that are built in several ways: `SwinIR`, `TAESD`. */
  readonly architecture?: string;
  /** Families that have the same names and shapes: the file may as well be of these. */
  readonly orFamilies?: readonly Family[];
  readonly confidence: Confidence;
  /** The tensors, with their shapes, and the words of its author that decided. */
  readonly evidence: readonly string[];
  /** Stored number format of most values, in the words of model pages: fp16, bf16, fp32 … */
  readonly precision: string;
  readonly parameters: number;
  readonly vae: "baked" | "none";
  readonly parts: readonly ("unet" | "textEncoder" | "vae")[];
  readonly lora?: LoraFacts;
  /** Of a network that no rule knows: what its shapes alone say. */
  readonly unknown?: UnknownNetwork;
}

/** What a person said a file is; it beats every rule. Kept by whoever keeps the index. */
export type IdentityOverride = Partial<Pick<Identity, "kind" | "family" | "variant" | "architecture">>;
