import { type ListedKind, listedKinds, type ModelEntry, modelKinds } from "@danfang/domain";
import { Button } from "@mantine/core";
import { IconBrush } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { modelQueries } from "../../api/model-queries.ts";
import { queries } from "../../api/queries.ts";
import { CompareSlider } from "../gallery/compare-slider.tsx";
import { ShortcutKeys } from "../shell/shortcut-list.tsx";
import { tryExample } from "./try-topic.ts";
import "../settings/settings.css";
import "./help.css";

/** Upscalers explain themselves. */
type Topic = Exclude<ListedKind, "upscaler">;
const topics = listedKinds.filter((kind): kind is Topic => kind !== "upscaler");

/** What shows the starter's own models at work. Source: the starter's README. */
const examples: Readonly<Record<Topic, string>> = {
  checkpoint: "red apple",
  vae: "red apple",
  lora: "<lora:made-of-gold:1> red apple, made of gold",
  hypernetwork: "<hypernet:graphite:1> red heart",
  embedding: "red heart, blue-ink",
};

/** The five kinds of models in a newcomer's words, and the keys. */
export function HelpPage(): ReactElement {
  const { t } = useTranslation();
  const [topic, setTopic] = useState<Topic>("checkpoint");
  return (
    <div className="page help">
      <div className="page-head">
        <h1 className="page-title">{t("help.title")}</h1>
      </div>
      <p className="help-intro">{t("help.intro")}</p>
      <nav className="help-topics" aria-label={t("help.title")}>
        {topics.map((name) => (
          <button
            key={name}
            type="button"
            className="help-topic"
            aria-pressed={name === topic}
            onClick={() => setTopic(name)}
          >
            <strong>{t(`help.${name}.title`)}</strong>
            <span className="tiny">{t(`help.${name}.aka`)}</span>
          </button>
        ))}
      </nav>
      <TopicArticle topic={topic} />
      <div className="help-pair">
        <section>
          <h2 className="settings-title">{t("help.sameTitle")}</h2>
          <p>{t("help.sameBody")}</p>
        </section>
        <section>
          <h2 className="settings-title">{t("help.homeworkTitle")}</h2>
          <p>{t("help.homeworkBody")}</p>
        </section>
      </div>
      <section>
        <h2 className="settings-title">{t("keys.title")}</h2>
        <ShortcutKeys />
      </section>
    </div>
  );
}

function TopicArticle({ topic }: { topic: Topic }): ReactElement {
  const { t } = useTranslation();
  const { data: status } = useQuery(queries.status);
  const where = `${status?.home ?? "~/.danfang"}/${modelKinds[topic].folders.danfang[0]}`;
  return (
    <article className="help-article panel">
      <div className="help-text">
        <h2 className="help-title">{t(`help.${topic}.title`)}</h2>
        <p>{t(`help.${topic}.what`)}</p>
        <dl>
          <dt>{t("help.files")}</dt>
          <dd>{t(`help.${topic}.files`)}</dd>
          <dt>{t("help.where")}</dt>
          <dd>
            <code className="help-path">{where}</code>
          </dd>
          <dt>{t("help.use")}</dt>
          <dd>{t(`help.${topic}.use`)}</dd>
          <dt>{t("help.look")}</dt>
          <dd>{t(`help.${topic}.look`)}</dd>
        </dl>
        <TryIt topic={topic} />
      </div>
      <TopicPicture topic={topic} />
    </article>
  );
}

function TryIt({ topic }: { topic: Topic }): ReactElement | null {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data: models = [] } = useQuery(modelQueries.starter);
  const starter = models.find(({ kind, isStarter }) => kind === "checkpoint" && isStarter);
  if (starter === undefined) return null;
  const vae = topic === "vae" ? models.find(isStarterVae) : undefined;
  return (
    <Button
      variant="default"
      leftSection={<IconBrush size={17} stroke={1.5} />}
      onClick={() => {
        tryExample(starter, examples[topic], vae?.name);
        void navigate({ to: "/" });
      }}
    >
      {t("help.tryIt")}
    </Button>
  );
}

const isStarterVae = ({ kind, isStarter }: ModelEntry) => kind === "vae" && isStarter;

/** Painted by the starter: with and without under a slider; for checkpoints, what one model knows. */
function TopicPicture({ topic }: { topic: Topic }): ReactElement {
  const { t } = useTranslation();
  if (topic === "checkpoint")
    return <img className="help-picture" src="/help/checkpoint.webp" alt="" width={520} height={520} />;
  return (
    <figure className="help-picture">
      <CompareSlider
        key={topic}
        left={{ src: "/help/plain.webp", alt: t("help.without") }}
        right={{ src: `/help/${topic}.webp`, alt: t("help.with") }}
        ratio={1}
        label={t("help.sliderLabel", { kind: t(`kind.${topic}`) })}
      />
      <figcaption className="row faded tiny">
        <span className="grow">{t("help.without")}</span>
        <span>{t("help.with")}</span>
      </figcaption>
    </figure>
  );
}
