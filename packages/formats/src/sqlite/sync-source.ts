/** Bytes of a file, read without waiting. */
export interface SyncSource {
  readonly size: number;
  /** Fewer than asked for at the end of the file. */
  read(offset: number, length: number): Uint8Array;
}

export const bytesAtOnce = (bytes: Uint8Array): SyncSource => ({
  size: bytes.length,
  read: (offset, length) => bytes.subarray(offset, offset + length),
});
