import type { Picture } from "@danfang/domain";
import i18next from "i18next";
import { modelQueries } from "../../api/model-queries.ts";
import { ask, forgetPictures, queryClient } from "../../api/queries.ts";
import { createStore } from "../../ui/store.ts";
import { say, sayProblem } from "../../ui/toasts.ts";
import { shownPictureId } from "../submit/submit.ts";
import { type EnlargeSource, enlargePictures } from "./enlarge-pictures.ts";
import { chosenUpscaler, upscalerOf } from "./upscaler-choice.ts";

/** What the dialog is to enlarge at first; undefined while it is closed. */
export const enlargeDialog = createStore<readonly EnlargeSource[] | undefined>(undefined);

/** Whom pictures are enlarged by now. */
export async function currentUpscaler(): Promise<string> {
  const query = modelQueries.usable("upscaler");
  await ask(query);
  return upscalerOf(queryClient.getQueryData(query.queryKey) ?? [], chosenUpscaler.get());
}

/** Makes a picture larger as it is, and shows the result. */
export async function enlargeNow(picture: Picture, scale: number): Promise<void> {
  const upscaler = await currentUpscaler();
  say(i18next.t("enlarge.begun", { upscaler }));
  const { made, failed } = await enlargePictures(
    [{ picture }],
    { upscaler, scale },
    new AbortController().signal,
    () => undefined,
  );
  for (const { error } of failed) sayProblem(error);
  const [larger] = made;
  if (larger === undefined) return;
  forgetPictures();
  shownPictureId.set(larger.id);
  say(i18next.t("enlarge.done", { width: larger.width, height: larger.height }));
}
