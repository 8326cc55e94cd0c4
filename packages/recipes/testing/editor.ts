import type { Json, JsonObject } from "../src/json/parse-json.ts";
import { isLink } from "../src/readers/comfyui/graph/graph.ts";
import { rowOf } from "../src/readers/comfyui/nodes/node-table.ts";

/** A workflow as ComfyUI's editor keeps it, to be changed by hand as a person would. */
export interface Flow {
  nodes: FlowNode[];
  links: FlowLink[];
  definitions: { subgraphs: FlowSubgraph[] };
  /** How many nodes were added by hand: every one gets a name of its own. */
  made: number;
}
interface FlowNode {
  id: string;
  type: string;
  mode: number;
  inputs: { name: string; type: string; link: number | null; widget?: { name: string } }[];
  outputs: { name: string; type: string }[];
  widgets_values: Json[] | Record<string, Json>;
}
/** id, origin, its output, target, its input, type. */
type FlowLink = [number, string, number, string, number, string];
interface FlowSubgraph extends Omit<Flow, "definitions" | "links" | "made"> {
  id: string;
  links: object[];
  inputNode: { id: number };
  outputNode: { id: number };
  inputs: { name: string; type: string }[];
  outputs: { name: string; type: string }[];
}

/** The workflow that an API graph was made of: every value a widget that is listed as an input. */
export function workflowOf(graph: JsonObject): Flow {
  const flow: Flow = { nodes: [], links: [], definitions: { subgraphs: [] }, made: 0 };
  for (const [id, node] of Object.entries(graph)) {
    const { class_type: type, inputs } = node as { class_type: string; inputs: JsonObject };
    const all = Object.entries(inputs).sort(([, a], [, b]) => Number(!isLink(a)) - Number(!isLink(b)));
    const made: FlowNode = {
      id,
      type,
      mode: 0,
      inputs: [],
      outputs: [
        { name: "MODEL", type: "MODEL" },
        { name: "CLIP", type: "CLIP" },
      ],
      widgets_values: widgetValues(type, all),
    };
    for (const [name, value] of all) {
      if (isLink(value)) {
        made.inputs.push({ name, type: name.toUpperCase(), link: flow.links.length });
        flow.links.push([
          flow.links.length,
          String(value[0]),
          value[1],
          id,
          made.inputs.length - 1,
          name.toUpperCase(),
        ]);
      } else made.inputs.push({ name, type: "COMBO", link: null, widget: { name } });
    }
    flow.nodes.push(made);
  }
  return flow;
}

/** In the order of the inputs, with what stands behind a seed; by name where the graph leaves some of a known node out. */
function widgetValues(type: string, inputs: readonly (readonly [string, Json])[]): FlowNode["widgets_values"] {
  const values = inputs.filter(([, value]) => !isLink(value));
  const known = rowOf(type)?.widgets?.split(" ");
  if (known?.[0] === "{lora}") return [{}, ...values.map(([, value]) => value), ""];
  if (known && known.length > values.length) return Object.fromEntries(values);
  return values.flatMap(([name, value]) =>
    /seed/.test(name) && typeof value === "number" ? [value, "fixed"] : [value],
  );
}

const newId = (flow: Flow, name: string): string => `${name} ${++flow.made}`;

const newLink = (flow: Flow): number => 1 + Math.max(0, ...flow.links.map(([id]) => id));

function addNode(flow: Flow, type: string, values: Json[], inputs: FlowNode["inputs"]): FlowNode {
  const node: FlowNode = {
    id: newId(flow, type),
    type,
    mode: 0,
    inputs,
    outputs: [{ name: "*", type: "*" }],
    widgets_values: values,
  };
  flow.nodes.push(node);
  return node;
}

/** Puts a reroute into a link. */
export function insertReroute(flow: Flow, at: number): void {
  const link = flow.links[at];
  if (!link) return;
  const id = newLink(flow);
  const node = addNode(flow, "Reroute", [], [{ name: "", type: "*", link: id }]);
  flow.links.push([id, link[1], link[2], node.id, 0, link[5]]);
  link[1] = node.id;
  link[2] = 0;
}

