import type { Bytes } from "@danfang/domain";
import { type Append, writeFileAtomically } from "../files/atomic-file.ts";
import { safetensorsErrors } from "./errors.ts";
import { printHeader, type TensorShape } from "./print-header.ts";

export interface TensorBytes extends TensorShape {
  /** Little-endian numbers, row-major. */
  readonly data: Uint8Array;
}

export interface TensorStream extends TensorShape {
  /** Asked for once, when the tensor's turn comes; only one piece is held at a time. */
  readonly data: () => Uint8Array | AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/**
 * The bytes of a .safetensors file. The data is ordered by width, widest first; {@link printHeader} has the errors, and
 * `formats/wrongDataLength` is data that does not fit its shape.
 */
export function printSafetensors(
  tensors: readonly TensorBytes[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const file = "safetensors";
  const { bytes: header, ordered } = printHeader(tensors, metadata, file);
  const bytes = new Uint8Array(ordered.reduce((sum, { length }) => sum + length, header.length));
  bytes.set(header);
  let offset = header.length;
  for (const { name, data, length } of ordered) {
    if (data.length !== length) throw wrongLength(file, name, length, data.length);
    bytes.set(data, offset);
    offset += length;
  }
  return bytes;
}

/**
 * Writes a .safetensors file piece by piece, so that a file of gigabytes needs no more memory than its largest piece.
 * The file appears whole or not at all. Errors: as {@link printSafetensors}, and `formats/unwritable`.
 */
export async function writeSafetensors(
  path: string,
  tensors: readonly TensorStream[],
  metadata: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { bytes: header, ordered } = printHeader(tensors, metadata, path);
  await writeFileAtomically(path, async (append) => {
    await append(header);
    for (const tensor of ordered) await appendTensor(tensor, path, append);
  });
}

async function appendTensor(tensor: TensorStream & { length: Bytes }, path: string, append: Append): Promise<void> {
  const data = tensor.data();
  let done = 0;
  for await (const piece of data instanceof Uint8Array ? [data] : data) {
    done += piece.length;
    if (done > tensor.length) throw wrongLength(path, tensor.name, tensor.length, done);
    await append(piece);
  }
  if (done < tensor.length) throw wrongLength(path, tensor.name, tensor.length, done);
}

function wrongLength(file: string, tensor: string, expected: Bytes, actual: Bytes): Error {
  return safetensorsErrors.wrongDataLength({ file, tensor, expected, actual });
}
