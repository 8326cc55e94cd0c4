import type { ModelEntry } from "@danfang/domain";
import { Button } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../../ui/store.ts";
import { draftStore } from "../draft/draft-store.ts";
import { chooseModel, isChoosable } from "./choose-model.ts";

/** Chooses a checkpoint or VAE, writes the others into the prompt. */
export function UseModel({ model }: { model: ModelEntry }): ReactElement {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const draft = useStore(draftStore);
  const isUsed =
    model.kind === "checkpoint"
      ? draft.checkpoint === model.name
      : model.kind === "vae"
        ? draft.vae === model.name
        : model.kind === "upscaler" && draft.hires.isOn && draft.hires.upscaler === model.stem;
  if (isUsed)
    return (
      <span className="row jade tiny" style={{ gap: 4, height: 26 }}>
        <IconCheck size={15} stroke={2} aria-hidden />
        {t("models.inUse")}
      </span>
    );
  const isChoice = isChoosable(model);
  function use() {
    chooseModel(model);
    if (isChoice) void navigate({ to: "/" });
  }
  return (
    <Button
      size="compact-sm"
      variant="default"
      className="model-use"
      onClick={use}
      aria-label={`${isChoice ? t("models.use") : t("models.insert")}: ${model.stem}`}
    >
      {isChoice ? t("models.use") : t("models.insert")}
    </Button>
  );
}
