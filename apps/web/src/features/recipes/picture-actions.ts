import type { Picture } from "@danfang/domain";
import i18next from "i18next";
import { api } from "../../api/client.ts";
import { forgetPictures, queries, queryClient } from "../../api/queries.ts";
import { say, sayProblem, sayWithUndo } from "../../ui/toasts.ts";
import { draftStore } from "../generate/draft.ts";
import { fillDraft } from "../generate/draft-path.ts";
import { submitDraft } from "../generate/submit.ts";
import { draftOfPicture } from "./apply-recipe.ts";
import { largestRandomSeed } from "./random-seed.ts";

const knownModels = () => queryClient.getQueryData(queries.models.queryKey) ?? [];

/** Fills Create with what made this picture. */
export function fillFrom(picture: Picture): void {
  fillDraft(draftOfPicture(picture, knownModels()));
  say(i18next.t("create.usedSettings"));
}

/** Paints the picture again with another seed: the next one, or any. The fields stay as they are. */
export async function vary(picture: Picture, how: "next" | "random"): Promise<void> {
  const { seed } = picture.recipe;
  const next = how === "next" && typeof seed === "number" ? seed + 1 : Math.floor(Math.random() * largestRandomSeed);
  await submitDraft({ ...draftStore.get(), ...draftOfPicture(picture, knownModels()), seed: next });
}

export async function setFavourite(picture: Picture, favourite: boolean): Promise<void> {
  try {
    await api.setFavourite(picture.id, favourite);
  } catch (error) {
    sayProblem(error);
  }
  forgetPictures();
}

/** Moves a picture to the bin, with a way back. */
export async function removePicture(picture: Picture): Promise<void> {
  try {
    await api.removePicture(picture.id);
    forgetPictures();
    sayWithUndo(i18next.t("gallery.deleted"), () => void restorePicture(picture));
  } catch (error) {
    sayProblem(error);
  }
}

export async function restorePicture(picture: Picture): Promise<void> {
  try {
    await api.restorePicture(picture.id);
    say(i18next.t("gallery.restored"));
  } catch (error) {
    sayProblem(error);
  }
  forgetPictures();
}
