import type { Json, JsonObject } from "../../../json/parse-json.ts";
import type { Graph, GraphNode } from "../graph/graph.ts";
import { type EditorNode, widgetKey } from "./level.ts";
import { isVirtual, Origins } from "./origins.ts";
import { type Scope, scopesOf } from "./scopes.ts";
import { valuesOf } from "./widgets.ts";

/**
 * The graph that ComfyUI would run of a workflow as its editor saves it: subgraphs and group nodes are laid open, values of
 * widgets have names, and what is bypassed, muted, or only leads elsewhere is gone. Undefined for any other object.
 */
export function graphOfWorkflow(json: JsonObject): Graph | undefined {
  const root = scopesOf(json);
  if (!root) return undefined;
  const origins = new Origins();
  const nodes = new Map<string, GraphNode>();
  const scopes = [root];
  for (const scope of scopes) {
    scopes.push(...scope.children.values()); // a list is walked through while it grows
    for (const node of scope.level.nodes.values()) {
      if (node.mode !== "active" || scope.children.has(node.id) || isVirtual(node)) continue;
      const id = `${scope.path}${node.id}`;
      nodes.set(id, { id, type: node.type, inputs: inputsOf(scope, node, origins) });
    }
  }
  return nodes;
}

/** Values of widgets, those that were set from outside over them, and what is connected over all. */
function inputsOf(scope: Scope, node: EditorNode, origins: Origins): JsonObject {
  const inputs = new Map<string, Json>(valuesOf(node));
  for (const name of [...inputs.keys(), ...node.inputs.flatMap(({ widget }) => widget ?? [])]) {
    const set = scope.set.get(widgetKey(node.id, name));
    if (set !== undefined) inputs.set(name, set);
  }
  for (const [i, { name }] of node.inputs.entries()) {
    const origin = origins.into(scope, node, i);
    if (origin) inputs.set(name, origin.kind === "value" ? origin.value : [origin.id, origin.slot]);
  }
  return Object.fromEntries(inputs);
}
