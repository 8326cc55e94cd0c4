import type { Picture } from "@danfang/domain";
import i18next from "i18next";
import { api, type InputPicture } from "../../api/client.ts";
import { sayProblem } from "../../ui/toasts.ts";
import { emptyDraft } from "../draft/draft.ts";
import type { DraftStep } from "../draft/draft-history.ts";
import { draftStore } from "../draft/draft-store.ts";
import { fillDraft } from "../draft/undo.ts";
import { openSection } from "../knobs/section.tsx";

/** Sizes are multiples of a latent cell, pixels. */
const cell = 8;
/** A larger start is painted at the size that is set: most checkpoints paint nothing sensible beyond. */
const largestSide = 2048;

/** Makes a picture that was handed in the one to start from; its mask was another picture's. */
function startFrom({ id, width, height }: InputPicture): DraftStep | undefined {
  const { init, mask } = draftStore.get();
  const snap = (side: number) => Math.max(cell, Math.round(side / cell) * cell);
  openSection("init");
  return fillDraft(
    {
      init: { ...init, isOn: true, image: id },
      mask: { ...mask, isOn: false, image: emptyDraft.mask.image },
      ...(Math.max(width, height) <= largestSide ? { width: snap(width), height: snap(height) } : {}),
    },
    "start",
    i18next.t("start.taken"),
  );
}

export async function startFromPicture({ id }: Picture): Promise<void> {
  try {
    startFrom(await api.putInput(id));
  } catch (error) {
    sayProblem(error);
  }
}

/** Whether it was taken: if not, a message says why. */
export async function startFromFile(file: Blob): Promise<boolean> {
  try {
    startFrom(await api.putInput(file));
    return true;
  } catch (error) {
    sayProblem(error);
    return false;
  }
}

/** Takes a picture for the mask of the one to start from. Whether it was taken: if not, a message says why. */
export async function maskFromFile(file: Blob): Promise<boolean> {
  try {
    const { id } = await api.putInput(file);
    const { mask } = draftStore.get();
    openSection("init");
    fillDraft({ mask: { ...mask, isOn: true, image: id } }, "mask", i18next.t("undo.said.mask"));
    return true;
  } catch (error) {
    sayProblem(error);
    return false;
  }
}

/** Paints from noise again. */
export function removeStart(): DraftStep | undefined {
  const { init, mask } = draftStore.get();
  return fillDraft(
    { init: { ...init, isOn: false, image: "" }, mask: { ...mask, isOn: false, image: "" } },
    "noStart",
    i18next.t("undo.said.noStart"),
  );
}

/** Paints all of the start picture anew. */
export function removeMask(): DraftStep | undefined {
  const { mask } = draftStore.get();
  return fillDraft({ mask: { ...mask, isOn: false, image: "" } }, "noMask", i18next.t("undo.said.noMask"));
}
