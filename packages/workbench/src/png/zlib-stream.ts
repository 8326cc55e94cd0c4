import { promisify } from "node:util";
import { constants, deflateRaw, deflateRawSync, type ZlibOptions } from "node:zlib";

const deflated = promisify(deflateRaw);

/** Output is collected in pieces of so many bytes. Larger ones are mostly air, which the garbage collector hears of. */
const chunkSize = 2 ** 16;
/**
 * zlib's fastest search for what repeats, and no search at all, only short codes for what is frequent. Above these the
 * levels take two to eight times as long for files a tenth smaller.
 */
export const searching: ZlibOptions = { level: 1, chunkSize };
const counting: ZlibOptions = { level: 1, strategy: constants.Z_HUFFMAN_ONLY, chunkSize, windowBits: 9 };
/** How much larger a file may become for being written in half the time. */
const worthIt = 1.05;

/** Whichever of the two suits bytes like these: colours with grain do not repeat, pages and greys do. */
export function methodFor(sample: Uint8Array): ZlibOptions {
  const [searched, counted] = [searching, counting].map((method) => deflateRawSync(sample, method).length);
  return counted! <= searched! * worthIt ? counting : searching;
}

/**
 * The parts of a text, in order, as one zlib stream; each is deflated by a thread of the pool while the next is made. What
 * comes out depends on the parts alone, never on how many threads there are.
 *
 * Source: RFC 1950 and 1951; that parts may be deflated apart and laid end to end: M. Adler's pigz.
 */
export async function zlibStream(
  parts: Iterable<Uint8Array>,
  count: number,
  method: ZlibOptions,
): Promise<Uint8Array[]> {
  const packing: Promise<Uint8Array>[] = [];
  let sum = 1;
  for (const part of parts) {
    const isLast = packing.length === count - 1;
    packing.push(deflated(part, { ...method, finishFlush: isLast ? constants.Z_FINISH : constants.Z_SYNC_FLUSH }));
    sum = adler32(part, sum);
  }
  const trailer = Buffer.alloc(4);
  trailer.writeUInt32BE(sum);
  return [header, ...(await Promise.all(packing)), trailer];
}

/** Deflate, window of 32 KiB, fastest level. Source: RFC 1950, section 2.2. */
const header = Uint8Array.of(0x78, 0x01);

/** Largest prime below 65536, and how many bytes can be added up before 31 bits are full. Source: RFC 1950, section 9. */
const base = 65521;
const mostAtOnce = 3800;

function adler32(bytes: Uint8Array, start: number): number {
  let a = start & 0xffff;
  let b = start >>> 16;
  for (let i = 0; i < bytes.length; ) {
    for (const end = Math.min(i + mostAtOnce, bytes.length); i < end; i++) b += a += bytes[i]!;
    a %= base;
    b %= base;
  }
  return ((b << 16) | a) >>> 0;
}
