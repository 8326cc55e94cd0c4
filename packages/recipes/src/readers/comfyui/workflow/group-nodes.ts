import { numberOf } from "../../../json/fields.ts";
import { isList, isObject, type Json, type JsonObject } from "../../../json/parse-json.ts";
import {
  type EditorLink,
  type EditorNode,
  fieldOf,
  idOf,
  type Level,
  listAt,
  nodeOf,
  objectAt,
  widgetKey,
} from "./level.ts";
import { alignValues, widgetNames } from "./widgets.ts";

/** A group node's inside, and which of its widgets the values of one such node are. */
export interface GroupLevel {
  readonly level: Level;
  readonly setBy: (node: EditorNode) => ReadonlyMap<string, Json>;
}

const [inside, outside] = ["group-inputs", "group-outputs"];

/**
 * What `extra.groupNodes` keeps: nodes by their place in the list, links between them. Its inputs are those that no link
 * inside takes, node by node, those of widgets last; its outputs those that no link inside takes, or that went outside.
 */
export function groupLevelOf(json: JsonObject): GroupLevel | undefined {
  const nodes = listAt(json, "nodes").flatMap((one, i) => (isObject(one) ? nodeOf({ ...one, id: i }) : []));
  if (nodes.length === 0) return undefined;
  const links = listAt(json, "links").flatMap(innerLink);
  const taken = new Map(links.map((link) => [slotKey(link.to, link.toSlot), link]));
  const used = new Set(links.map((link) => slotKey(link.from, link.slot)));
  const external = new Set(
    listAt(json, "external").flatMap((one) =>
      isList(one) ? [slotKey(idOf(one[0]) ?? "", numberOf(one[1]) ?? 0)] : [],
    ),
  );
  const free = nodes
    .flatMap((node) => node.inputs.map((slot, i) => ({ node, slot, i })))
    .filter(({ node, i }) => !taken.has(slotKey(node.id, i)));
  const entering = [...free.filter(({ slot }) => !slot.widget), ...free.filter(({ slot }) => slot.widget)];
  const leaving = nodes.flatMap((node) =>
    node.outputs.flatMap((_, i) => {
      const isShown = shown(json, node.id, i) ?? (!used.has(slotKey(node.id, i)) || external.has(slotKey(node.id, i)));
      return isShown ? [{ node, i }] : [];
    }),
  );
  const all: readonly EditorLink[] = [
    ...links,
    ...entering.map(({ node, slot, i }, at) => ({ from: inside, slot: at, to: node.id, toSlot: i, type: slot.type })),
    ...leaving.map(({ node, i }, at) => ({
      from: node.id,
      slot: i,
      to: outside,
      toSlot: at,
      type: node.outputs[i]?.type,
    })),
  ];
  const named = new Map(all.map((link, i) => [`group-link-${i}`, link]));
  return { level: levelWith(nodes, named), setBy: (node) => valuesInside(nodes, node) };
}

const slotKey = (node: string, slot: number): string => JSON.stringify([node, slot]);

function innerLink(json: Json): readonly EditorLink[] {
  if (!isList(json)) return [];
  const [from, to] = [idOf(json[0]), idOf(json[2])];
  if (from === undefined || to === undefined) return [];
  return [{ from, slot: numberOf(json[1]) ?? 0, to, toSlot: numberOf(json[3]) ?? 0, type: undefined }];
}

/** Whether a person chose to show or to hide an output. */
function shown(json: JsonObject, node: string, output: number): boolean | undefined {
  const chosen = objectAt(objectAt(objectAt(objectAt(json, "config"), node), "output"), String(output));
  const visible = fieldOf(chosen, "visible");
  return typeof visible === "boolean" ? visible : undefined;
}

function levelWith(nodes: readonly EditorNode[], links: ReadonlyMap<string, EditorLink>): Level {
  const into = new Map([...links].map(([id, { to, toSlot }]) => [slotKey(to, toSlot), id]));
  const wired = nodes.map((node) => ({
    ...node,
    inputs: node.inputs.map((slot, i) => ({ ...slot, link: into.get(slotKey(node.id, i)) })),
  }));
  return {
    nodes: new Map(wired.map((node) => [node.id, node])),
    links,
    inputNode: inside,
    outputNode: outside,
    inputNames: [],
    extra: {},
  };
}

/** The values of a group node are those of the widgets inside that were not made inputs, node by node. */
function valuesInside(nodes: readonly EditorNode[], { values }: EditorNode): ReadonlyMap<string, Json> {
  if (!isList(values)) return new Map();
  const widgets = nodes.flatMap((node) => {
    const converted = new Set(node.inputs.flatMap(({ widget }) => widget ?? []));
    return widgetNames(node).flatMap((name) => (converted.has(name) ? [] : [{ node: node.id, name }]));
  });
  const aligned = alignValues(
    widgets.map(({ name }) => name),
    values,
  );
  return new Map(
    widgets.flatMap(({ node, name }, i) => {
      const value = aligned[i];
      return value === undefined || value === null ? [] : [[widgetKey(node, name), value]];
    }),
  );
}
