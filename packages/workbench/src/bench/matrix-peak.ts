import { Graph, openOrt } from "@danfang/engine";
import { median } from "./median.ts";

/** Rows and columns: 16 MB a matrix, so that the caches are worked as a network works them. */
const size = 2048;
const runs = 5;

/**
 * What this machine can do at best, flop/s: a large float32 matrix product through the same runtime, median of several.
 */
export async function measureMatrixPeak(threads: number | undefined): Promise<number> {
  const g = new Graph("matrix-product");
  const shape = [size, size];
  const a = g.input("a", "float32", shape, size);
  const b = g.input("b", "float32", shape, size);
  g.output(g.op("MatMul", [a, b]), "c", shape);
  const session = await openOrt({ backend: "cpu", threads }).open(g.finish());
  const values = new Float32Array(size * size).map((_, i) => Math.sin(i));
  const feed = { type: "float32", shape, data: values } as const;
  const seconds: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const start = performance.now();
    await session.run({ a: feed, b: feed }, ["c"]);
    if (run > 0) seconds.push((performance.now() - start) / 1000); // the first run warms up
  }
  await session.close();
  return (2 * size ** 3) / median(seconds);
}
