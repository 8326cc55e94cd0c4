import type { ChosenKind, ModelEntry } from "@danfang/domain";
import { Button } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../../ui/store.ts";
import type { Draft } from "../draft/draft.ts";
import { draftStore } from "../draft/draft-store.ts";
import { chooseModel, isChoosable } from "./choose-model.ts";

/** Chooses a checkpoint or VAE, and goes where it is used; writes the others into the prompt. */
export function useModelNow(): (model: ModelEntry) => void {
  const navigate = useNavigate();
  return (model) => {
    chooseModel(model);
    if (isChoosable(model)) void navigate({ to: "/" });
  };
}

/** The button that does so, or that it is so already. */
export function UseModel({ model }: { model: ModelEntry }): ReactElement {
  const { t } = useTranslation();
  const draft = useStore(draftStore);
  const use = useModelNow();
  if (isUsed(model, draft))
    return (
      <span className="row jade tiny" style={{ gap: 4, height: 26 }}>
        <IconCheck size={15} stroke={2} aria-hidden />
        {t("models.inUse")}
      </span>
    );
  const words = isChoosable(model) ? t("models.use") : t("models.insert");
  return (
    <Button size="compact-md" aria-label={`${words}: ${model.stem}`} onClick={() => use(model)}>
      {words}
    </Button>
  );
}

/** Whether the draft would be painted with it; of those that a prompt names, the prompt tells. */
const isUsed = (model: ModelEntry, draft: Draft): boolean => isChoosable(model) && usedBy[model.kind](model, draft);

const usedBy: Readonly<Record<ChosenKind, (model: ModelEntry, draft: Draft) => boolean>> = {
  checkpoint: ({ name }, { checkpoint }) => checkpoint === name,
  vae: ({ name }, { vae }) => vae === name,
  upscaler: ({ stem }, { hires }) => hires.isOn && hires.upscaler === stem,
};
