import { textOf } from "../../../json/fields.ts";
import { isList, isObject, type Json, type JsonObject } from "../../../json/parse-json.ts";
import { groupLevelOf } from "./group-nodes.ts";
import { type EditorNode, fieldOf, idOf, type Level, levelOf, listAt, objectAt, widgetKey } from "./level.ts";
import { alignValues } from "./widgets.ts";

/** A sheet where it is used: the whole workflow, or the inside of one node of another sheet. */
export interface Scope {
  /** Stands before the ids of its nodes. */
  readonly path: string;
  readonly level: Level;
  readonly outside: { readonly scope: Scope; readonly node: EditorNode } | undefined;
  readonly children: ReadonlyMap<string, Scope>;
  /** Values of widgets that are set from outside: by the name of what comes in, and by node and widget. */
  readonly entering: ReadonlyMap<string, Json>;
  readonly set: ReadonlyMap<string, Json>;
}

/** More than any workflow has; a definition that holds two of the next one grows without end. */
const mostNodes = 30_000;
const deepest = 24;

/** All sheets of a workflow, each where it is used. */
export function scopesOf(json: JsonObject): Scope | undefined {
  const root = levelOf(json);
  if (!root) return undefined;
  const definitions = definitionsOf(json);
  let left = mostNodes;
  let opened = 0;
  const open = (level: Level, outside: Scope["outside"], path: string, depth: number, given: Given): Scope => {
    const children = new Map<string, Scope>();
    const scope: Scope = { path, level, outside, children, ...given };
    left -= level.nodes.size;
    for (const node of level.nodes.values()) {
      const definition = definitions.get(node.type);
      if (!definition || node.mode !== "active" || depth >= deepest || left < definition.level.nodes.size) continue;
      const own = definition.given(node, scope.set);
      children.set(node.id, open(definition.level, { scope, node }, `${++opened}:`, depth + 1, own));
    }
    return scope;
  };
  return open(root, undefined, "", 0, nothingGiven);
}

type Given = Pick<Scope, "entering" | "set">;
const nothingGiven: Given = { entering: new Map(), set: new Map() };

interface Definition {
  readonly level: Level;
  readonly given: (node: EditorNode, set: ReadonlyMap<string, Json>) => Given;
}

/** Subgraphs by their ids, group nodes by the names of their types. */
function definitionsOf(json: JsonObject): ReadonlyMap<string, Definition> {
  const found = new Map<string, Definition>();
  const holders = [objectAt(json, "definitions"), objectAt(objectAt(json, "extra"), "definitions")];
  for (const one of holders.flatMap((holder) => listAt(holder, "subgraphs")).filter(isObject)) addSubgraphs(found, one);
  for (const [name, group] of Object.entries(objectAt(objectAt(json, "extra"), "groupNodes"))) {
    const own = isObject(group) ? groupLevelOf(group) : undefined;
    if (!own) continue;
    const definition: Definition = {
      level: own.level,
      given: (node) => ({ entering: new Map(), set: own.setBy(node) }),
    };
    for (const separator of ["/", ">"]) found.set(`workflow${separator}${name}`, definition);
  }
  return found;
}

/** Definitions may hold others. */
function addSubgraphs(found: Map<string, Definition>, json: JsonObject): void {
  const queue = [json];
  for (const one of queue) {
    const [id, level] = [idOf(fieldOf(one, "id")), levelOf(one)];
    if (id !== undefined && level) found.set(id, { level, given: promoted });
    queue.push(...listAt(objectAt(one, "definitions"), "subgraphs").filter(isObject).slice(0, deepest));
    if (queue.length > mostNodes) return;
  }
}

/** What the widgets on the outside of a subgraph say: those listed, `[node, widget]`, or those that stand for an input. */
function promoted(node: EditorNode, outer: ReadonlyMap<string, Json>): Given {
  const proxies = listAt(node.properties, "proxyWidgets").flatMap(proxyOf);
  const listed =
    proxies.length > 0 ? proxies : node.inputs.flatMap(({ widget }) => (widget ? [{ id: "-1", widget }] : []));
  const values = isList(node.values) ? node.values : [];
  const aligned = alignValues(
    listed.map(({ widget }) => widget),
    values,
  );
  const named = isObject(node.values) ? node.values : undefined;
  const said = listed.flatMap(({ id, widget }, i) => {
    const value = outer.get(widgetKey(node.id, widget)) ?? (named ? fieldOf(named, widget) : aligned[i]);
    return value === undefined || value === null ? [] : [{ id, widget, value }];
  });
  return {
    entering: new Map(said.flatMap(({ id, widget, value }) => (id === "-1" ? [[widget, value]] : []))),
    set: new Map(said.flatMap(({ id, widget, value }) => (id === "-1" ? [] : [[widgetKey(id, widget), value]]))),
  };
}

function proxyOf(json: Json): readonly { readonly id: string; readonly widget: string }[] {
  const [id, widget] = isList(json) ? [idOf(json[0]), textOf(json[1])] : [];
  return id === undefined || widget === undefined ? [] : [{ id, widget }];
}
