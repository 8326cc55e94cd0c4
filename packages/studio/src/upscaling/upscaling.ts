import { randomUUID } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Clock, Picture, PictureId, UpscaleRequest } from "@danfang/domain";
import { writeBytes } from "@danfang/formats";
import type { EnlargeContext } from "@danfang/workbench";
import { dayOf, type EnlargedPicture, enlargeBytes, reserveName } from "@danfang/workbench";
import type { Database } from "../database/database.ts";
import { whenFree } from "../database/when-free.ts";
import { outputsFolder } from "../gallery/folders.ts";
import type { Gallery } from "../gallery/gallery.ts";
import { insertPicture } from "../gallery/picture-row.ts";
import type { Inputs } from "../inputs/input-store.ts";
import { forgetPath } from "../outputs/pending-pictures.ts";
import { galleryErrors } from "../problems/gallery-errors.ts";
import { inputsErrors } from "../problems/inputs-errors.ts";

/** A picture of the gallery, or one that was handed in. */
export type UpscaleSource = { readonly pictureId: PictureId } | { readonly input: string };

/** Makes pictures larger, one at a time; a job that is being painted goes on beside it. Errors: see {@link enlargeBytes}. */
export interface Upscaling {
  /** Errors: `workbench/badPicture`. */
  enlarge(picture: Uint8Array, request: UpscaleRequest, signal?: AbortSignal): Promise<EnlargedPicture>;
  /** The same, kept in the gallery as a PNG in `outputs/extras`. Errors: `gallery/notFound`, `inputs/notFound`, `outputs/unwritable`. */
  keep(source: UpscaleSource, request: UpscaleRequest, signal?: AbortSignal): Promise<Picture>;
}

export interface UpscalingOptions {
  readonly home: string;
  readonly database: Database;
  readonly clock: Clock;
  readonly gallery: Pick<Gallery, "get" | "file">;
  readonly inputs: Pick<Inputs, "path">;
  readonly context: () => Promise<EnlargeContext>;
  readonly onPicture: (picture: Picture) => void;
}

export function openUpscaling(options: UpscalingOptions): Upscaling {
  const { home, database, clock, gallery, inputs } = options;
  let turn: Promise<unknown> = Promise.resolve();
  /** Each holds a whole picture, several times. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work);
    turn = result.catch(() => undefined);
    return result;
  };

  const enlarge = (bytes: Uint8Array, infotext: string | undefined, request: UpscaleRequest, signal?: AbortSignal) =>
    inTurn(async () => {
      signal?.throwIfAborted();
      return enlargeBytes(bytes, infotext, request, await options.context(), signal);
    });

  async function fileOf(source: UpscaleSource): Promise<string> {
    if ("input" in source) {
      const file = await inputs.path(source.input);
      if (file === undefined) throw inputsErrors.notFound({ image: source.input });
      return file;
    }
    const file = await gallery.file(source.pictureId);
    if (file === undefined) throw galleryErrors.notFound({ id: source.pictureId });
    return file;
  }

  return {
    enlarge: (picture, request, signal) => enlarge(picture, undefined, request, signal),
    async keep(source, request, signal) {
      const bytes = await readFile(await fileOf(source));
      const known = "pictureId" in source ? (await gallery.get(source.pictureId))?.infotext : undefined;
      const picture = await enlarge(bytes, known, request, signal);
      const now = clock.now();
      const seed = picture.recipe.seed ?? 0;
      const { path, giveBack } = await reserveName(join(outputsFolder(home), "extras", dayOf(now)), seed, ".png");
      try {
        await writeBytes(path, picture.bytes);
      } catch (error) {
        giveBack();
        throw error;
      }
      const { size: sizeBytes, mtimeMs: modifiedAt } = await stat(path);
      const id = randomUUID();
      const { recipe, infotext } = picture;
      const { width, height } = picture.pixels;
      const keep = () => {
        forgetPath(database, path, id);
        insertPicture(database, {
          id,
          jobId: undefined,
          path,
          width,
          height,
          sizeBytes,
          modifiedAt,
          createdAt: now,
          recipe,
          infotext,
          hasTimeline: false,
          isPassing: false,
          isOurs: true,
        });
      };
      await whenFree(database, () => database.transaction(keep));
      const kept = await gallery.get(id);
      if (!kept) throw galleryErrors.notFound({ id });
      options.onPicture(kept);
      return kept;
    },
  };
}
