import { Graph } from "../graph/graph.ts";
import { float32, type Runtime } from "./runtime.ts";

/**
 * Rows, and columns of a square weight: widths of a network. Not powers of two, whose rows fall on the same cache sets
 * and which a third of the speed is lost on.
 */
const rows = 2560;
const width = 1280;
const runs = 10;

/**
 * What a runtime can do at best, flop/s: a large float32 matrix product whose right side is a weight, as in a network.
 * The best of several runs, for whatever else the machine does only takes away.
 */
export async function measureMatrixPeak(runtime: Runtime): Promise<number> {
  const g = new Graph("matrix product");
  const x = g.input("x", "float32", [rows, width], width);
  const values = Float32Array.from({ length: rows * width }, (_, i) => Math.sin(i));
  g.output(g.op("MatMul", [x, g.constant(values.slice(0, width * width), [width, width])]), "y", [rows, width]);
  const session = await runtime.open(g.finish());
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    await session.run({ x: float32([rows, width], values) }, ["y"]);
    best = Math.min(best, (performance.now() - start) / 1000);
  }
  await session.close();
  return (2 * rows * width * width) / best;
}
