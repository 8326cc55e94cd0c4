import type { ModelEntry, Settings } from "@danfang/domain";
import { Button } from "@mantine/core";
import {
  IconAffiliate,
  IconAlertTriangle,
  IconArrowsMaximize,
  IconBox,
  IconCheck,
  IconDroplet,
  IconPuzzle,
  IconTag,
} from "@tabler/icons-react";
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
import { withNetwork } from "../networks/networks-in-prompt.ts";

/** One model file: what it is, whether it can be used, and where it lies. */
export function ModelCard({ model }: { model: ModelEntry }): ReactElement {
  const { t } = useTranslation();
  const parent = model.name.includes("/") ? `${model.name.slice(0, model.name.lastIndexOf("/"))}/` : "";
  return (
    <li className="model-card panel">
      <ModelPicture model={model} />
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

/** The picture that lies beside the file, or the kind's sign in its place. */
function ModelPicture({ model: { kind, previewUrl } }: { model: ModelEntry }): ReactElement {
  const Sign = signs[kind];
  return (
    <div className="model-picture" aria-hidden>
      {previewUrl === undefined ? (
        <Sign size={26} stroke={1.2} />
      ) : (
        <img src={`${previewUrl}&size=256`} alt="" loading="lazy" decoding="async" />
      )}
    </div>
  );
}

const signs = {
  checkpoint: IconBox,
  vae: IconDroplet,
  lora: IconPuzzle,
  hypernetwork: IconAffiliate,
  embedding: IconTag,
  upscaler: IconArrowsMaximize,
} as const;

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
