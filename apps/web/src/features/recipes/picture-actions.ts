import { defined, type Picture, type Ref, seedAfter } from "@danfang/domain";
import i18next from "i18next";
import { api } from "../../api/client.ts";
import { forgetPictures } from "../../api/queries.ts";
import { say, sayProblem, sayWithUndo } from "../../ui/toasts.ts";
import { type Draft, emptyDraft } from "../draft/draft.ts";
import { draftStore } from "../draft/draft-store.ts";
import { draftOf, requestOf } from "../draft/order.ts";
import { fillDraft } from "../draft/undo.ts";
import { currentUpscaler } from "../enlarge/enlarge-now.ts";
import { submitDraft, submitOrder } from "../submit/submit.ts";
import { draftOfPicture } from "./apply-recipe.ts";
import { largestRandomSeed } from "./random-seed.ts";

/** The models of a picture's order that are here. */
async function modelsOf({ recipe: { checkpoint, vae } }: Picture): Promise<Parameters<typeof draftOfPicture>[1]> {
  const refs = { ...defined({ checkpoint, vae }) };
  const kinds = (["checkpoint", "vae"] as const).filter((kind) => refs[kind] !== undefined);
  if (kinds.length === 0) return {};
  try {
    const { models } = await api.resolveModels(kinds.map((kind) => ({ kind, ...nameOf(refs[kind] ?? {}) })));
    return Object.fromEntries(kinds.map((kind, i) => [kind, models[i] ?? null]));
  } catch (error) {
    sayProblem(error);
    return {};
  }
}
const nameOf = ({ name, hash }: Ref) => defined({ name, hash });

/** Fields that a recipe carries among its further ones, which the server understands. */
const further = ["knobs", "refiner", "emphasis", "tiling", "cfgRescale", "seedResize", "hires"] as const;

/** What made this picture, as fields of the draft. */
async function draftFrom(picture: Picture): Promise<Partial<Draft>> {
  const plain = draftOfPicture(picture, await modelsOf(picture));
  if (picture.recipe.extra === undefined) return plain;
  try {
    const { request } = await api.readRecipeText(picture.infotext);
    const fields = further.flatMap((name) => (request[name] === undefined ? [] : [[name, request[name]] as const]));
    return { ...plain, ...draftOf(Object.fromEntries(fields)) };
  } catch (error) {
    sayProblem(error);
    return plain;
  }
}

/** Fills Create with what made this picture. */
export async function fillFrom(picture: Picture): Promise<void> {
  fillDraft(await draftFrom(picture), "settings", i18next.t("create.usedSettings"));
}

/** Paints the picture again with another seed: the next one, or any. The fields stay as they are. */
export async function vary(picture: Picture, how: "next" | "random"): Promise<void> {
  const { seed } = picture.recipe;
  const next =
    how === "next" && seed !== undefined ? seedAfter(seed, 1) : Math.floor(Math.random() * largestRandomSeed);
  await submitDraft({ ...draftStore.get(), ...(await draftFrom(picture)), seed: next });
}

/** How much of a picture changes that is painted larger, where nobody said how. */
const gentleStrength = 0.35;

/** The hires fix as it was set; never touched, it would repaint another picture, so an upscaler and little noise take its place. */
const secondPass = async (hires: Draft["hires"]): Promise<Draft["hires"]> =>
  isAsUsual(hires) ? { ...hires, upscaler: await currentUpscaler(), denoisingStrength: gentleStrength } : hires;

const isAsUsual = ({ isOn: _, ...hires }: Draft["hires"]) =>
  Object.entries(hires).every(([name, value]) => value === emptyDraft.hires[name as keyof typeof hires]);

/**
 * Paints this very picture larger: the second pass alone, with Create's settings of the hires fix, be it on or off. Source:
 * AUTOMATIC1111's button ✨, `txt2img_upscale`.
 */
export async function enlarge(picture: Picture): Promise<void> {
  const draft = draftStore.get();
  const hires = { ...(await secondPass(draft.hires)), isOn: true };
  const { width, height } = picture;
  const made = { ...draft, ...(await draftFrom(picture)), hires, batchSize: 1, batchCount: 1, width, height };
  try {
    const { id } = await api.putInput(picture.id);
    const { init: _, hires: second, ...order } = requestOf(made);
    if (second) await submitOrder({ ...order, hires: { ...second, firstPass: id } });
  } catch (error) {
    sayProblem(error);
  }
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
