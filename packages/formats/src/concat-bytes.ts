/** The parts one after the other, in memory of their own. */
export function concatBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

/** Bytes as the characters of the same numbers, U+0000 … U+00FF. */
export const latin1Of = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");

/** The reverse of {@link latin1Of}; undefined when a character is beyond U+00FF. */
export function bytesOfLatin1(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  return latin1Of(bytes) === text ? bytes : undefined;
}
