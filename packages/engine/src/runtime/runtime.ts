import type { Bytes } from "@danfang/domain";
import type { GraphModel } from "../graph/graph.ts";

/** What a session is given: float32 values, or int64 token ids. Row-major. */
export type Feed =
  | { readonly type: "float32"; readonly shape: readonly number[]; readonly data: Float32Array }
  | { readonly type: "int64"; readonly shape: readonly number[]; readonly data: BigInt64Array };

export const float32 = (shape: readonly number[], data: Float32Array): Feed => ({ type: "float32", shape, data });

/** A graph that is loaded and ready. */
export interface Session {
  /**
   * Float32 outputs by name, only those asked for.
   *
   * Errors: `engine/outOfMemory`, `engine/runFailed`.
   */
  run(feeds: Readonly<Record<string, Feed>>, outputs: readonly string[]): Promise<Record<string, Float32Array>>;
  close(): Promise<void>;
}

export type BackendName = "cpu" | "webgpu" | "cuda" | "dml" | "coreml";

export interface OpenOptions {
  /**
   * What becomes of the memory of values between operators. `returned` (the default): to the system, at once, so that a
   * session never holds more than its weights. `kept`: for the next operator and the next run. Where single values are
   * hundreds of megabytes, as in a VAE, fetching them anew each time costs a quarter of the run (docs/performance.md).
   */
  readonly activations?: "returned" | "kept";
  /**
   * Where it runs: on the runtime's backend (the default), or on the CPU whatever that is. Text encoders do: they are
   * small, and not every graphics card can read single rows of a half-precision table.
   */
  readonly runsOn?: "backend" | "cpu";
}

/** What runs graphs. Sessions of one runtime share its threads. */
export interface Runtime {
  readonly backend: BackendName;
  readonly threads: number;
  /**
   * Loads a graph with its weights from the files that hold them.
   *
   * Errors: `engine/outOfMemory`, `engine/loadFailed`, `formats/fileMissing`, `formats/truncated`.
   */
  open(model: GraphModel, options?: OpenOptions): Promise<Session>;
}

/** Memory that a graph's weights take once they are float32, whatever they are stored as. */
export function residentBytes(model: GraphModel): Bytes {
  return model.onnx.initializers.reduce((sum, { shape }) => sum + 4 * shape.reduce((a, b) => a * b, 1), 0);
}
