import { closeSync, openSync, readSync } from "node:fs";
import { parse, sep } from "node:path";
import type { OnnxInitializer, OnnxModel } from "@danfang/formats";
import type { GraphModel } from "../graph/graph.ts";

/** How onnxruntime is told where the weights are. */
export type WeightDelivery =
  | {
      /** The checkpoint's own bytes, read from where it lies: `folder` is the root of its drive. */
      readonly kind: "inPlace";
      readonly onnx: OnnxModel;
      readonly folder: string;
    }
  | {
      /** Copies in memory, for files that onnxruntime cannot reach by path. */
      readonly kind: "buffers";
      readonly onnx: OnnxModel;
      readonly buffers: readonly { readonly path: string; readonly data: Uint8Array }[];
    };

const relocate = (onnx: OnnxModel, move: (tensor: OnnxInitializer) => OnnxInitializer["data"]): OnnxModel => ({
  ...onnx,
  initializers: onnx.initializers.map((tensor) => ({ ...tensor, data: move(tensor) })),
});

/**
 * Weights in place: every location becomes a path relative to the root of the drive, which onnxruntime accepts where it
 * refuses absolute paths, `..` and links. Nothing is written, so read-only folders and other filesystems do as well.
 *
 * Undefined where the files lie on different drives. `files` must be free of symbolic links.
 */
export function inPlace({ onnx, files }: GraphModel): WeightDelivery | undefined {
  const roots = new Set([...files.values()].map((file) => parse(file).root));
  const [folder] = roots;
  if (roots.size > 1 || folder === undefined) return undefined;
  const locations = new Map(
    [...files].map(([location, file]) => [location, file.slice(folder.length).split(sep).join("/")]),
  );
  const move = ({ data }: OnnxInitializer): OnnxInitializer["data"] =>
    data.kind === "inline" ? data : { ...data, location: locations.get(data.location) ?? data.location };
  return { kind: "inPlace", folder, onnx: relocate(onnx, move) };
}

/** No buffer grows past this: a typed array of 2 GiB and more is not sure to be had everywhere. */
const largestBuffer = 1 << 30;

interface Placed {
  readonly buffer: number;
  readonly offset: number;
}

/** Copies the weights that a graph uses, and only those, into memory. */
export function inBuffers({ onnx, files }: GraphModel): WeightDelivery {
  const lengths: number[] = [];
  const placed = new Map<OnnxInitializer, Placed>();
  for (const tensor of onnx.initializers) {
    if (tensor.data.kind === "inline") continue;
    const last = lengths.length - 1;
    const used = lengths[last];
    const fits = used !== undefined && used + tensor.data.length <= largestBuffer;
    const at = fits ? { buffer: last, offset: used } : { buffer: lengths.length, offset: 0 };
    placed.set(tensor, at);
    lengths[at.buffer] = at.offset + tensor.data.length;
  }
  const buffers = lengths.map((length, i) => ({ path: `buffer-${i}`, data: new Uint8Array(length) }));
  const handles = new Map([...files].map(([location, file]) => [location, openSync(file, "r")]));
  try {
    for (const [{ data }, { buffer, offset }] of placed) {
      const handle = data.kind === "external" ? handles.get(data.location) : undefined;
      const target = buffers[buffer]?.data;
      if (data.kind === "external" && handle !== undefined && target)
        readSync(handle, target, offset, data.length, data.offset);
    }
  } finally {
    for (const handle of handles.values()) closeSync(handle);
  }
  const move = (tensor: OnnxInitializer): OnnxInitializer["data"] => {
    const at = placed.get(tensor);
    if (tensor.data.kind === "inline" || !at) return tensor.data;
    return { ...tensor.data, location: `buffer-${at.buffer}`, offset: at.offset };
  };
  return { kind: "buffers", buffers, onnx: relocate(onnx, move) };
}
