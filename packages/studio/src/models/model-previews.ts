import { mkdir, realpath, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { ModelEntry } from "@danfang/domain";
import { DanfangError, reasonOf } from "@danfang/domain";
import {
  contentOf,
  findBeside,
  readImageText,
  readWhole,
  sniffBytes,
  writeBytes,
  writeImageText,
} from "@danfang/formats";
import sharp from "sharp";
import { isBelow } from "../gallery/known-folders.ts";
import { mostPixels, openThumbnails } from "../gallery/thumbnails.ts";
import { modelsErrors } from "../problems/models-errors.ts";
import { ownPreviewOf, type Preview } from "./find-preview.ts";

/** What somebody has agreed to, beyond writing a new file into Danfang's own folders. */
export interface PreviewConsent {
  /** To put another picture in the place of one that is there. */
  readonly replace?: boolean | undefined;
  /** To write into another program's folder. */
  readonly foreign?: boolean | undefined;
}

/** Bytes of a picture that is kept for undoing. */
const largestPreview = 128 * 1024 * 1024;

type Target = Pick<ModelEntry, "id" | "name" | "isStarter">;

/** Pictures beside model files. Errors of what writes: `models/fixedPreview`, `models/foreignFolder`, `formats/unwritable`. */
export interface ModelPreviews {
  /** WebP, no side longer than `size` pixels; undefined for what is no picture after all. */
  show(id: string, preview: Preview, size: number): Promise<Uint8Array | undefined>;
  /**
   * Makes a picture that of a model: `BASE.preview.png` beside it, generation data included.
   * Errors: `models/badPreview`, `models/previewExists`.
   */
  choose(model: Target, path: string, picture: Uint8Array, consent: PreviewConsent): Promise<void>;
  /** Takes the picture away that is shown. */
  remove(model: Target, path: string, preview: Preview, consent: PreviewConsent): Promise<void>;
  /** Brings back what was there before the last change since the start; false where nothing was changed. */
  undo(id: string): Promise<boolean>;
  /** Whether a model lies in Danfang's own folders, links followed. */
  isOwn(path: string): Promise<boolean>;
}

/** `cache` keeps small ones, and what was replaced; `home` is Danfang's own folder. */
export function openModelPreviews({ cache, home }: { readonly cache: string; readonly home: string }): ModelPreviews {
  const thumbnails = openThumbnails(join(cache, "model-previews"));
  const earlierFolder = join(cache, "earlier-previews");
  /** What lay at a path before its last change; no `kept` where nothing did. */
  const earlier = new Map<string, { readonly path: string; readonly kept: string | undefined }>();

  async function isOwn(path: string): Promise<boolean> {
    const [folder, own] = await Promise.all([realpath(dirname(path)), realpath(home)]);
    return isBelow(own, join(folder, basename(path)));
  }
  async function demandWritable({ name, isStarter }: Target, path: string, { foreign }: PreviewConsent): Promise<void> {
    if (isStarter) throw modelsErrors.fixedPreview({ file: name });
    if (!foreign && !(await isOwn(path))) throw modelsErrors.foreignFolder({ file: name, folder: dirname(path) });
  }
  /** Keeps a copy of what lies there now. */
  async function remember(id: string, path: string): Promise<void> {
    const bytes = contentOf(await readWhole(path, largestPreview));
    const kept = bytes && join(earlierFolder, `${id}-${basename(path)}`);
    if (bytes && kept !== undefined) {
      await mkdir(earlierFolder, { recursive: true });
      await writeBytes(kept, bytes);
    }
    earlier.set(id, { path, kept });
  }

  return {
    show: (id, { path, version }, size) => thumbnails.of(`${id}-${version}`, path, size),
    isOwn,
    async choose(model, path, picture, consent) {
      await demandWritable(model, path, consent);
      const bytes = await asPng(picture, model.name);
      const target = ownPreviewOf(path);
      const isThere = contentOf(await findBeside(path, basename(target))) !== undefined;
      if (isThere && !consent.replace) throw modelsErrors.previewExists({ file: basename(target), model: model.name });
      await remember(model.id, target);
      await writeBytes(target, bytes);
    },
    async remove(model, path, preview, consent) {
      await demandWritable(model, path, consent);
      await remember(model.id, preview.path);
      await rm(preview.path, { force: true }).catch((cause: Error) => {
        throw modelsErrors.badPreview({ file: basename(preview.path), reason: reasonOf(cause) }, cause);
      });
    },
    async undo(id) {
      const before = earlier.get(id);
      if (!before) return false;
      const { path, kept } = before;
      if (kept === undefined) await rm(path, { force: true });
      else {
        const bytes = contentOf(await readWhole(kept, largestPreview));
        if (bytes === undefined) return false; // somebody cleared the cache
        await writeBytes(path, bytes);
        await rm(kept, { force: true });
      }
      earlier.delete(id);
      return true;
    },
  };
}

/** A picture as PNG; one that is a PNG stays byte for byte, once it is known to be whole. */
async function asPng(bytes: Uint8Array, model: string): Promise<Uint8Array> {
  try {
    const format = sniffBytes(bytes);
    if (!["png", "jpeg", "webp"].includes(format))
      throw modelsErrors.badPreview({
        file: model,
        reason: { en: `its content is ${format}`, zh: `内容是 ${format}` },
      });
    const image = sharp(bytes, { limitInputPixels: mostPixels });
    if (format === "png") {
      await image.stats();
      return bytes;
    }
    const png = await image.rotate().png().toBuffer();
    const infotext = readImageText(bytes, model);
    return infotext === undefined ? png : writeImageText(png, "png", infotext);
  } catch (cause) {
    if (cause instanceof DanfangError && cause.code === modelsErrors.badPreview.code) throw cause;
    throw modelsErrors.badPreview({ file: model, reason: reasonOf(cause) }, cause);
  }
}
