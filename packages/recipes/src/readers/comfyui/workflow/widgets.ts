import { ownValue } from "@danfang/domain";
import { isList, isObject, type Json } from "../../../json/parse-json.ts";
import { rowOf } from "../nodes/node-table.ts";
import type { EditorNode } from "./level.ts";

const controls: ReadonlySet<Json | undefined> = new Set(["fixed", "increment", "decrement", "randomize"]);

/** The widgets of a node in the order in which their values are saved. */
export function widgetNames(node: EditorNode): readonly string[] {
  const listed = node.inputs.flatMap(({ widget }) => widget ?? []);
  const known = rowOf(node.type)?.widgets?.split(" ");
  const count = isList(node.values) ? savedValues(node.values).filter((value) => !controls.has(value)).length : 0;
  // the editor lists every widget as an input since 2025, before that only those that were made inputs
  if (known === undefined || (listed.length === count && listed.length >= known.length)) return listed;
  return known;
}

/** Lora Manager keeps a note for itself among the values. */
const savedValues = (values: readonly Json[]): readonly Json[] =>
  values.filter((value) => !isObject(value) || ownValue(value, "textWidgetName") === undefined);

/** Values by the names of widgets; what stands behind a seed says only what its next value is. */
export function valuesOf(node: EditorNode): ReadonlyMap<string, Json> {
  if (isObject(node.values)) return new Map(Object.entries(node.values));
  if (!isList(node.values)) return new Map();
  const values = savedValues(node.values);
  if (rowOf(node.type)?.widgets === "{lora}")
    return new Map(
      values
        .filter(isObject)
        .filter((value) => "lora" in value)
        .map((value, i) => [`lora_${i + 1}`, value]),
    );
  const names = widgetNames(node);
  const aligned = alignValues(names, values);
  return new Map(names.flatMap((name, i) => pair(name, aligned[i])));
}

const pair = (name: string, value: Json | undefined): readonly (readonly [string, Json])[] =>
  value === undefined || value === null ? [] : [[name, value]];

/** One value for each name. A number may be followed by what its next value is, which is no widget of its own. */
export function alignValues(names: readonly string[], values: readonly Json[]): readonly (Json | undefined)[] {
  let at = 0;
  return names.map((name, i) => {
    const value = values[at++];
    const isNumber = typeof value === "number" || /^-?\d{16,}$/.test(String(value));
    const hasMore = values.length - at > names.length - i - 1;
    if (isNumber && names[i + 1] !== "control_after_generate" && controls.has(values[at])) at++;
    else if (/seed/i.test(name) && values[at] === null && hasMore) at++;
    return value;
  });
}
