import type { Bytes } from "@danfang/domain";
import type { ByteSource } from "../byte-source.ts";
import { concatBytes, latin1Of, viewOf } from "../concat-bytes.ts";
import { sniffBytes } from "../sniff.ts";
import { pngSignature } from "./png-chunks.ts";

/** What is read at once: most pictures say all they say in here. */
const window: Bytes = 32 * 1024;
/** Pictures in other containers, and whatever stands before a JPEG's pixels, are read whole up to this. */
const largestWhole: Bytes = 64 * 2 ** 20;

/**
 * A picture without its pixels, as a file that says the same in words; the pixels of a PNG or WebP are stepped over and never
 * read, of a JPEG nothing behind them. Any other file comes back whole, up to 64 MiB. Errors: those of the source.
 */
export async function readWithoutPixels(source: ByteSource): Promise<Uint8Array> {
  const head = await source.read(0, Math.min(window, source.size));
  const kind = sniffBytes(head);
  if (kind === "png")
    return skipChunks(source, head, {
      first: pngSignature.length,
      overhead: 12,
      lengthAt: 0,
      typeAt: 4,
      isLittle: false,
      pixels: /^IDAT$|^fdAT$/,
    });
  if (kind === "webp") {
    const kept = await skipChunks(source, head, {
      first: 12,
      overhead: 8,
      lengthAt: 4,
      typeAt: 0,
      isLittle: true,
      pixels: /^VP8[L ]$|^ALPH$|^ANMF$/,
    });
    viewOf(kept).setUint32(4, Math.max(kept.length - 8, 0), true);
    return kept;
  }
  return kind === "jpeg" ? untilPixels(source, head) : source.read(0, Math.min(source.size, largestWhole));
}

/** How the chunks of a container stand in it. */
interface Layout {
  readonly first: Bytes;
  /** Bytes of a chunk beside its data. */
  readonly overhead: Bytes;
  readonly lengthAt: Bytes;
  readonly typeAt: Bytes;
  readonly isLittle: boolean;
  readonly pixels: RegExp;
}

async function skipChunks(source: ByteSource, head: Uint8Array, layout: Layout): Promise<Uint8Array> {
  const kept: Uint8Array[] = [head.subarray(0, layout.first)];
  let view = { at: 0, bytes: head };
  let room = largestWhole;
  for (let at = layout.first; at + 8 <= source.size; ) {
    if (at + 8 > view.at + view.bytes.length || at < view.at)
      view = { at, bytes: await source.read(at, Math.min(window, source.size - at)) };
    const inside = view.bytes.subarray(at - view.at);
    const length = viewOf(inside).getUint32(layout.lengthAt, layout.isLittle);
    const padding = layout.isLittle ? length % 2 : 0;
    const end = Math.min(at + layout.overhead + length + padding, source.size);
    if (!layout.pixels.test(latin1Of(inside.subarray(layout.typeAt, layout.typeAt + 4)))) {
      room -= end - at;
      if (room < 0) break;
      kept.push(end - at <= inside.length ? inside.subarray(0, end - at) : await source.read(at, end - at));
    }
    at = end;
  }
  return concatBytes(kept);
}

const startOfScan = 0xda;

async function untilPixels(source: ByteSource, head: Uint8Array): Promise<Uint8Array> {
  for (let bytes = head; ; ) {
    if (reachesPixels(bytes) || bytes.length >= Math.min(source.size, largestWhole)) return bytes;
    bytes = await source.read(0, Math.min(source.size, largestWhole, 8 * bytes.length));
  }
}

function reachesPixels(bytes: Uint8Array): boolean {
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff || bytes[at + 1] === startOfScan) return true; // there, or damaged: the reader says so
    at += bytes[at + 1] === 0xff ? 1 : 2 + viewOf(bytes).getUint16(at + 2);
  }
  return false;
}
