import type { ModelEntry, Settings } from "@danfang/domain";
import { Button } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { queries, queryClient } from "../../api/queries.ts";
import { useStore } from "../../ui/store.ts";
import { say } from "../../ui/toasts.ts";
import { type Draft, draftStore, setDraft } from "../draft/draft.ts";
import { chooseCheckpoint } from "../draft/first-choice.ts";
import { withNetwork } from "../networks/networks-in-prompt.ts";

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
  const isChoice = ["checkpoint", "vae", "upscaler"].includes(model.kind);
  function use() {
    setDraft(changeFor(model, draft, queryClient.getQueryData(queries.settings.queryKey)));
    if (isChoice) void navigate({ to: "/" });
    else say(t("models.inserted"));
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

function changeFor(model: ModelEntry, { hires, prompt }: Draft, settings: Settings | undefined): Partial<Draft> {
  switch (model.kind) {
    case "checkpoint":
      return chooseCheckpoint(model, settings);
    case "vae":
      return { vae: model.name };
    case "upscaler":
      return { hires: { ...hires, isOn: true, upscaler: model.stem } };
    case "lora":
    case "hypernetwork":
    case "embedding":
      return { prompt: withNetwork(prompt, model.kind, model.stem) };
  }
}

/** The prompt with a trigger word at its end, once. */
export function insertWord(word: string): void {
  const { prompt } = draftStore.get();
  const isThere = prompt
    .toLowerCase()
    .split(",")
    .some((phrase) => phrase.trim() === word.toLowerCase());
  if (!isThere) setDraft({ prompt: prompt.trim() === "" ? word : `${prompt.replace(/[\s,]+$/, "")}, ${word}` });
}
