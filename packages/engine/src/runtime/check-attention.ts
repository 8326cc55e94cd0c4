import { Graph } from "../graph/graph.ts";
import { attention } from "../graph/layers.ts";
import { float32, type Runtime } from "./runtime.ts";

/** More rows than the fused operator's short way takes. */
const tokens = 64;
const width = 64;
const heads = 2;
/** Greatest difference between float32 sums of another order; a wrong result is off by the values' own size. */
const tolerance = 1e-3;

async function attend(runtime: Runtime, way: "fused" | "plain"): Promise<Float32Array> {
  const g = new Graph("attention", { attention: way });
  const shape = [1, tokens, width];
  const [q, k, v] = ["q", "k", "v"].map((name) => g.input(name, "float32", shape, width));
  g.output(attention(g, q!, k!, v!, heads), "out", shape);
  const session = await runtime.open(g.finish());
  const values = (seed: number) =>
    float32(
      shape,
      Float32Array.from({ length: tokens * width }, (_, i) => Math.sin(i * seed)),
    );
  try {
    return (await session.run({ q: values(1.3), k: values(2.1), v: values(0.7) }, ["out"])).out!;
  } finally {
    await session.close();
  }
}

/**
 * Whether a runtime's fused attention can be trusted: onnxruntime's WebGPU provider gives wrong numbers for 32 rows and
 * more on adapters whose subgroups are small, software adapters among them. Total: a runtime that fails is not trusted.
 */
export async function attentionOf(runtime: Runtime): Promise<"fused" | "plain"> {
  if (runtime.backend === "cpu") return "fused"; // held to the reference by the goldens
  try {
    const [fused, plain] = [await attend(runtime, "fused"), await attend(runtime, "plain")];
    return fused.every((value, i) => Math.abs(value - plain[i]!) < tolerance) ? "fused" : "plain";
  } catch {
    return "plain";
  }
}
