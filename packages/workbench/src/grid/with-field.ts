import type { FieldPath, GenerationRequest } from "@danfang/domain";

/** Parts of an order that are there as soon as one of their fields is. */
const madeOnDemand: ReadonlySet<string> = new Set(["knobs"]);

/** The order with another value in that field, not judged yet; undefined where it lacks the part that the field lies in. */
export function withField(request: GenerationRequest, path: FieldPath, value: unknown): object | undefined {
  const [name = "", ...rest] = path.split(".");
  return put(request, [name, ...rest], value);
}

function put(tree: object, [name, ...rest]: readonly [string, ...string[]], value: unknown): object | undefined {
  const [next, ...further] = rest;
  if (next === undefined) return { ...tree, [name]: value };
  const inner = Object.entries(tree).find(([key]) => key === name)?.[1] ?? (madeOnDemand.has(name) ? {} : undefined);
  if (typeof inner !== "object" || inner === null) return undefined;
  const changed = put(inner, [next, ...further], value);
  return changed && { ...tree, [name]: changed };
}