/** Puts a Set and a Get node into a link. */
export function insertSetGet(flow: Flow, at: number): void {
  const link = flow.links[at];
  if (!link) return;
  const id = newLink(flow);
  const name = `kept ${id}`;
  const set = addNode(flow, "SetNode", [name], [{ name: "*", type: "*", link: id }]);
  flow.links.push([id, link[1], link[2], set.id, 0, link[5]]);
  link[1] = addNode(flow, "GetNode", [name], []).id;
  link[2] = 0;
}

/** Makes a widget an input, and feeds it by a primitive. */
export function insertPrimitive(flow: Flow, at: number): void {
  const free = flow.nodes.flatMap((node) =>
    Array.isArray(node.widgets_values)
      ? []
      : node.inputs.flatMap((input, i) => (input.widget && input.link === null ? [{ node, input, i }] : [])),
  );
  const chosen = free[at % Math.max(1, free.length)];
  if (!chosen || Array.isArray(chosen.node.widgets_values)) return;
  const { node, input, i } = chosen;
  const value = (node.widgets_values as Record<string, Json>)[input.name] ?? null;
  if (typeof value === "object") return;
  (node.widgets_values as Record<string, Json>)[input.name] = typeof value === "number" ? value + 1 : "stale";
  const id = newLink(flow);
  flow.links.push([id, addNode(flow, "PrimitiveNode", [value, "fixed"], []).id, 0, node.id, i, input.type]);
  input.link = id;
}

/** Moves nodes into a subgraph; what crosses its border goes through inputs and outputs of it. */
export function wrapNodes(flow: Flow, isInside: (node: FlowNode) => boolean): void {
  const inner = flow.nodes.filter((node) => isInside(node) && !/^(Set|Get)Node$/.test(node.type));
  if (inner.length === 0) return;
  const ids = new Set(inner.map(({ id }) => id));
  const name = `00000000-0000-4000-8000-${String(flow.definitions.subgraphs.length).padStart(12, "0")}`;
  const [entering, leaving, links]: [string[], string[], object[]] = [[], [], []];
  const instance = addNode(flow, name, [], []);
  instance.outputs = [];
  const place = (list: string[], key: string) => (list.includes(key) ? list.indexOf(key) : list.push(key) - 1);
  const inside = (id: number, from: string | number, slot: number, to: string | number, toSlot: number) =>
    links.push({ id, origin_id: from, origin_slot: slot, target_id: to, target_slot: toSlot, type: "*" });
  const outer: FlowLink[] = [];
  let next = newLink(flow);
  for (const link of flow.links) {
    const [id, from, slot, to, toSlot, type] = link;
    const key = JSON.stringify([from, slot]);
    if (ids.has(from) && ids.has(to)) inside(id, from, slot, to, toSlot);
    else if (ids.has(to)) {
      const at = place(entering, key);
      inside(id, -10, at, to, toSlot);
      if (instance.inputs[at]) continue;
      const outerId = next++;
      instance.inputs[at] = { name: `in ${at}`, type, link: outerId };
      outer.push([outerId, from, slot, instance.id, at, type]);
    } else if (ids.has(from)) {
      const at = place(leaving, key);
      if (!instance.outputs[at]) {
        instance.outputs[at] = { name: `out ${at}`, type };
        inside(next++, from, slot, -20, at);
      }
      outer.push([id, instance.id, at, to, toSlot, type]);
    } else outer.push(link);
  }
  flow.definitions.subgraphs.push({
    id: name,
    nodes: inner,
    links,
    inputNode: { id: -10 },
    outputNode: { id: -20 },
    inputs: entering.map((_, i) => ({ name: `in ${i}`, type: "*" })),
    outputs: leaving.map((_, i) => ({ name: `out ${i}`, type: "*" })),
  });
  flow.nodes = flow.nodes.filter(({ id }) => !ids.has(id));
  flow.links = outer;
}
