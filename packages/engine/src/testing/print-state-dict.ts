import { crc32 } from "node:zlib";
import type { TensorBytes } from "@danfang/formats";

const latin1 = (text: string) => Buffer.from(text, "latin1");
const number = (bytes: 2 | 4, value: number) => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntLE(value, 0, bytes);
  return buffer;
};
const text = (value: string) => Buffer.concat([latin1("X"), number(4, Buffer.byteLength(value)), Buffer.from(value)]);
const int = (value: number) => Buffer.concat([latin1("J"), number(4, value)]);
const tuple = (values: readonly number[]) => Buffer.concat([latin1("("), ...values.map(int), latin1("t")]);

/** The pickle of one half-precision tensor on a storage of its own. */
function printTensor({ name, shape }: TensorBytes, key: number): Buffer {
  const count = shape.reduce((a, b) => a * b, 1);
  const strides = shape.map((_, i) => shape.slice(i + 1).reduce((a, b) => a * b, 1));
  return Buffer.concat([
    text(name),
    latin1("ctorch._utils\n_rebuild_tensor_v2\n(("),
    text("storage"),
    latin1("ctorch\nHalfStorage\n"),
    text(String(key)),
    text("cpu"),
    int(count),
    latin1("tQK\0"),
    tuple(shape),
    tuple(strides),
    latin1("\x89}tRs"),
  ]);
}

/** A state dict of half-precision tensors as `torch.save` writes it: an archive in which the weights lie as they are. */
export function printStateDict(tensors: readonly TensorBytes[]): Uint8Array {
  const pickle = Buffer.concat([latin1("\x80\x02}"), ...tensors.map(printTensor), latin1(".")]);
  const members: (readonly [string, Uint8Array])[] = [
    ["archive/data.pkl", pickle],
    ...tensors.map(({ data }, i) => [`archive/data/${i}`, data] as const),
  ];
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, data] of members) {
    const facts = [number(4, crc32(data)), number(4, data.length), number(4, data.length), number(2, name.length)];
    const head = [number(2, 20), Buffer.alloc(8), ...facts]; // version, flags, method, time, date
    const local = Buffer.concat([latin1("PK\x03\x04"), ...head, number(2, 0), latin1(name)]);
    directory.push(
      Buffer.concat([latin1("PK\x01\x02"), number(2, 20), ...head, Buffer.alloc(12), number(4, offset), latin1(name)]),
    );
    parts.push(local, Buffer.from(data));
    offset += local.length + data.length;
  }
  const listed = Buffer.concat(directory);
  const counts = [number(2, members.length), number(2, members.length), number(4, listed.length), number(4, offset)];
  return Buffer.concat([...parts, listed, latin1("PK\x05\x06"), number(4, 0), ...counts, number(2, 0)]);
}
