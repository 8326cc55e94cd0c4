import { numberOf } from "../../../json/fields.ts";
import { isObject, type JsonObject } from "../../../json/parse-json.ts";
import { type EditorLink, type EditorNode, fieldOf, idOf, type Level, listAt, type Slot } from "./level.ts";

interface Source {
  readonly from: string;
  readonly slot: number;
}
const inputKey = (node: string, input: number): string => JSON.stringify([node, input]);

/**
 * Links that cg-use-everywhere makes and nobody draws, by node and input. It keeps them in the workflow since its fifth
 * version; before, every open input of a type gets what was broadcast of that type.
 */
export function everywhereLinks(level: Level): ReadonlyMap<string, Source> {
  const kept = listAt(level.extra, "ue_links").filter(isObject).flatMap(keptLink);
  return new Map(kept.length > 0 ? kept : broadcast(level));
}

function keptLink(json: JsonObject): readonly (readonly [string, Source])[] {
  const [from, to] = [idOf(fieldOf(json, "upstream")), idOf(fieldOf(json, "downstream"))];
  const [slot, input] = [numberOf(fieldOf(json, "upstream_slot")), numberOf(fieldOf(json, "downstream_slot"))];
  if (from === undefined || to === undefined || input === undefined) return [];
  return [[inputKey(to, input), { from, slot: slot ?? 0 }]];
}

const broadcasters = /^(Anything Everywhere3?|Prompts Everywhere)$/;

function broadcast(level: Level): readonly (readonly [string, Source])[] {
  const senders = [...level.nodes.values()].filter(({ type, mode }) => mode === "active" && broadcasters.test(type));
  if (senders.length === 0) return [];
  const sources = new Map(
    senders.flatMap((sender) => sender.inputs.flatMap((input, i) => sourceOf(level, sender, input, i))),
  );
  return [...level.nodes.values()].flatMap((node) =>
    broadcasters.test(node.type)
      ? []
      : node.inputs.flatMap((input, i): readonly (readonly [string, Source])[] => {
          const source = input.link === undefined && !input.widget ? sources.get(wanted(input)) : undefined;
          return source ? [[inputKey(node.id, i), source]] : [];
        }),
  );
}

/** A conditioning is wanted by the side it is for, everything else by its type. */
const wanted = ({ type, name }: Slot): string => (type === "CONDITIONING" ? `${type} ${name}` : (type ?? ""));
const sides: readonly string[] = ["CONDITIONING positive", "CONDITIONING negative"];

/** A link through a node that takes anything has no type of its own: that of the output counts. */
function typeOf(level: Level, { from, slot, type }: EditorLink): string | undefined {
  return type !== undefined && type !== "*" ? type : level.nodes.get(from)?.outputs[slot]?.type;
}

function sourceOf(level: Level, sender: EditorNode, input: Slot, at: number): readonly (readonly [string, Source])[] {
  const link = input.link === undefined ? undefined : level.links.get(input.link);
  if (!link) return [];
  const type = sender.type === "Prompts Everywhere" ? sides[at] : (typeOf(level, link) ?? input.type);
  return type === undefined || type === "*" ? [] : [[type, { from: link.from, slot: link.slot }]];
}
