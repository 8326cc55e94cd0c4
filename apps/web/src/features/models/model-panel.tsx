import type { ModelEntry, ModelView } from "@danfang/domain";
import { Button, CloseButton, FileButton } from "@mantine/core";
import { IconCopy, IconExternalLink, IconPhotoPlus, IconPhotoX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { queries } from "../../api/queries.ts";
import { printBytes } from "../../ui/bytes.ts";
import { copyText } from "../../ui/copy-text.ts";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { insertWord } from "../prompt/put-words.ts";
import { choosePreview, removePreview } from "./change-preview.ts";
import { familyWords, precisionWords } from "./family-words.ts";
import { fittingModels } from "./fitting-models.ts";
import { ModelPicture } from "./model-picture.tsx";
import { UseModel } from "./use-model.tsx";

/**
 * What is known of a model, in the order in which one asks: what is it, where did it come from, how do I use it, what fits
 * with it, what is inside, what can I do with the file.
 */
export function ModelPanel({ model, onClose }: { model: ModelEntry; onClose?: () => void }): ReactElement {
  const { t } = useTranslation();
  const { data: view } = useQuery(queries.model(model.id));
  return (
    <div className="model-panel">
      {onClose !== undefined && (
        <div className="row" style={{ alignItems: "flex-start" }}>
          <h2 className="model-panel-title grow">{model.stem}</h2>
          <CloseButton aria-label={t("common.close")} onClick={onClose} />
        </div>
      )}
      {model.previewUrl !== undefined && <ModelPicture model={model} size={512} />}
      {model.problem !== undefined && <ProblemNotice problem={model.problem} />}
      {view?.problems.map((problem) => (
        <ProblemNotice key={problem.message} problem={problem} />
      ))}
      <What model={model} view={view} />
      <Whence model={model} view={view} />
      <How model={model} view={view} />
      <Fitting model={model} />
      <Inside model={model} view={view} />
      <FileDeeds model={model} />
    </div>
  );
}

interface PartProps {
  readonly model: ModelEntry;
  /** Undefined until it is read. */
  readonly view: ModelView | undefined;
}

function Part({ title, children }: { title: string; children: ReactNode }): ReactElement {
  return (
    <section className="model-part">
      <h3 className="section-title">{title}</h3>
      {children}
    </section>
  );
}

type Facts = readonly (readonly [name: string, value: ReactNode])[];

function FactList({ facts }: { facts: Facts }): ReactElement {
  return (
    <dl className="model-facts small">
      {facts
        .filter(([, value]) => value !== undefined && value !== "")
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function What({ model, view }: PartProps): ReactElement {
  const { t } = useTranslation();
  return (
    <Part title={t("models.what")}>
      <FactList
        facts={[
          [t("models.titleLabel"), view?.notes.title],
          [t("models.kindLabel"), t(`kind.${model.kind}`)],
          [t("models.family"), familyWords(model, t)],
          [t("models.size"), `${printBytes(model.sizeBytes)} · ${precisionWords(model, t)}`],
          [t("models.native"), model.nativeSize && `${model.nativeSize} × ${model.nativeSize}`],
          [t("models.version"), view?.notes.version],
        ]}
      />
      {view?.notes.description !== undefined && <p className="model-text small">{view.notes.description}</p>}
    </Part>
  );
}

function Whence({ model, view }: PartProps): ReactElement {
  const { t } = useTranslation();
  const { civitai } = view?.notes ?? {};
  const page =
    civitai &&
    `https://civitai.com/models/${civitai.model}${civitai.version === undefined ? "" : `?modelVersionId=${civitai.version}`}`;
  return (
    <Part title={t("models.whence")}>
      <FactList
        facts={[
          [t("models.author"), view?.notes.author],
          [
            t("models.page"),
            page && (
              <a href={page} target="_blank" rel="noreferrer">
                Civitai <IconExternalLink size={13} stroke={1.6} aria-hidden />
              </a>
            ),
          ],
          [t("models.trainedOn"), view?.notes.trainedOn],
          [t("models.file"), model.name],
          [t("models.folder"), model.folder],
        ]}
      />
    </Part>
  );
}

function How({ model, view }: PartProps): ReactElement | null {
  const { t } = useTranslation();
  if (model.problem !== undefined) return null;
  const words = view?.notes.triggerWords ?? model.triggerWords ?? [];
  return (
    <Part title={t("models.how")}>
      {words.length > 0 && (
        <>
          <p className="small faded model-hint">{t("models.triggerHint")}</p>
          <div className="row-wrap" style={{ gap: 4 }}>
            {words.map((word) => (
              <button key={word} type="button" className="idea mono tiny" onClick={() => insertWord(word)}>
                {word}
              </button>
            ))}
          </div>
        </>
      )}
      <FactList
        facts={[
          [t("models.weight"), view?.notes.preferredWeight],
          [t("models.negative"), view?.notes.negativeText],
          [t("models.notes"), view?.notes.notes],
        ]}
      />
      <UseModel model={model} />
    </Part>
  );
}

function Fitting({ model }: { model: ModelEntry }): ReactElement | null {
  const { t } = useTranslation();
  const { data: models = [] } = useQuery(queries.models);
  if (model.problem !== undefined) return null;
  const { kind, found } = fittingModels(model, models);
  const { automaticVae: vae } = model;
  return (
    <Part title={t("models.fits")}>
      <FactList
        facts={[
          [t("top.vae"), vae && (vae.name ?? (vae.why === "baked" ? t("top.vaeBaked") : t("top.vaeMissing")))],
          [t(`kind.${kind}`), found.length === 0 ? t("models.fitsNone") : listed(found.map(({ stem }) => stem))],
        ]}
      />
    </Part>
  );
}

const mostListed = 5;
const listed = (names: readonly string[]): string =>
  names.slice(0, mostListed).join(", ") + (names.length > mostListed ? ` … +${names.length - mostListed}` : "");

function Inside({ view }: PartProps): ReactElement | null {
  const { t } = useTranslation();
  if (view === undefined) return null;
  const { tensors, embedding, scale, metadata } = view;
  const fields = Object.entries(metadata);
  return (
    <Part title={t("models.inside")}>
      <FactList
        facts={[
          [t("models.tensors"), tensors?.toLocaleString()],
          [t("models.vectors"), embedding && `${embedding.vectors} × ${embedding.width}`],
          [t("models.scale"), scale && `${scale}×`],
        ]}
      />
      {fields.length > 0 && (
        <details className="model-metadata tiny">
          <summary>{t("models.metadata", { count: fields.length })}</summary>
          <dl>
            {fields.map(([name, text]) => (
              <div key={name}>
                <dt className="mono">{name}</dt>
                <dd className="mono">{text}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </Part>
  );
}

function FileDeeds({ model }: { model: ModelEntry }): ReactElement {
  const { t } = useTranslation();
  const look = { size: "compact-sm", variant: "default" } as const;
  return (
    <Part title={t("models.deeds")}>
      <div className="row-wrap" style={{ gap: 6 }}>
        {!model.isStarter && (
          <FileButton
            accept="image/png,image/jpeg,image/webp"
            onChange={(file) => file !== null && void choosePreview(model, file)}
          >
            {(props) => (
              <Button {...props} {...look} leftSection={<IconPhotoPlus size={15} stroke={1.5} />}>
                {t("models.choosePreview")}
              </Button>
            )}
          </FileButton>
        )}
        {!model.isStarter && model.previewUrl !== undefined && (
          <Button
            {...look}
            leftSection={<IconPhotoX size={15} stroke={1.5} />}
            onClick={() => void removePreview(model)}
          >
            {t("models.removePreview")}
          </Button>
        )}
        {model.hash !== undefined && (
          <Button
            {...look}
            leftSection={<IconCopy size={15} stroke={1.5} />}
            onClick={() => void copyText(model.sha256 ?? model.hash ?? "")}
          >
            {t("models.copyHash", { hash: model.hash })}
          </Button>
        )}
        <Button
          {...look}
          leftSection={<IconCopy size={15} stroke={1.5} />}
          onClick={() => void copyText(`${model.folder}/${model.name}`)}
        >
          {t("models.copyPath")}
        </Button>
      </div>
      {!model.isStarter && <p className="small faded model-hint">{t("models.previewHint")}</p>}
    </Part>
  );
}
