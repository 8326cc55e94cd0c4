import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Flow,
  insertPrimitive,
  insertReroute,
  insertSetGet,
  workflowOf,
  wrapNodes,
} from "../../../testing/editor.ts";
import { isObject, type Json, type JsonObject } from "../../json/parse-json.ts";
import { readRecipe } from "../../read-recipe.ts";
import { isLink } from "./graph/graph.ts";

const casesIn = (file: string): readonly { readonly name: string; readonly texts: JsonObject }[] =>
  JSON.parse(readFileSync(new URL(`../../../fixtures/graphs/${file}.json`, import.meta.url), "utf8"));
const graphs = ["core", "packs"].flatMap(casesIn).flatMap(({ name, texts }) => {
  const graph = texts.prompt;
  return isObject(graph) && Object.keys(texts).length === 1 ? [[name, graph] as const] : [];
});

/** What a graph or a workflow painted, and what was told of it in any order. */
function told(key: string, json: object) {
  const { value, findings } = readRecipe([{ key, text: JSON.stringify(json) }]);
  return { value, findings: findings.map(({ message }) => message).sort() };
}

const changes: readonly ((flow: Flow, at: number) => void)[] = [
  insertReroute,
  insertSetGet,
  insertPrimitive,
  (flow, seed) => wrapNodes(flow, ({ id }) => hash(id, seed) % 2 === 0),
  (flow, seed) => wrapNodes(flow, ({ type }) => hash(type, seed) % 3 === 0),
];
const hash = (text: string, seed: number): number =>
  [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 3, seed + 7);

describe.each(graphs)("what was painted is the same: %s", (_, graph) => {
  it("whether the graph that ran is read, or the workflow it was made of", () => {
    expect(told("workflow", workflowOf(graph))).toEqual(told("prompt", graph));
  });

  it("whatever the nodes are called, and in whatever order they stand", () => {
    const names = fc.uniqueArray(fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "7", "-1")), {
      minLength: Object.keys(graph).length,
      maxLength: Object.keys(graph).length,
    });
    fc.assert(
      fc.property(names, (given) => {
        expect(told("prompt", renamed(graph, given))).toEqual(told("prompt", graph));
      }),
      { numRuns: 10 },
    );
  });

  it("wherever reroutes, primitives, Set and Get nodes and subgraphs are put", () => {
    const steps = fc.array(fc.tuple(fc.nat(changes.length - 1), fc.nat(60)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(steps, (all) => {
        const flow = workflowOf(graph);
        for (const [change, at] of all) changes[change]?.(flow, at % Math.max(1, flow.links.length));
        expect(told("workflow", flow)).toEqual(told("prompt", graph));
      }),
      { numRuns: 12 },
    );
  });
});

function renamed(graph: JsonObject, names: readonly string[]): object {
  const ids = new Map(Object.keys(graph).map((id, i) => [id, names[i] ?? id]));
  const link = (json: Json): Json => (isLink(json) ? [ids.get(String(json[0])) ?? "nowhere", json[1]] : json);
  return Object.fromEntries(
    Object.entries(graph).map(([id, node]) => {
      const { class_type, inputs } = node as { class_type: string; inputs: JsonObject };
      return [
        ids.get(id) ?? id,
        { class_type, inputs: Object.fromEntries(Object.entries(inputs).map(([key, json]) => [key, link(json)])) },
      ];
    }),
  );
}

describe("a LoRA that is bypassed or muted", () => {
  const chain = fc.array(
    fc.record({
      name: fc.stringMatching(/^[a-z]{3,9}$/),
      weight: fc.integer({ min: 1, max: 9 }),
      mode: fc.constantFrom(0, 2, 4),
    }),
    {
      minLength: 1,
      maxLength: 8,
    },
  );

  it("is missing, and nothing else is", () => {
    fc.assert(
      fc.property(chain, (loras) => {
        const flow = workflowOf(loraChain(loras));
        for (const [i, { mode }] of loras.entries()) {
          const node = flow.nodes.find(({ id }) => id === `lora${i}`);
          if (node) node.mode = mode;
        }
        const active = loras.filter(({ mode }) => mode === 0);
        expect(told("workflow", flow).value.loras ?? []).toEqual(active.map(({ name, weight }) => ({ name, weight })));
        expect(told("workflow", flow).value.prompt).toBe("tree");
      }),
    );
  });
});

function loraChain(loras: readonly { readonly name: string; readonly weight: number }[]): JsonObject {
  const before = (i: number) => (i === 0 ? "checkpoint" : `lora${i - 1}`);
  const node = (class_type: string, inputs: JsonObject): JsonObject => ({ class_type, inputs });
  const last = before(loras.length);
  const nodes = loras.map(({ name, weight }, i) => [
    `lora${i}`,
    node("LoraLoader", {
      lora_name: name,
      strength_model: weight,
      strength_clip: weight,
      model: [before(i), 0],
      clip: [before(i), 1],
    }),
  ]);
  return {
    ...Object.fromEntries(nodes),
    checkpoint: node("CheckpointLoaderSimple", { ckpt_name: "a" }),
    text: node("CLIPTextEncode", { text: "tree", clip: [last, 1] }),
    size: node("EmptyLatentImage", { width: 64, height: 64, batch_size: 1 }),
    sampler: node("KSampler", {
      seed: 1,
      steps: 2,
      cfg: 3,
      sampler_name: "euler",
      scheduler: "normal",
      denoise: 1,
      model: [last, 0],
      positive: ["text", 0],
      negative: ["text", 0],
      latent_image: ["size", 0],
    }),
    save: node("SaveImage", { images: ["sampler", 0], filename_prefix: "x" }),
  };
}
