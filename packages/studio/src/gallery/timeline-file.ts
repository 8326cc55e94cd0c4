import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { deflateRaw, inflateRaw } from "node:zlib";
import type { PictureId, RgbImage, TimelineStep } from "@danfang/domain";
import { contentOf, readWhole, writeBytes } from "@danfang/formats";
import { pngDataUrl } from "@danfang/workbench";
import { z } from "zod";

/** One x₀ on a picture's way out of noise. */
export interface TimelineFrame {
  readonly step: number;
  readonly sigma: number;
  readonly preview: RgbImage;
}

/** Frames kept of one picture at most; longer walks are thinned evenly, their end kept. */
const mostFrames = 100;
/** A file may not unpack to more bytes: 100 frames of 512 by 512 cells are less. */
const largestUnpacked = 128 * 1024 * 1024;

const Header = z.object({
  width: z.number().int().min(1).max(2048),
  height: z.number().int().min(1).max(2048),
  steps: z.array(z.tuple([z.number().int(), z.number()])).max(mostFrames),
});

const pack = promisify(deflateRaw);
const unpack = promisify(inflateRaw);

/** Two letters of the id make the folder, so that none grows too long. */
export const timelinePath = (folder: string, id: PictureId): string => join(folder, id.slice(0, 2), `${id}.timeline`);

/** Every n-th frame, counted from the last. */
function thin(frames: readonly TimelineFrame[]): TimelineFrame[] {
  const stride = Math.ceil(frames.length / mostFrames);
  return frames.filter((_, i) => (frames.length - 1 - i) % stride === 0);
}

/**
 * Writes frames of one size: a line of JSON {@link Header}, then 8-bit RGB frame by frame, deflated together.
 *
 * Errors: `formats/unwritable`.
 */
export async function writeTimeline(path: string, all: readonly TimelineFrame[]): Promise<void> {
  const frames = thin(all);
  const { width = 1, height = 1 } = frames[0]?.preview ?? {};
  const header = `${JSON.stringify({ width, height, steps: frames.map(({ step, sigma }) => [step, sigma]) })}\n`;
  const bytes = await pack(Buffer.concat([Buffer.from(header), ...frames.map(({ preview }) => preview.data)]));
  await mkdir(dirname(path), { recursive: true });
  await writeBytes(path, bytes);
}

/** The frames as PNG data URLs. A file that is gone or broken has none. Errors: why it cannot be read (`files/…`). */
export async function readTimeline(path: string): Promise<TimelineStep[]> {
  const packed = contentOf(await readWhole(path, largestUnpacked));
  const bytes = packed && (await unpack(packed, { maxOutputLength: largestUnpacked }).catch(() => undefined));
  const end = bytes?.indexOf("\n") ?? -1;
  if (!bytes || end < 0) return [];
  const header = Header.safeParse(parseOrNothing(bytes.toString("utf8", 0, end)));
  if (!header.success) return [];
  const { width, height, steps } = header.data;
  const size = width * height * 3;
  if (bytes.length !== end + 1 + steps.length * size) return [];
  return steps.map(([step, sigma], i) => {
    const start = end + 1 + i * size;
    return { step, sigma, preview: pngDataUrl({ width, height, data: bytes.subarray(start, start + size) }) };
  });
}

export const removeTimeline = (path: string): Promise<void> => rm(path, { force: true });

function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
