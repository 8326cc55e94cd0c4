import { textOf } from "../../../json/fields.ts";
import { isList, type Json } from "../../../json/parse-json.ts";
import { rowOf } from "../nodes/node-table.ts";
import { everywhereLinks } from "./everywhere.ts";
import { type EditorLink, type EditorNode, type Level, widgetKey } from "./level.ts";
import type { Scope } from "./scopes.ts";

/** What an input gets: an output of a node that runs, or a value. */
export type Origin =
  | { readonly kind: "output"; readonly id: string; readonly slot: number }
  | { readonly kind: "value"; readonly value: Json };

interface Point {
  readonly kind: "point";
  readonly scope: Scope;
  readonly id: string;
  readonly slot: number;
}

const reroutes: ReadonlySet<string> = new Set(["Reroute", "Reroute (rgthree)"]);
const getters: ReadonlySet<string> = new Set(["GetNode", "easy getNode"]);
const setters: ReadonlySet<string> = new Set(["SetNode", "easy setNode"]);
/** Muted, it would stop the run: what was meant is the model without it. A stack that is muted is only missing. */
const isLoraLoader = ({ type, outputs }: EditorNode): boolean =>
  rowOf(type)?.loras !== undefined && outputs.some((output) => output.type === "MODEL");

/** Nodes of the editor alone: none of them runs. */
export const isVirtual = ({ type }: EditorNode): boolean =>
  reroutes.has(type) ||
  getters.has(type) ||
  setters.has(type) ||
  /^(PrimitiveNode|Note|MarkdownNote|Label \(rgthree\))$/.test(type);

/** Where links of the editor lead, past all that does not run. What was followed once is remembered: linear. */
export class Origins {
  readonly #known = new Map<string, Origin | undefined>();
  readonly #leaving = new Map<Level, ReadonlyMap<number, EditorLink>>();
  readonly #setters = new Map<Level, ReadonlyMap<string, EditorNode>>();
  readonly #everywhere = new Map<Level, ReadonlyMap<string, { readonly from: string; readonly slot: number }>>();

  /** What an input of a node gets; undefined where nothing is connected, or what is was muted. */
  into(scope: Scope, node: EditorNode, input: number): Origin | undefined {
    let at: Point | Origin | undefined = this.#before(scope, node, input);
    const passed: string[] = [];
    while (at?.kind === "point") {
      const key = JSON.stringify([at.scope.path, at.id, at.slot]);
      if (this.#known.has(key)) {
        at = this.#known.get(key);
        break;
      }
      this.#known.set(key, undefined); // links in a circle lead nowhere
      passed.push(key);
      at = this.#step(at);
    }
    for (const key of passed) this.#known.set(key, at);
    return at;
  }

  /** The other end of the link into an input. */
  #before(scope: Scope, node: EditorNode | undefined, input: number): Point | undefined {
    const slot = node?.inputs[input];
    if (!node || !slot) return undefined;
    const link = slot.link === undefined ? undefined : scope.level.links.get(slot.link);
    const from = link ?? this.#everywhereOf(scope.level).get(JSON.stringify([node.id, input]));
    return from && { kind: "point", scope, id: from.from, slot: from.slot };
  }

  #step({ scope, id, slot }: Point): Point | Origin | undefined {
    if (id === scope.level.inputNode) return this.#outside(scope, slot);
    const node = scope.level.nodes.get(id);
    if (!node || (node.mode === "muted" && !isLoraLoader(node))) return undefined;
    if (node.mode !== "active") return this.#before(scope, node, bypassed(node, slot));
    const child = scope.children.get(id);
    if (child) return this.#leave(child, slot);
    if (reroutes.has(node.type)) return this.#before(scope, node, 0);
    if (getters.has(node.type)) return this.#kept(scope, firstValue(node));
    if (node.type === "PrimitiveNode") {
      const value = scope.set.get(widgetKey(id, "value")) ?? (isList(node.values) ? node.values[0] : undefined);
      return value === undefined || value === null ? undefined : { kind: "value", value };
    }
    return { kind: "output", id: `${scope.path}${id}`, slot };
  }

  /** What leaves a sheet by one of its outputs. */
  #leave(scope: Scope, slot: number): Point | undefined {
    const { links, outputNode } = scope.level;
    const found =
      this.#leaving.get(scope.level) ??
      new Map([...links.values()].flatMap((link) => (link.to === outputNode ? [[link.toSlot, link]] : [])));
    this.#leaving.set(scope.level, found);
    const link = found.get(slot);
    return link && { kind: "point", scope, id: link.from, slot: link.slot };
  }

  /** What comes in from outside: by a link there, else the value of a widget there. */
  #outside({ outside, entering, level }: Scope, slot: number): Point | Origin | undefined {
    if (!outside) return undefined;
    const before = this.#before(outside.scope, outside.node, slot);
    if (before) return before;
    const names = [outside.node.inputs[slot]?.widget, outside.node.inputs[slot]?.name, level.inputNames[slot]];
    const value = names
      .map((name) => (name === undefined ? undefined : entering.get(name)))
      .find((one) => one !== undefined);
    return value === undefined ? undefined : { kind: "value", value };
  }

  /** What was set under a name, on this sheet or on one around it. */
  #kept(scope: Scope, name: string | undefined): Point | undefined {
    if (name === undefined) return undefined;
    for (let at: Scope | undefined = scope; at; at = at.outside?.scope) {
      const setter = this.#settersOf(at.level).get(name);
      if (setter) return this.#before(at, setter, 0);
    }
    return undefined;
  }

  #settersOf(level: Level): ReadonlyMap<string, EditorNode> {
    const found =
      this.#setters.get(level) ??
      new Map(
        [...level.nodes.values()].flatMap((node) => {
          const name = setters.has(node.type) ? firstValue(node) : undefined;
          return name === undefined ? [] : [[name, node]];
        }),
      );
    this.#setters.set(level, found);
    return found;
  }

  #everywhereOf(level: Level): ReadonlyMap<string, { readonly from: string; readonly slot: number }> {
    const found = this.#everywhere.get(level) ?? everywhereLinks(level);
    this.#everywhere.set(level, found);
    return found;
  }
}

const firstValue = ({ values }: EditorNode): string | undefined => (isList(values) ? textOf(values[0]) : undefined);

/** Which input a bypassed node hands on: that of the same place, else the first, whose type is that of the output. */
function bypassed({ inputs, outputs }: EditorNode, slot: number): number {
  const type = outputs[slot]?.type;
  if (type === undefined) return -1;
  return inputs[slot]?.type === type ? slot : inputs.findIndex((input) => input.type === type);
}
