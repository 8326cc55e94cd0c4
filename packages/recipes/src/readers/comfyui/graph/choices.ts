import { ownValue } from "@danfang/domain";
import { numberOf } from "../../../json/fields.ts";
import type { Json } from "../../../json/parse-json.ts";
import { rowOf } from "../nodes/node-table.ts";
import type { Asking } from "./asking.ts";
import { type GraphNode, isLink } from "./graph.ts";
import { inputNamed, namesIn } from "./inputs.ts";

/** More inputs of one kind than any node has. */
const most = 64;

/** Names with `#` as those that a node has, counted from 1 (two digits where the name has a 0 before it); `  ` is "". */
export function numberedNames(node: GraphNode, names: string): readonly string[] {
  return names.split(" ").flatMap((name) => {
    if (!name.includes("#")) return [name];
    return Array.from({ length: most }, (_, i) => nameNumbered(name, i + 1)).filter(
      (one) => inputNamed(node, one) !== undefined,
    );
  });
}

/** `lora_name_#` → `lora_name_3`, `lora_0#` → `lora_03`, `lora_12`. */
export const nameNumbered = (name: string, number: number): string =>
  number > 9 ? name.replace(/0?#/, String(number)) : name.replace("#", String(number));

/** The input that a node hands on, of a node that chooses; undefined for all others. */
export function chosenInput(
  node: GraphNode,
  values: Asking,
  depth = 0,
): { readonly input: Json | undefined } | undefined {
  const choice = rowOf(node.type)?.chooses;
  if (!choice) return undefined;
  if ("first" in choice) {
    const names = numberedNames(node, choice.first);
    const linked = names.find((name) => isLink(inputNamed(node, name)));
    return { input: inputNamed(node, linked ?? names.find((name) => inputNamed(node, name) !== undefined) ?? "") };
  }
  const by = values.at(inputNamed(node, choice.by), "value", depth);
  if ("cases" in choice) {
    const name = ownValue(choice.cases, String(by ?? true));
    return { input: name === undefined ? undefined : inputNamed(node, name) };
  }
  const number = numberOf(by) ?? choice.from ?? 1;
  return { input: namesIn(choice.numbered).map((name) => inputNamed(node, nameNumbered(name, number)))[0] };
}
