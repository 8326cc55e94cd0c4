import { realpathSync } from "node:fs";
import { availableParallelism } from "node:os";
import { inTheirWords } from "@danfang/domain";
import { openFile, printOnnx } from "@danfang/formats";
import * as ort from "onnxruntime-node";
import { engineErrors } from "../errors.ts";
import type { GraphModel } from "../graph/graph.ts";
import type { BackendName, Feed, OpenOptions, Runtime, Session } from "./runtime.ts";
import { inBuffers, inPlace, type WeightDelivery } from "./weight-files.ts";

export interface OrtOptions {
  readonly backend: BackendName;
  /** Threads inside an operator; all cores when absent. */
  readonly threads?: number | undefined;
}

/** Backends that this build of onnxruntime carries, CPU always among them. */
export function listBackends(): BackendName[] {
  const known = new Set<string>(["cpu", "webgpu", "cuda", "dml", "coreml"]);
  return ort.listSupportedBackends().flatMap(({ name }) => (known.has(name) ? [name as BackendName] : []));
}

const isOutOfMemory = (message: string) =>
  /bad[_ ]alloc|alloc[a-z]{0,10} fail|out of memory|failed to allocate/i.test(message);

function failure(cause: unknown, what: "load" | "run", graph: string) {
  const message = (cause instanceof Error ? cause.message : String(cause)).split("\n", 1)[0] ?? "";
  if (isOutOfMemory(message)) return engineErrors.outOfMemory({ doing: `${what} the ${graph}` }, cause);
  return what === "load"
    ? engineErrors.loadFailed({ graph, reason: inTheirWords(message) }, cause)
    : engineErrors.runFailed({ graph, reason: inTheirWords(message) }, cause);
}

/** onnxruntime would not read the file where it lies; a copy in memory still does. */
const isUnreachable = (cause: unknown) => cause instanceof Error && /external (data|initializer)/i.test(cause.message);

/** Fails where a file is gone, or shorter than when its header was read: zeros must not pass for weights. */
async function checkFiles({ onnx, files }: GraphModel): Promise<void> {
  for (const [location, file] of files) {
    const ends = onnx.initializers.flatMap(({ data }) =>
      data.kind === "external" && data.location === location ? [data.offset + data.length] : [],
    );
    const source = await openFile(file);
    try {
      await source.read(Math.max(0, ...ends), 0);
    } finally {
      await source.close();
    }
  }
}

const toTensor = (feed: Feed) =>
  feed.type === "int64"
    ? new ort.Tensor("int64", feed.data, feed.shape)
    : new ort.Tensor("float32", feed.data, feed.shape);

/** Errors only: onnxruntime's own lines go to stderr, where they would break into the progress of a terminal. */
const logOnlyFatal = 4;

/**
 * onnxruntime on this machine. Runs block the calling thread, whatever their promises say: use it in a process of its
 * own.
 *
 * Layout optimisation ("all") is not asked for: its NCHWc convolutions are slower than the plain ones with their bias
 * and take three times as long to load (docs/performance.md). onnxruntime's arena keeps activations: it is used only where
 * {@link OpenOptions} ask for it.
 */
export function openOrt({ backend, threads = availableParallelism() }: OrtOptions): Runtime {
  const options = (
    delivery: WeightDelivery,
    { activations, runsOn }: OpenOptions,
  ): ort.InferenceSession.SessionOptions => ({
    executionProviders: [runsOn === "cpu" ? "cpu" : backend],
    graphOptimizationLevel: "extended",
    enableCpuMemArena: activations === "kept",
    enableMemPattern: false,
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: logOnlyFatal,
    ...(delivery.kind === "buffers"
      ? { externalData: [...delivery.buffers] }
      : { extra: { session: { model_external_initializers_file_folder_path: delivery.folder } } }),
  });
  const create = (delivery: WeightDelivery, chosen: OpenOptions) =>
    ort.InferenceSession.create(printOnnx(delivery.onnx), options(delivery, chosen));

  return {
    backend,
    threads,
    async open(model: GraphModel, chosen: OpenOptions = {}): Promise<Session> {
      await checkFiles(model);
      const files = new Map([...model.files].map(([location, file]) => [location, realpathSync(file)]));
      const real = { ...model, files };
      const direct = inPlace(real);
      try {
        return sessionOf(await create(direct ?? inBuffers(real), chosen), model.onnx.name);
      } catch (cause) {
        if (direct && isUnreachable(cause)) return sessionOf(await create(inBuffers(real), chosen), model.onnx.name);
        throw failure(cause, "load", model.onnx.name);
      }
    },
  };
}

function sessionOf(session: ort.InferenceSession, graph: string): Session {
  return {
    async run(feeds, outputs) {
      const tensors = Object.fromEntries(Object.entries(feeds).map(([name, feed]) => [name, toTensor(feed)]));
      try {
        const results = await session.run(tensors, [...outputs]);
        return Object.fromEntries(outputs.map((name) => [name, results[name]?.data as Float32Array]));
      } catch (cause) {
        throw failure(cause, "run", graph);
      }
    },
    close: () => session.release(),
  };
}
