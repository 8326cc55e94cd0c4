import { defined } from "@danfang/domain";
import type { TensorTable } from "@danfang/formats";
import { isLoraOnly, type LoraPart } from "../lora/lora-key.ts";
import type { ModelHeader } from "../model-header.ts";
import { type LoraTarget, loraOutline, loraTargets } from "./lora-outline.ts";
import type { Outline } from "./outline.ts";
import { firstMatch, type Match } from "./rule.ts";
import { loraRules } from "./rules/loras.ts";

/** What a LoRA or one of its relatives is made of. */
export interface LoraFacts {
  /** LoRA, LoCon, LoHa, LoKr …, all that the file mixes. */
  readonly algorithms: readonly string[];
  /** Smallest and largest. */
  readonly rank: readonly [number, number] | undefined;
  /** As its trainer wrote it. */
  readonly alpha: number | undefined;
  /** Whether the text encoders are changed as well, or alone. */
  readonly trains: readonly ("unet" | "textEncoder")[];
  readonly modules: number;
}

/** The first LoRAs of all number the layers as their program met them. Source: cloneofsimo/lora, `save_safeloras`. */
const numbered = /^(?:unet|text_encoder):#:(?:up|down)$/;

/** Undefined for what is no LoRA. One whose layers no rule knows is one nevertheless. */
export function loraMatch(table: TensorTable, outline: Outline): Match | undefined {
  const patterns = [...outline.patterns];
  const layers = patterns.find((pattern) => numbered.test(pattern));
  if (layers !== undefined) return { rule: anyLora("layers by number"), confidence: "likely", evidence: [layers] };
  const own = patterns.filter((pattern) => isLoraOnly(pattern) || /_lora[12]\.(?:down|up)\.weight$/.test(pattern));
  if (own.length === 0 || own.length * 4 < patterns.length) return undefined;
  const targets = loraTargets(table, outline.groups);
  const match = targets.every(isWhole) ? firstMatch(loraRules, loraOutline(targets)) : undefined;
  return match ?? { rule: anyLora(undefined), confidence: "likely", evidence: own.slice(0, 2) };
}

/** Whether what comes down goes up again; of one whose parts do not belong together nothing is known. */
function isWhole({ parts }: LoraTarget): boolean {
  const [down, up] = [parts.get("down")?.[0], parts.get("up")?.[1]];
  return down === undefined || up === undefined || down === up;
}

const anyLora = (architecture: string | undefined) => ({
  kind: "lora" as const,
  family: "unknown" as const,
  has: [],
  ...defined({ architecture }),
});

/** By a part that only it has; the first that fits a module is its algorithm. */
const algorithms: readonly (readonly [name: string, isOf: (parts: LoraTarget["parts"]) => boolean])[] = [
  ["LoHa", (parts) => parts.has("hada_w1_a")],
  ["LoKr", (parts) => hasPart(parts, "lokr_w1", "lokr_w1_a", "lokr_w2", "lokr_w2_a")],
  ["GLoRA", (parts) => parts.has("glora_a1")],
  ["BOFT", (parts) => parts.get("oft_blocks")?.length === 4],
  ["OFT", (parts) => hasPart(parts, "oft_blocks", "oft_diag")],
  ["(IA)³", (parts) => parts.has("on_input")],
  ["full", (parts) => hasPart(parts, "diff", "set_weight")],
  ["norm", (parts) => hasPart(parts, "w_norm", "b_norm")],
  ["LoCon", (parts) => parts.has("mid") || isConvolution(parts.get("down"))],
  ["LoRA", (parts) => hasPart(parts, "down", "up")],
];

const hasPart = (parts: LoraTarget["parts"], ...names: readonly LoraPart[]) => names.some((name) => parts.has(name));
const isConvolution = (shape: readonly number[] | undefined) =>
  shape !== undefined && shape.length === 4 && (shape[2] ?? 1) * (shape[3] ?? 1) > 1;

const rankOf = ({ parts }: LoraTarget): number | undefined =>
  parts.get("down")?.[0] ?? parts.get("hada_w1_b")?.[0] ?? parts.get("lokr_w2_b")?.[0] ?? parts.get("lokr_w1_b")?.[0];

export function loraFacts(table: TensorTable, outline: Outline, metadata: ModelHeader["metadata"]): LoraFacts {
  const targets = loraTargets(table, outline.groups);
  const found = algorithms.filter(([, isOf]) => targets.some(({ parts }) => isOf(parts))).map(([name]) => name);
  const isDora = targets.some(({ parts }) => parts.has("magnitude"));
  const ranks = targets.map(rankOf).filter((rank) => rank !== undefined);
  const alpha = Number(metadata.ss_network_alpha);
  const isText = ({ path }: LoraTarget) => /^te[123]?_/.test(path);
  return {
    algorithms: isDora ? ["DoRA", ...found] : found,
    rank: ranks.length > 0 ? [Math.min(...ranks), Math.max(...ranks)] : undefined,
    alpha: Number.isFinite(alpha) && metadata.ss_network_alpha ? alpha : undefined,
    trains: [
      ...(targets.some((target) => !isText(target)) ? (["unet"] as const) : []),
      ...(targets.some(isText) ? (["textEncoder"] as const) : []),
    ],
    modules: targets.reduce((sum, { count }) => sum + count, 0),
  };
}
