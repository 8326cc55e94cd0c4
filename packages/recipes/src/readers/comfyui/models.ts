import type { Recipe } from "@danfang/domain";
import { defined } from "@danfang/domain";
import { chosen, numberOf, textOf } from "../../json/fields.ts";
import { isObject, type Json } from "../../json/parse-json.ts";
import { type Graph, type GraphNode, nodeAt, valueAt } from "./graph.ts";

type Loras = NonNullable<Recipe["loras"]>;

/** What a model goes through on its way to the sampler. */
export interface ModelChain {
  readonly checkpoint: Recipe["checkpoint"] | undefined;
  /** In the order in which they act. */
  readonly loras: Loras;
  /** Types of nodes that change the model in a way that is not known. */
  readonly unknown: readonly string[];
}

/** Nodes that hand a model on, and change nothing that a recipe names. */
const passing =
  /^(Reroute|ModelSampling|FreeU|RescaleCFG|PatchModel|TorchCompile|PAG|PerturbedAttention|SelfAttentionGuidance|IPAdapter|ControlNet|TomePatch|HyperTile|DifferentialDiffusion)/;

export function modelChain(graph: Graph, from: Json | undefined): ModelChain {
  const loras: Loras[] = [];
  const unknown: string[] = [];
  const seen = new Set<GraphNode>();
  for (
    let node = nodeAt(graph, from);
    node && !seen.has(node);
    node = nodeAt(graph, node.inputs.model ?? node.inputs[""])
  ) {
    seen.add(node);
    const name = checkpointIn(graph, node);
    if (name !== undefined) return { checkpoint: { name }, loras: loras.reverse().flat(), unknown };
    const own = lorasIn(graph, node);
    if (own) loras.push(own);
    else if (!passing.test(node.type)) unknown.push(node.type);
  }
  return { checkpoint: undefined, loras: loras.reverse().flat(), unknown };
}

const checkpointIn = (graph: Graph, { inputs }: GraphNode): string | undefined =>
  chosen(textOf(valueAt(graph, inputs.ckpt_name ?? inputs.unet_name ?? inputs.model_name ?? inputs.gguf_name)));

/** The LoRAs of one node; undefined where it is no node for them. */
function lorasIn(graph: Graph, { type, inputs }: GraphNode): Loras | undefined {
  const value = (key: string) => valueAt(graph, inputs[key]);
  if (inputs.lora_name !== undefined) {
    const weight = numberOf(value("strength_model")) ?? 1;
    const clipWeight = type === "LoraLoaderModelOnly" ? 0 : (numberOf(value("strength_clip")) ?? weight);
    const name = chosen(textOf(value("lora_name")));
    const isPlain = clipWeight === weight && type !== "LoraLoaderModelOnly";
    return name === undefined ? [] : [{ name, weight, ...(isPlain ? {} : { clipWeight }) }];
  }
  if (/^Power Lora Loader/.test(type)) return Object.values(inputs).filter(isObject).flatMap(ofRgthree);
  if (
    /lora/i.test(type) &&
    (inputs.lora_name_1 !== undefined || inputs.lora_01 !== undefined || inputs.lora_stack !== undefined)
  )
    return [...stackIn(graph, nodeAt(graph, inputs.lora_stack)), ...numbered(value)];
  return undefined;
}

function ofRgthree({ on, lora, strength, strengthTwo }: Readonly<Record<string, Json>>): Loras {
  const name = chosen(textOf(lora));
  if (name === undefined || on === false) return [];
  const weight = numberOf(strength) ?? 1;
  const clipWeight = numberOf(strengthTwo) ?? weight;
  return [{ name, weight, ...(clipWeight === weight ? {} : { clipWeight }) }];
}

/** A stack may begin with another. */
function stackIn(graph: Graph, from: GraphNode | undefined): Loras {
  const stacks: Loras[] = [];
  const seen = new Set<GraphNode>();
  for (let node = from; node && !seen.has(node); node = nodeAt(graph, node.inputs.lora_stack)) {
    seen.add(node);
    const { inputs } = node;
    stacks.push(numbered((key) => valueAt(graph, inputs[key])));
  }
  return stacks.reverse().flat();
}

/** `lora_name_1`, `switch_1`, `lora_count`: those beyond the count, and those that are off, took no part. */
function numbered(value: (key: string) => Json | undefined): Loras {
  const most = Math.min(50, numberOf(value("lora_count")) ?? 50);
  return Array.from({ length: most }, (_, i) => i + 1).flatMap((i) => {
    const name = chosen(textOf(value(`lora_name_${i}`) ?? value(`lora_${String(i).padStart(2, "0")}`)));
    if (name === undefined || /^off$/i.test(String(value(`switch_${i}`)))) return [];
    const isSimple = value("input_mode") === "simple";
    const weight = numberOf(
      (isSimple ? undefined : (value(`model_str_${i}`) ?? value(`model_weight_${i}`))) ??
        value(`lora_wt_${i}`) ??
        value(`strength_${String(i).padStart(2, "0")}`),
    );
    const clipWeight = isSimple ? undefined : numberOf(value(`clip_str_${i}`) ?? value(`clip_weight_${i}`));
    return [{ name, ...defined({ weight, clipWeight: clipWeight === weight ? undefined : clipWeight }) }];
  });
}
