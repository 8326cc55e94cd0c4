import type { ModelEntry, ModelPage, ModelView } from "@danfang/domain";
import { defined } from "@danfang/domain";
import { Button, CloseButton, FileButton } from "@mantine/core";
import {
  IconColumns3,
  IconCopy,
  IconExternalLink,
  IconFingerprint,
  IconPhotoPlus,
  IconPhotoX,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactElement, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../api/client.ts";
import { modelQueries } from "../../api/model-queries.ts";
import { queries, queryClient } from "../../api/queries.ts";
import { printBytes } from "../../ui/bytes.ts";
import { copyText } from "../../ui/copy-text.ts";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { useStore } from "../../ui/store.ts";
import { sayProblem } from "../../ui/toasts.ts";
import { draftStore } from "../draft/draft-store.ts";
import { compareOnGrid } from "../grid/put-on-grid.ts";
import { familyWords, precisionWords } from "../model-choice/family-words.ts";
import { ModelPicture } from "../model-choice/model-picture.tsx";
import { whyAutomatic } from "../model-choice/why-automatic.ts";
import { insertWord } from "../prompt/put-words.ts";
import { choosePreview, removePreview } from "./change-preview.ts";
import { OwnWords } from "./own-words.tsx";
import { UseModel } from "./use-model.tsx";

/**
 * What is known of a model, in the order in which one asks: what is it, where did it come from, how do I use it, what fits
 * with it, what is inside, what can I do with the file.
 */
export function ModelPanel({ model: listed, onClose }: { model: ModelEntry; onClose?: () => void }): ReactElement {
  const { t } = useTranslation();
  const { data: view } = useQuery(queries.model(listed.id));
  const model = view?.model ?? listed;
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
      <OwnWords key={view?.model.id} model={model} view={view} />
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
        .filter(([, value]) => value !== undefined && value !== "" && value !== false)
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
          [t("wall.algorithm"), view?.identity?.algorithm],
          [t("wall.orFamilies"), view?.identity?.orFamilies?.join(", ")],
          [t("wall.uses"), model.uses && t("wall.uses", { count: model.uses })],
        ]}
      />
      <Evidence view={view} />
      {view?.notes.description !== undefined && <p className="model-text small">{view.notes.description}</p>}
    </Part>
  );
}

function Lines({ lines }: { lines: readonly string[] }): ReactElement {
  return (
    <>
      {lines.map((line) => (
        <div key={line}>{line}</div>
      ))}
    </>
  );
}

/** What decided what it is, and how sure that is. */
function Evidence({ view }: Pick<PartProps, "view">): ReactElement | null {
  const { t } = useTranslation();
  const { confidence, evidence = [] } = view?.identity ?? {};
  if (confidence === undefined || evidence.length === 0) return null;
  return (
    <details className="model-metadata tiny">
      <summary>
        {t("wall.evidence")}: {t(`wall.confidence.${confidence}`)}
      </summary>
      <ul className="model-evidence mono">
        {evidence.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
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
          [t("wall.paths"), view && view.paths.length > 1 && <Lines lines={view.paths} />],
          [t("wall.hash"), model.sha256 && <span className="mono tiny">{model.sha256}</span>],
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
  const kind = model.kind === "checkpoint" ? "lora" : "checkpoint";
  const fits = model.family === "unknown" || model.kind === "upscaler" ? undefined : model.family;
  const wish = { kind, broken: false, sort: "handy", ...defined({ fits }) } as const;
  const { data: found } = useQuery({ ...modelQueries.page(wish, 0), enabled: model.problem === undefined });
  if (model.problem !== undefined) return null;
  const { automaticVae: vae } = model;
  return (
    <Part title={t("models.fits")}>
      <FactList
        facts={[
          [t("top.vae"), vae && (vae.name ?? (vae.why === "baked" ? t("top.vaeBaked") : t("top.vaeMissing")))],
          [t("wall.whyVae"), vae && t(whyAutomatic[vae.why])],
          [t(`kind.${kind}`), found && (found.total === 0 ? t("models.fitsNone") : listed(found))],
        ]}
      />
    </Part>
  );
}

const mostListed = 5;
const listed = ({ items, total }: Pick<ModelPage, "items" | "total">): string =>
  items
    .slice(0, mostListed)
    .map(({ stem }) => stem)
    .join(", ") + (total > mostListed ? ` … +${(total - mostListed).toLocaleString()}` : "");

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
  const navigate = useNavigate();
  const { checkpoint } = useStore(draftStore);
  const { isHashing, hash } = useHashing(model);
  function compare() {
    if (checkpoint !== undefined) compareOnGrid([checkpoint, model.name]);
    void navigate({ to: "/" });
  }
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
        {model.kind === "checkpoint" &&
          model.problem === undefined &&
          checkpoint !== undefined &&
          checkpoint !== model.name && (
            <Button {...look} leftSection={<IconColumns3 size={15} stroke={1.5} />} onClick={compare}>
              {t("wall.compare")}
            </Button>
          )}
        {model.hash === undefined && (
          <Button
            {...look}
            leftSection={<IconFingerprint size={15} stroke={1.5} />}
            disabled={isHashing}
            onClick={() => void hash()}
          >
            {isHashing ? t("wall.hashing") : t("wall.hashNow")}
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

/** Reads the whole file for its hash, which the list then shows. */
function useHashing({ id }: ModelEntry) {
  const [isHashing, setHashing] = useState(false);
  async function hash() {
    setHashing(true);
    try {
      await api.hashModel(id);
    } catch (error) {
      sayProblem(error);
    }
    setHashing(false);
    await queryClient.invalidateQueries({ queryKey: ["models"] });
  }
  return { isHashing, hash };
}
