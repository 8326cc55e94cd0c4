import { concatBytes, viewOf } from "../concat-bytes.ts";

/** A pickle from opcodes as text and bytes as numbers: `pickle("(", 0x4b, 1, "t.")`. */
export const pickleOf = (...parts: readonly (string | number)[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === "number" ? [part] : [...Buffer.from(part, "latin1")])));

/** What a test changes in an archive that is right otherwise. */
export interface ZipFaults {
  readonly method?: number;
  readonly flags?: number;
  readonly localName?: string;
  readonly size?: number;
}

/** An archive of stored members, in order. */
export function printZip(
  members: readonly (readonly [name: string, data: Uint8Array, faults?: ZipFaults])[],
): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [name, data, faults = {}] of members) {
    const local = header(30, 0x04034b50, faults.localName ?? name, data.length, {
      at: 4,
      ...faults,
      size: data.length,
    });
    viewOf(local).setUint16(26, (faults.localName ?? name).length, true);
    const entry = header(46, 0x02014b50, name, data.length, { at: 6, ...faults });
    viewOf(entry).setUint16(28, name.length, true);
    viewOf(entry).setUint32(42, offset, true);
    parts.push(local, data);
    directory.push(entry);
    offset += local.length + data.length;
  }
  const listed = concatBytes(directory);
  const end = new Uint8Array(22);
  const view = viewOf(end);
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(8, members.length, true);
  view.setUint16(10, members.length, true);
  view.setUint32(12, listed.length, true);
  view.setUint32(16, offset, true);
  return concatBytes([...parts, listed, end]);
}

/** The fields that both kinds of header have, in the same order from `at` on; the name follows. */
function header(
  length: number,
  signature: number,
  name: string,
  size: number,
  faults: ZipFaults & { at: number },
): Uint8Array<ArrayBuffer> {
  const bytes = concatBytes([new Uint8Array(length), Buffer.from(name, "latin1")]);
  const view = viewOf(bytes);
  view.setUint32(0, signature, true);
  view.setUint16(faults.at + 2, faults.flags ?? 0, true);
  view.setUint16(faults.at + 4, faults.method ?? 0, true);
  view.setUint32(faults.at + 14, faults.size ?? size, true);
  view.setUint32(faults.at + 18, faults.size ?? size, true);
  return bytes;
}

/** A PyTorch archive of one pickle and its storages. */
export const printTorch = (
  pickle: Uint8Array,
  storages: Readonly<Record<string, Uint8Array>> = {},
): Uint8Array<ArrayBuffer> =>
  printZip([
    ["archive/data.pkl", pickle],
    ...Object.entries(storages).map(([key, data]) => [`archive/data/${key}`, data] as const),
  ]);
