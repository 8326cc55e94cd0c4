import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../json/parse-json.ts";
import { readRecipe } from "../../read-recipe.ts";

const node = (class_type: string, inputs: JsonObject): JsonObject => ({ class_type, inputs });
const many = 10_000;

/** The usual graph, with others beside it or in place of its own. */
const graph = (others: Readonly<Record<string, Json>>, sampler: JsonObject = {}): JsonObject => ({
  checkpoint: node("CheckpointLoaderSimple", { ckpt_name: "a" }),
  text: node("CLIPTextEncode", { text: "tree", clip: ["checkpoint", 1] }),
  size: node("EmptyLatentImage", { width: 64, height: 96, batch_size: 1 }),
  sampler: node("KSampler", {
    seed: 1,
    steps: 2,
    cfg: 3,
    sampler_name: "euler",
    scheduler: "normal",
    model: ["checkpoint", 0],
    positive: ["text", 0],
    negative: ["text", 0],
    latent_image: ["size", 0],
    ...sampler,
  }),
  decode: node("VAEDecode", { samples: ["sampler", 0], vae: ["checkpoint", 2] }),
  save: node("SaveImage", { images: ["decode", 0] }),
  ...others,
});
const read = (key: string, json: object) => readRecipe([{ key, text: JSON.stringify(json) }]).value;
const chainOf = (count: number, make: (before: string | undefined, i: number) => JsonObject): Record<string, Json> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`n${i}`, make(i === 0 ? undefined : `n${i - 1}`, i)]));
const last = [`n${many - 1}`, 0] as const;

describe("a graph of ten thousand nodes is read", () => {
  it("through a chain of reroutes", () => {
    const chain = chainOf(many, (before) => node("Reroute", { "": [before ?? "checkpoint", 0] }));
    expect(read("prompt", graph(chain, { model: last })).checkpoint).toEqual({ name: "a" });
  });

  it("with a LoRA in each", () => {
    const chain = chainOf(many, (before) =>
      node("LoraLoaderModelOnly", { lora_name: "x", strength_model: 1, model: [before ?? "checkpoint", 0] }),
    );
    expect(read("prompt", graph(chain, { model: last })).loras?.length).toBeGreaterThan(1000);
  });

  it("with conditionings that fork and meet in each", () => {
    const chain = chainOf(many, (before) =>
      node("ConditioningCombine", { conditioning_1: [before ?? "text", 0], conditioning_2: [before ?? "text", 0] }),
    );
    expect(read("prompt", graph(chain, { positive: last })).prompt).toBe("tree");
  });

  it("with a pass in each, and a saved picture of each", () => {
    const samplers = chainOf(many / 2, (before) =>
      node("KSampler", {
        steps: 2,
        sampler_name: "euler",
        model: ["checkpoint", 0],
        latent_image: [before ?? "sampler", 0],
      }),
    );
    const saved = Array.from({ length: many / 2 }, (_, i) => [`s${i}`, node("SaveImage", { images: [`n${i}`, 0] })]);
    expect(read("prompt", graph({ ...samplers, ...Object.fromEntries(saved) })).prompt).toBe("tree");
  });

  it("where all of them come together in one stack", () => {
    const stacks = chainOf(many / 2, (before) =>
      node("LoRA Stacker", {
        lora_count: 1,
        lora_name_1: "x",
        lora_wt_1: 1,
        ...(before ? { lora_stack: [before, 0] } : {}),
      }),
    );
    const loaders = Array.from({ length: many / 2 }, (_, i) => [
      `l${i}`,
      node("CR Apply LoRA Stack", {
        model: [i === 0 ? "checkpoint" : `l${i - 1}`, 0],
        lora_stack: [`n${many / 2 - 1}`, 0],
      }),
    ]);
    const all = graph({ ...stacks, ...Object.fromEntries(loaders) }, { model: [`l${many / 2 - 1}`, 0] });
    expect(read("prompt", all).loras?.length).toBeLessThan(many);
  });
});

describe("a text that is joined of itself", () => {
  it("does not grow without end", () => {
    const chain = chainOf(64, (before) =>
      node("StringConcatenate", {
        string_a: before ? [before, 0] : "ab",
        string_b: before ? [before, 0] : "cd",
        delimiter: "",
      }),
    );
    const { prompt = "" } = read(
      "prompt",
      graph({ ...chain, text: node("CLIPTextEncode", { text: ["n63", 0], clip: ["checkpoint", 1] }) }),
    );
    expect(prompt.startsWith("abcdabcd")).toBe(true);
    expect(prompt.length).toBeLessThan(1e6);
  });
});

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const instance = (n: number, type: number) => ({
  id: n,
  type: id(type),
  mode: 0,
  inputs: [],
  outputs: [{ name: "M", type: "M" }],
});
const bomb = (depth: number, next: (n: number) => number) => ({
  nodes: [
    {
      id: 1,
      type: "KSampler",
      mode: 0,
      inputs: [{ name: "model", type: "M", link: 1 }],
      outputs: [],
      widgets_values: [5, "fixed", 4, 3, "euler", "normal", 1],
    },
    instance(2, 0),
  ],
  links: [[1, 2, 0, 1, 0, "M"]],
  definitions: {
    subgraphs: Array.from({ length: depth }, (_, n) => ({
      id: id(n),
      inputNode: { id: -10 },
      outputNode: { id: -20 },
      nodes: [instance(1, next(n)), instance(2, next(n))],
      links: [{ id: 1, origin_id: 1, origin_slot: 0, target_id: -20, target_slot: 0, type: "M" }],
    })),
  },
});

describe("subgraphs", () => {
  it("that each hold two of the next are opened as far as there is room", () => {
    expect(
      read(
        "workflow",
        bomb(60, (n) => n + 1),
      ),
    ).toMatchObject({ seed: 5, steps: 4 });
  });

  it("that hold themselves lead nowhere", () => {
    expect(
      read(
        "workflow",
        bomb(1, () => 0),
      ),
    ).toMatchObject({ seed: 5, steps: 4 });
  });
});

describe("names that every object answers to", () => {
  it("are ids, types, inputs and widgets like others", () => {
    for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
      const json = `{"${name}": {"class_type": "KSampler", "inputs": {"${name}": 1, "steps": 7, "model": ["${name}", 0], "latent_image": ["x", 0], "sampler_name": "euler"}}, "7": {"class_type": "${name}", "inputs": {"images": ["${name}", 0]}}}`;
      expect(readRecipe([{ key: "prompt", text: json }]).value).toMatchObject({ steps: 7, sampler: "Euler" });
      const flow = `{"nodes": [{"id": "${name}", "type": "KSampler", "widgets_values": {"${name}": 1, "steps": 8}, "inputs": [{"name": "${name}", "link": "${name}"}]}, {"id": 2, "type": "${name}", "widgets_values": ["${name}"]}], "links": {"${name}": 1}, "extra": {"groupNodes": {"${name}": {"nodes": "${name}"}}}, "definitions": {"subgraphs": [{"id": "${name}"}]}}`;
      expect(readRecipe([{ key: "workflow", text: flow }]).value).toMatchObject({ steps: 8 });
    }
  });
});
