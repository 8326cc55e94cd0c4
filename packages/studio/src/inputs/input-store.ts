import { createHash } from "node:crypto";
import { mkdir, readdir, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { type Clock, DanfangError, type Reason, reasonOf } from "@danfang/domain";
import { sniffBytes, writeBytes } from "@danfang/formats";
import sharp from "sharp";
import type { Database } from "../database/database.ts";
import { inputsErrors } from "../problems/inputs-errors.ts";

/** A picture that was handed in to start from. */
export interface InputPicture {
  /** How orders name it: `input:` and its file's name, SHA-256 and suffix. */
  readonly id: string;
  readonly type: "image/png" | "image/jpeg" | "image/webp";
  /** Pixels, turned as its camera says. */
  readonly width: number;
  readonly height: number;
  readonly sizeBytes: number;
}

/** Pictures and masks that orders start from, each kept once, by its content. */
export interface Inputs {
  /** Keeps a whole PNG, JPEG or WebP. Errors: `inputs/badPicture`, `formats/unwritable`. */
  put(bytes: Uint8Array): Promise<InputPicture>;
  /** Where its file is. */
  path(id: string): Promise<string | undefined>;
  /** Removes what no job names and nobody handed in lately. Gives how many. */
  sweep(): Promise<number>;
}

export interface InputsOptions {
  readonly folder: string;
  readonly database: Database;
  readonly clock: Clock;
}

/** Pixels on a side, as in orders. */
const largestSide = 16384;
const mostPixels = largestSide ** 2 / 2;
/** How long a picture that no job names stays, milliseconds: somebody may be at work on it. */
const stay = 7 * 24 * 60 * 60 * 1000;

const kinds = { png: "png", jpeg: "jpg", webp: "webp" } as const;
const namePattern = /^[0-9a-f]{64}\.(png|jpg|webp)$/;
const prefix = "input:";

export function openInputs({ folder, database, clock }: InputsOptions): Inputs {
  async function path(id: string): Promise<string | undefined> {
    const name = id.startsWith(prefix) ? id.slice(prefix.length) : "";
    if (!namePattern.test(name)) return undefined;
    const file = join(folder, name);
    return (await stat(file).catch(() => undefined))?.isFile() ? file : undefined;
  }
  const touch = (file: string) => utimes(file, clock.now() / 1000, clock.now() / 1000);

  return {
    path,
    async put(bytes) {
      const kind = sniffBytes(bytes);
      if (kind !== "png" && kind !== "jpeg" && kind !== "webp")
        throw bad({ en: `it looks like ${kind}`, zh: `看起来是 ${kind}` });
      const size = await sizeOf(bytes);
      const id = `${prefix}${createHash("sha256").update(bytes).digest("hex")}.${kinds[kind]}`;
      const file = join(folder, id.slice(prefix.length));
      if ((await path(id)) === undefined) {
        await mkdir(folder, { recursive: true });
        await writeBytes(file, bytes);
      }
      await touch(file);
      return { id, type: `image/${kind}`, ...size, sizeBytes: bytes.length };
    },
    async sweep() {
      let count = 0;
      for (const name of await readdir(folder).catch(() => [])) {
        const file = join(folder, name);
        const info = await stat(file).catch(() => undefined);
        if (!info?.isFile() || info.mtimeMs > clock.now() - stay) continue;
        const isNamed = database.first("SELECT 1 FROM jobs WHERE instr(request, ?) > 0 LIMIT 1", prefix + name);
        if (isNamed && namePattern.test(name)) continue;
        await rm(file, { force: true });
        count++;
      }
      return count;
    },
  };
}

const bad = (reason: Reason) => inputsErrors.badPicture({ reason });

/** Unpacks all of a picture, so that no half of one is taken. Errors: `inputs/badPicture`. */
async function sizeOf(bytes: Uint8Array): Promise<{ width: number; height: number }> {
  const image = sharp(bytes, { limitInputPixels: mostPixels, failOn: "error" });
  try {
    const { autoOrient, pages = 1 } = await image.metadata();
    const { width, height } = autoOrient;
    if (Math.max(width, height) > largestSide)
      throw bad({ en: `it is ${width} by ${height} pixels`, zh: `它有 ${width} × ${height} 像素` });
    if (pages > 1) throw bad({ en: "it is an animation", zh: "它是动图" });
    await image.stats();
    return { width, height };
  } catch (cause) {
    if (cause instanceof DanfangError) throw cause;
    throw inputsErrors.badPicture({ reason: reasonOf(cause) }, cause);
  }
}
