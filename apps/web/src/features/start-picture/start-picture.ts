import type { Picture } from "@danfang/domain";
import i18next from "i18next";
import { api, type InputPicture } from "../../api/client.ts";
import { say, sayProblem } from "../../ui/toasts.ts";
import { draftStore, emptyDraft, setDraft } from "../draft/draft.ts";
import { openSection } from "../knobs/section.tsx";

/** Sizes are multiples of a latent cell, pixels. */
const cell = 8;
/** A larger start is painted at the size that is set: most checkpoints paint nothing sensible beyond. */
const largestSide = 2048;

/** Makes a picture that was handed in the one to start from; its mask was another picture's. */
function startFrom({ id, width, height }: InputPicture): void {
  const { init } = draftStore.get();
  const snap = (side: number) => Math.max(cell, Math.round(side / cell) * cell);
  setDraft({
    init: { ...init, isOn: true, image: id },
    mask: { ...draftStore.get().mask, isOn: false, image: emptyDraft.mask.image },
    ...(Math.max(width, height) <= largestSide ? { width: snap(width), height: snap(height) } : {}),
  });
  openSection("init");
}

export async function startFromPicture({ id }: Picture): Promise<void> {
  try {
    startFrom(await api.putInput(id));
    say(i18next.t("start.taken"));
  } catch (error) {
    sayProblem(error);
  }
}

export async function startFromFile(file: File): Promise<void> {
  try {
    startFrom(await api.putInput(file));
  } catch (error) {
    sayProblem(error);
  }
}
