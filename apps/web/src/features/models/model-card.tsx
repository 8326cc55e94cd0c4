import type { ModelEntry, Settings } from "@danfang/domain";
import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { queries, queryClient } from "../../api/queries.ts";
import { printBytes } from "../../ui/bytes.ts";
import { copyText } from "../../ui/copy-text.ts";
import { useStore } from "../../ui/store.ts";
import { say } from "../../ui/toasts.ts";
import { type Draft, draftStore, setDraft } from "../generate/draft.ts";
import { chooseCheckpoint } from "../generate/first-choice.ts";

/** One model file: what it is, whether it can be used, and where it lies. */
export function ModelCard({ model }: { model: ModelEntry }): ReactElement {
  const { t } = useTranslation();
  const parent = model.name.includes("/") ? `${model.name.slice(0, model.name.lastIndexOf("/"))}/` : "";
  return (
    <li className="model-card panel">
      <div className="row" style={{ alignItems: "flex-start" }}>
        <h2 className="model-name grow" title={model.name}>
          <span className="faded">{parent}</span>
          {model.stem}
        </h2>
        {model.problem === undefined && <UseButton model={model} />}
      </div>
      <div className="row-wrap tiny">
        <span className="badge">{model.family}</span>
        {model.isStarter && <span className="badge">{t("models.starter")}</span>}
        <span className="faded tabular">{printBytes(model.sizeBytes)}</span>
        <span className="faded">{model.precision}</span>
        {model.nativeSize !== undefined && (
          <span className="faded tabular">
            {t("models.native")} {model.nativeSize} × {model.nativeSize}
          </span>
        )}
      </div>
      {model.problem !== undefined && (
        <div className="model-problem">
          <IconAlertTriangle
            size={16}
            stroke={1.6}
            className="amber"
            aria-hidden
            style={{ flex: "none", marginTop: 2 }}
          />
          <div>
            <strong>{t("models.problem")}</strong>
            <p>{model.problem.message}</p>
            <p className="faded">{model.problem.hint}</p>
          </div>
        </div>
      )}
      <dl className="model-facts tiny">
        {model.hash !== undefined && (
          <div>
            <dt>{t("models.hash")}</dt>
            <dd>
              <button
                type="button"
                className="plain-button mono tiny"
                aria-label={t("models.copyHash", { hash: model.hash })}
                title={t("common.copy")}
                onClick={() => void copyText(model.hash ?? "")}
              >
                {model.hash}
              </button>
            </dd>
          </div>
        )}
        <div>
          <dt>{t("models.folder")}</dt>
          <dd className="model-folder">{model.folder}</dd>
        </div>
      </dl>
    </li>
  );
}

/** Chooses a checkpoint or VAE, writes the others into the prompt. */
function UseButton({ model }: { model: ModelEntry }): ReactElement {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const draft = useStore(draftStore);
  const isUsed =
    model.kind === "checkpoint"
      ? draft.checkpoint === model.name
      : model.kind === "vae"
        ? draft.vae === model.name
        : false;
  if (isUsed)
    return (
      <span className="row jade tiny" style={{ gap: 4, height: 26 }}>
        <IconCheck size={15} stroke={2} aria-hidden />
        {t("models.inUse")}
      </span>
    );
  const isChoice = model.kind === "checkpoint" || model.kind === "vae";
  function use() {
    setDraft(changeFor(model, draft, queryClient.getQueryData(queries.settings.queryKey)));
    if (isChoice) void navigate({ to: "/" });
    else say(t("models.inserted"));
  }
  return (
    <Button
      size="compact-sm"
      variant="default"
      onClick={use}
      aria-label={`${isChoice ? t("models.use") : t("models.insert")}: ${model.stem}`}
    >
      {isChoice ? t("models.use") : t("models.insert")}
    </Button>
  );
}

function changeFor(model: ModelEntry, { prompt }: Draft, settings: Settings | undefined): Partial<Draft> {
  const append = (words: string) => ({
    prompt: prompt.trim() === "" ? words : `${prompt.replace(/[\s,]+$/, "")}, ${words}`,
  });
  switch (model.kind) {
    case "checkpoint":
      return chooseCheckpoint(model, settings);
    case "vae":
      return { vae: model.name };
    case "lora":
      return append(`<lora:${model.stem}:1>`);
    case "hypernetwork":
      return append(`<hypernet:${model.stem}:1>`);
    case "embedding":
      return append(model.stem);
  }
}
