import { expect, it } from "vitest";
import { Graph } from "../graph/graph.ts";
import { attention } from "../graph/layers.ts";
import { attentionOf } from "./check-attention.ts";
import { openOrt } from "./ort.ts";
import { float32, type Runtime } from "./runtime.ts";

const cpu = openOrt({ backend: "cpu", threads: 1 });
const values = (shape: readonly number[], seed: number) =>
  float32(
    shape,
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(i * seed)),
  );

it.each(["itself", "a text, with a bias"])("plain attention is the fused one: to %s", async (to) => {
  const [n, t, s, width, heads] = [2, 36, to === "itself" ? 36 : 11, 24, 3];
  const run = async (way: "fused" | "plain") => {
    const g = new Graph("attention", { attention: way });
    const inputs = [g.input("q", "float32", [n, t, width], width)];
    for (const name of ["k", "v"]) inputs.push(g.input(name, "float32", [n, s, width], width));
    const bias = to === "itself" ? undefined : g.constant(values([1, 1, t, s], 0.3).data as Float32Array, [1, 1, t, s]);
    g.output(attention(g, inputs[0]!, inputs[1]!, inputs[2]!, heads, bias), "out", [n, t, width]);
    const session = await cpu.open(g.finish());
    const feeds = { q: values([n, t, width], 1.3), k: values([n, s, width], 2.1), v: values([n, s, width], 0.7) };
    return (await session.run(feeds, ["out"])).out!;
  };
  const [fused, plain] = [await run("fused"), await run("plain")];
  const worst = fused.reduce((most, value, i) => Math.max(most, Math.abs(value - plain[i]!)), 0);
  expect(worst).toBeLessThan(1e-5);
  expect(Math.max(...plain.map(Math.abs))).toBeGreaterThan(0.01);
});

/** The CPU under another name, whose fused attention is spoilt as `change` says. */
const pretended = (change: (out: Float32Array) => Float32Array): Runtime => ({
  ...cpu,
  backend: "webgpu",
  async open(model, options) {
    const session = await cpu.open(model, options);
    if (!model.onnx.nodes.some(({ op }) => op === "MultiHeadAttention")) return session;
    return { ...session, run: async (feeds, outputs) => ({ out: change((await session.run(feeds, outputs)).out!) }) };
  },
});

it("a runtime whose fused attention is right is trusted, one whose is wrong or fails is not", async () => {
  expect(await attentionOf(pretended((out) => out))).toBe("fused");
  expect(await attentionOf(pretended((out) => out.map((value, i) => (i > 2000 ? value + 0.1 : value))))).toBe("plain");
  const failing = pretended(() => {
    throw new Error("no such operator");
  });
  expect(await attentionOf(failing)).toBe("plain");
});
