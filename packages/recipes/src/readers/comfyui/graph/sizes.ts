import { numberOf, textOf } from "../../../json/fields.ts";
import type { Json } from "../../../json/parse-json.ts";
import { rowOf } from "../nodes/node-table.ts";
import type { Asking } from "./asking.ts";
import type { GraphNode } from "./graph.ts";
import { inputNamed, inputOf } from "./inputs.ts";

export interface Size {
  readonly width?: number;
  readonly height?: number;
}

export function wholeOf(json: Json | undefined): number | undefined {
  const number = numberOf(json);
  return Number.isSafeInteger(number) ? number : undefined;
}

/** The size that a node says, by two numbers or by one of a list. */
export function sizeOf(node: GraphNode, values: Asking): Size | undefined {
  const rule = rowOf(node.type)?.size;
  const own = (facet: "width" | "height") => wholeOf(values.at(inputOf(node, facet), facet));
  if (!rule) return sizeFrom(own("width"), own("height"));
  const chosen = /(\d{2,6})\s*[x×*]\s*(\d{2,6})/.exec(textOf(values.at(inputNamed(node, rule.chosen), "text")) ?? "");
  const over = (rule.over ?? []).map((name) => wholeOf(values.at(inputNamed(node, name), "value")) || undefined);
  const width = over[0] ?? (chosen ? Number(chosen[1]) : own("width"));
  const height = over[1] ?? (chosen ? Number(chosen[2]) : own("height"));
  const isSwapped = rule.swappedIf !== undefined && /^(on|true)$/i.test(String(inputNamed(node, rule.swappedIf)));
  return isSwapped ? sizeFrom(height, width) : sizeFrom(width, height);
}

function sizeFrom(width: number | undefined, height: number | undefined): Size | undefined {
  return width === undefined || height === undefined ? undefined : { width, height };
}
