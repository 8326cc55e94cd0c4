import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fieldAt, fieldGroups, fieldPaths } from "./fields/index.ts";
import { GenerationRequest } from "./order-schema.ts";
import { type SamplerFacts, samplerFacts } from "./samplers.ts";
import { type ScheduleFacts, scheduleFacts } from "./schedules.ts";

/** Parts of an order that are no single values: an axis of a grid, and what says which way of several passes is meant. */
const parts = ["grid.x", "grid.y", "grid.z", "grid.varySeeds"];

/** Every value of a schema by its path; of ways of which one is meant, those of each below its `kind`. */
function leavesOf(schema: unknown, path: string): (readonly [string, z.ZodType])[] {
  const inner = schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? schema.unwrap() : schema;
  if (inner instanceof z.ZodDiscriminatedUnion)
    return inner.options.flatMap((way) => (way instanceof z.ZodObject ? leavesOfWay(way, path) : []));
  if (!(inner instanceof z.ZodObject) || parts.includes(path)) return [[path, schema as z.ZodType]];
  return Object.entries(inner.shape).flatMap(([name, part]) => leavesOf(part, path === "" ? name : `${path}.${name}`));
}
const leavesOfWay = (way: z.ZodObject, path: string) => {
  const { kind, ...shape } = way.shape;
  return leavesOf(z.object(shape), `${path}.${kind instanceof z.ZodLiteral ? kind.value : ""}`);
};

const leaves = new Map(leavesOf(GenerationRequest, "").filter(([path]) => !parts.includes(path)));
const accepts = (path: string, value: unknown) => leaves.get(path)?.safeParse(value).success;

it("every value of an order has a field, and every field is a value of an order", () => {
  expect([...leaves.keys()].toSorted()).toEqual([...fieldPaths].toSorted());
});

it("every field belongs to one group", () => {
  const grouped = Object.values(fieldGroups).flatMap((group) => Object.keys(group));
  expect(grouped.toSorted()).toEqual([...fieldPaths].toSorted());
});

it("what only some samplers or schedules read, one of them reads, and what they read is said to be so", () => {
  const readBy = (facts: readonly (SamplerFacts | ScheduleFacts)[]) => [
    ...new Set(facts.flatMap(({ reads = [] }) => reads.map((name) => `knobs.${name}`))),
  ];
  const said = (by: "sampler" | "schedule") => fieldPaths.filter((path) => fieldAt(path).readBy === by);
  expect(readBy(samplerFacts).toSorted()).toEqual(said("sampler").toSorted());
  expect(readBy(scheduleFacts).toSorted()).toEqual(said("schedule").toSorted());
});

describe.each(fieldPaths)("%s", (path) => {
  const field = fieldAt(path);

  it("has a usual value where an order may be silent, unless its absence means something of its own", () => {
    const usual = "usual" in field ? field.usual : undefined;
    if (field.absent === undefined) expect(usual).toBeDefined();
    if (usual !== undefined) expect(accepts(path, usual)).toBe(true);
    if (field.absent === undefined) expect(leaves.get(path)?.parse(undefined)).toBe(usual);
    else expect(accepts(path, undefined)).toBe(field.absent === "kept");
  });

  it("needs nothing that no order has", () => {
    const { needs } = field;
    if (needs !== undefined)
      expect(fieldPaths.some((other) => other === needs || other.startsWith(`${needs}.`))).toBe(true);
  });

  it("is refused beyond its range, and nowhere in it", () => {
    switch (field.kind) {
      case "number":
      case "whole":
        expect(field.slidesTo ?? field.most).toBeLessThanOrEqual(field.most);
        expect(accepts(path, field.least)).toBe(!field.isAbove);
        expect(accepts(path, field.most)).toBe(true);
        expect(accepts(path, field.least - 1)).toBe(false);
        expect(accepts(path, field.most + 1)).toBe(false);
        expect(accepts(path, Math.max(field.least, 0) + 0.5)).toBe(field.kind === "number");
        return;
      case "choice":
        expect(field.choices.every((choice) => accepts(path, choice))).toBe(true);
        expect(accepts(path, "no such choice")).toBe(false);
        return;
      case "flag":
        expect([true, false, 1].map((value) => accepts(path, value))).toEqual([true, true, false]);
        return;
      case "text":
        expect(accepts(path, "")).toBe(field.shortest === undefined);
        expect([0, 1].map((more) => accepts(path, "x".repeat(field.longest + more)))).toEqual([true, false]);
        return;
      case "texts":
        expect([0, 1].map((more) => accepts(path, new Array(field.atMost + more).fill("x")))).toEqual([true, false]);
        expect(accepts(path, ["x".repeat(field.longest + 1)])).toBe(false);
    }
  });
});
