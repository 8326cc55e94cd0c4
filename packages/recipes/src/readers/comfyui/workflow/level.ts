import { ownValue } from "@danfang/domain";
import { numberOf, textOf } from "../../../json/fields.ts";
import { isList, isObject, type Json, type JsonObject } from "../../../json/parse-json.ts";

/** An input or an output of a node as the editor shows it. */
export interface Slot {
  readonly name: string;
  readonly type: string | undefined;
  readonly link: string | undefined;
  /** The widget that this input stands for. */
  readonly widget: string | undefined;
}
type Mode = "active" | "muted" | "bypassed";
export interface EditorNode {
  readonly id: string;
  readonly type: string;
  readonly mode: Mode;
  readonly inputs: readonly Slot[];
  readonly outputs: readonly Slot[];
  readonly values: Json | undefined;
  readonly properties: JsonObject;
}
export interface EditorLink {
  readonly from: string;
  readonly slot: number;
  readonly to: string;
  readonly toSlot: number;
  readonly type: string | undefined;
}

/** One sheet of the editor: the whole workflow, the inside of a subgraph, or that of a group node. */
export interface Level {
  readonly nodes: ReadonlyMap<string, EditorNode>;
  readonly links: ReadonlyMap<string, EditorLink>;
  /** Nodes that stand for the outside, and what comes in there. */
  readonly inputNode: string | undefined;
  readonly outputNode: string | undefined;
  readonly inputNames: readonly string[];
  readonly extra: JsonObject;
}

const none: JsonObject = {};
const modes: ReadonlyMap<Json | undefined, Mode> = new Map([
  [2, "muted"],
  [4, "bypassed"],
]);

export const fieldOf = (json: JsonObject, key: string): Json | undefined => ownValue(json, key);
export const objectAt = (json: JsonObject, key: string): JsonObject => {
  const value = fieldOf(json, key);
  return isObject(value) ? value : none;
};
export const listAt = (json: JsonObject, key: string): readonly Json[] => {
  const value = fieldOf(json, key);
  return isList(value) ? value : [];
};
export const idOf = (json: Json | undefined): string | undefined =>
  typeof json === "number" || typeof json === "string" ? String(json) : undefined;

/** A sheet as it is saved; undefined where the object is none. */
export function levelOf(json: JsonObject): Level | undefined {
  const nodes = listAt(json, "nodes").filter(isObject).flatMap(nodeOf);
  if (nodes.length === 0) return undefined;
  return {
    nodes: new Map(nodes.map((node) => [node.id, node])),
    links: new Map(listAt(json, "links").flatMap(linkOf)),
    inputNode: idOf(fieldOf(objectAt(json, "inputNode"), "id")),
    outputNode: idOf(fieldOf(objectAt(json, "outputNode"), "id")),
    inputNames: listAt(json, "inputs").map((one) => (isObject(one) ? (textOf(fieldOf(one, "name")) ?? "") : "")),
    extra: objectAt(json, "extra"),
  };
}

export function nodeOf(json: JsonObject): readonly EditorNode[] {
  const [id, type] = [idOf(fieldOf(json, "id")), textOf(fieldOf(json, "type"))];
  if (id === undefined || type === undefined) return [];
  const named = fieldOf(json, "widgets_values_named");
  return [
    {
      id,
      type,
      mode: modes.get(fieldOf(json, "mode")) ?? "active",
      inputs: listAt(json, "inputs").map(slotOf),
      outputs: listAt(json, "outputs").map(slotOf),
      values: isObject(named) ? named : fieldOf(json, "widgets_values"),
      properties: objectAt(json, "properties"),
    },
  ];
}

function slotOf(json: Json): Slot {
  const of = isObject(json) ? json : none;
  return {
    name: textOf(fieldOf(of, "name")) ?? "",
    type: textOf(fieldOf(of, "type")),
    link: idOf(fieldOf(of, "link")),
    widget: textOf(fieldOf(objectAt(of, "widget"), "name")),
  };
}

/** `[id, from, slot, to, slot, type]`, or the same as an object. */
function linkOf(json: Json): readonly (readonly [string, EditorLink])[] {
  const parts = isList(json)
    ? json
    : isObject(json)
      ? ["id", "origin_id", "origin_slot", "target_id", "target_slot", "type"].map((key) => fieldOf(json, key))
      : [];
  const [id, from, slot, to, toSlot, type] = parts;
  const [name, origin, target] = [idOf(id), idOf(from), idOf(to)];
  if (name === undefined || origin === undefined || target === undefined) return [];
  return [
    [name, { from: origin, slot: numberOf(slot) ?? 0, to: target, toSlot: numberOf(toSlot) ?? 0, type: textOf(type) }],
  ];
}

/** A widget of a node, as a key. */
export const widgetKey = (node: string, widget: string): string => JSON.stringify([node, widget]);
