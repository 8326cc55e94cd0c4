import { defined, ownValue, type Recipe } from "@danfang/domain";
import { chosen, numberOf, textOf } from "../../../json/fields.ts";
import { isList, isObject, type Json, type JsonObject } from "../../../json/parse-json.ts";
import { parseNetworkTags } from "../../network-tags.ts";
import { nameNumbered, numberedNames } from "../graph/choices.ts";
import type { GraphNode } from "../graph/graph.ts";
import { inputNamed, inputOf, linksOf } from "../graph/inputs.ts";
import { placeAt, type Reader } from "../graph/places.ts";
import type { LoraRule } from "../nodes/node-row.ts";
import { rowOf } from "../nodes/node-table.ts";

export type Loras = NonNullable<Recipe["loras"]>;
type NamedRule = Extract<LoraRule, { readonly names: string }>;

/** More stacks than anybody builds. */
const mostStacks = 100;

/** LoRAs of nodes that are not known, by the names that most nodes use. */
const usual: LoraRule = { names: "lora_name lora", weights: "strength_model strength", clipWeights: "strength_clip" };
const usualStack: LoraRule = {
  names: "lora_name_#",
  weights: "model_weight_#",
  clipWeights: "clip_weight_#",
  switches: "switch_#",
};

/** The LoRAs of one node and of the stacks that lead into it; undefined where it is no node for them. */
export function lorasOf(reader: Reader, node: GraphNode): Loras | undefined {
  const rule = ruleOf(node);
  const stacked = linksOf(node, "loraStack");
  if (!rule && stacked.length === 0) return undefined;
  return [...(rule ? ownLoras(reader, node, rule) : []), ...stacked.flatMap((link) => stackAt(reader, link))];
}

function ruleOf(node: GraphNode): LoraRule | undefined {
  const row = rowOf(node.type);
  if (row) return row.loras;
  if (inputNamed(node, "lora_name") !== undefined) return usual;
  if (inputNamed(node, "lora_name_1") !== undefined) return usualStack;
  if (/lora/i.test(node.type) && inputNamed(node, "loras") !== undefined) return { list: "loras", tags: "text" };
  return undefined;
}

/** A stack may begin with others: the first of them first. */
function stackAt(reader: Reader, link: Json): Loras {
  const stacks: Loras[] = [];
  const seen = new Set<GraphNode>();
  const queue: Json[] = [link];
  for (const next of queue) {
    if (stacks.length >= mostStacks) break;
    const node = placeAt(reader, next, "loraStack")?.node;
    if (!node || seen.has(node)) continue;
    seen.add(node);
    const rule = ruleOf(node);
    if (rule) stacks.push(ownLoras(reader, node, rule));
    else if (!rowOf(node.type)) reader.unknown.add(node.type);
    queue.push(...linksOf(node, "loraStack")); // a list is walked through while it grows
  }
  return stacks.reverse().flat();
}

function ownLoras(reader: Reader, node: GraphNode, rule: LoraRule): Loras {
  if ("names" in rule) return namedLoras(reader, node, rule);
  if ("objects" in rule) {
    const hasClip = inputOf(node, "clip") !== undefined;
    return Object.values(node.inputs)
      .filter(isObject)
      .flatMap((one) => objectLora(one, hasClip));
  }
  const list = "list" in rule ? listIn(inputNamed(node, rule.list)) : undefined;
  return (
    list?.filter(isObject).flatMap(listedLora) ??
    taggedLoras(textOf(reader.values.at(inputNamed(node, rule.tags), "text")))
  );
}

const listIn = (json: Json | undefined): readonly Json[] | undefined => {
  const inside = isObject(json) ? ownValue(json, "__value__") : json;
  return isList(inside) && inside.some(isObject) ? inside : undefined;
};

/** rgthree's; without a CLIP it acts on the model alone. */
function objectLora(json: JsonObject, hasClip: boolean): Loras {
  const name = chosen(textOf(ownValue(json, "lora")));
  if (name === undefined || ownValue(json, "on") === false) return [];
  const weight = numberOf(ownValue(json, "strength")) ?? 1;
  return [weighed(name, weight, hasClip ? numberOf(ownValue(json, "strengthTwo")) : 0)];
}

function listedLora(json: JsonObject): Loras {
  const name = chosen(textOf(ownValue(json, "name")));
  if (name === undefined || ownValue(json, "active") === false) return [];
  return [weighed(name, numberOf(ownValue(json, "strength")) ?? 1, numberOf(ownValue(json, "clipStrength")))];
}

/** In ComfyUI the first number acts on the model, the second on the text encoder. */
const taggedLoras = (text: string | undefined): Loras =>
  parseNetworkTags(text ?? "").flatMap(({ kind, name, weight, clipWeight }) =>
    kind === "lora" ? [weighed(name, clipWeight, weight)] : [],
  );

const weighed = (name: string, weight: number, clipWeight: number | undefined): Loras[number] => ({
  name,
  weight,
  ...defined({ clipWeight: clipWeight === weight ? undefined : clipWeight }),
});

const isOff = (json: Json | undefined): boolean => /^(off|false)$/i.test(String(json));

/** Those beyond the count, and those that are switched off, took no part. */
function namedLoras(reader: Reader, node: GraphNode, rule: NamedRule): Loras {
  const value = (name: string | undefined) =>
    name === undefined ? undefined : reader.values.at(inputNamed(node, name), "value");
  if (isOff(value(rule.switch))) return [];
  const most = numberOf(value(rule.count)) ?? Number.POSITIVE_INFINITY;
  const isSimple = rule.simple !== undefined && value(rule.simple.by) === "simple";
  const first = (names: string | undefined, number: number) =>
    numberOf((names?.split(" ") ?? []).map((one) => value(nameNumbered(one, number))).find((one) => one !== undefined));
  return numberedNames(node, rule.names).flatMap((named, i) => {
    const name = chosen(textOf(value(named)));
    const number = Number(/\d+/.exec(named)?.[0] ?? i + 1);
    if (name === undefined || number > most || isOff(value(rule.switches && nameNumbered(rule.switches, number))))
      return [];
    const weight = first(isSimple ? rule.simple?.weights : rule.weights, number) ?? 1;
    if (rule.isModelOnly) return [{ name, weight, clipWeight: 0 }];
    return [weighed(name, weight, isSimple ? undefined : first(rule.clipWeights, number))];
  });
}
