import { comfyroll } from "./comfyroll.ts";
import { core } from "./core.ts";
import { customSampling } from "./custom-sampling.ts";
import { easyUse } from "./easy-use.ts";
import { efficiency } from "./efficiency.ts";
import { impact } from "./impact.ts";
import { loraManager } from "./lora-manager.ts";
import type { NodeRow, NodeTable } from "./node-row.ts";
import { packs } from "./packs.ts";
import { rgthree } from "./rgthree.ts";
import { texts } from "./texts.ts";
import { tinyterra } from "./tinyterra.ts";

const tables: readonly NodeTable[] = [
  ...[core, customSampling, rgthree, impact, efficiency, easyUse],
  ...[tinyterra, comfyroll, loraManager, texts, packs],
];
const rows: ReadonlyMap<string, NodeRow> = new Map(tables.flatMap((table) => Object.entries(table)));

/** Families of nodes that change how a model acts, and nothing that a recipe names. */
const passing =
  /^(ModelSampling|FreeU|RescaleCFG|PatchModel|TorchCompile|PAG|PerturbedAttention|SelfAttentionGuidance|IPAdapter|TomePatch|HyperTile|DifferentialDiffusion|ModelPatch|CFGZeroStar|TCFG|CFGNorm|EasyCache|TeaCache|ApplyTeaCache|ApplyFBCache|SkipLayerGuidance|DynamicThresholding|AutomaticCFG|PathchSageAttention|SageAttention|Mahiro|EpsilonScaling|UNetSelfAttention|UNetCrossAttention|CLIPAttentionMultiply|ApplyPulid|ApplyInstantID|PulidFluxApply|ModelPassThrough|Automatic CFG)/;
const handedOn: NodeRow = {};

/** What is known of a type of nodes; undefined where nothing is. */
export const rowOf = (type: string): NodeRow | undefined =>
  rows.get(type) ?? (passing.test(type) ? handedOn : undefined);
