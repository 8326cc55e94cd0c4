import type { ModelEntry } from "@danfang/domain";
import { IconAlertTriangle } from "@tabler/icons-react";
import { memo, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { printBytes } from "../../ui/bytes.ts";
import { familyWords, precisionWords } from "./family-words.ts";
import { ModelPicture } from "./model-picture.tsx";
import { UseModel } from "./use-model.tsx";

interface ModelCardProps {
  readonly model: ModelEntry;
  readonly isOpen: boolean;
  readonly onOpen: (id: string) => void;
}

/** One model file: what it is, whether it can be used, and where it lies. The whole card opens what else is known. */
export const ModelCard = memo(function ModelCard({ model, isOpen, onOpen }: ModelCardProps): ReactElement {
  const { t } = useTranslation();
  const parent = model.name.includes("/") ? `${model.name.slice(0, model.name.lastIndexOf("/"))}/` : "";
  return (
    <div className="model-card panel" data-open={isOpen || undefined}>
      <ModelPicture model={model} size={256} />
      <div className="model-words">
        <div className="row" style={{ alignItems: "flex-start", gap: 8 }}>
          <h2 className="model-name grow" title={model.name}>
            <button type="button" className="model-open" aria-expanded={isOpen} onClick={() => onOpen(model.id)}>
              <span className="faded">{parent}</span>
              {model.stem}
            </button>
          </h2>
          {model.problem === undefined && <UseModel model={model} />}
        </div>
        <div className="model-line tiny">
          <span className="badge">{familyWords(model, t)}</span>
          {model.isStarter && <span className="badge">{t("models.starter")}</span>}
        </div>
        {model.problem === undefined ? (
          <>
            {model.triggerWords !== undefined && (
              <p className="model-line tiny clip" title={model.triggerWords.join(", ")}>
                <span className="faded">{t("models.triggerWords")}</span>{" "}
                <span className="mono">{model.triggerWords.join(", ")}</span>
              </p>
            )}
            <p className="model-line tiny faded tabular clip">
              {printBytes(model.sizeBytes)} · {precisionWords(model, t)}
              {model.nativeSize !== undefined && ` · ${model.nativeSize} × ${model.nativeSize}`}
              {model.hash !== undefined && <span className="mono"> · {model.hash}</span>}
            </p>
          </>
        ) : (
          <p className="model-fault tiny">
            <IconAlertTriangle size={15} stroke={1.6} className="amber" aria-hidden />
            <span>{t("models.problem")}</span>
          </p>
        )}
        <p className="model-line model-folder tiny faded clip" title={model.folder}>
          <bdi>{model.folder}</bdi>
        </p>
      </div>
    </div>
  );
});
