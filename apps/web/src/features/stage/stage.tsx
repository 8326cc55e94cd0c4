import type { Job, Picture } from "@danfang/domain";
import { Button } from "@mantine/core";
import { IconBrush, IconPlayerPlay } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactElement, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, pictureUrl } from "../../api/client.ts";
import { type JobProgress, liveProgress } from "../../api/live.ts";
import { queries } from "../../api/queries.ts";
import { NoteList } from "../../ui/note-list.tsx";
import { PictureBox } from "../../ui/picture-box.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { useStore } from "../../ui/store.ts";
import { sayProblem } from "../../ui/toasts.ts";
import { useWaitText } from "../../ui/use-wait-text.ts";
import { draftStore } from "../draft/draft-store.ts";
import { cellOf, gridSize } from "../grid/grid-size.ts";
import { LiveSheet } from "../grid/live-sheet.tsx";
import { takeIdea } from "../prompt/put-words.ts";
import { batchesOf } from "../queue/brakes.ts";
import { JobBrakes } from "../queue/job-brakes.tsx";
import "./stage.css";

/** Comes with the first steps of a painting; a page where nothing is painted does not need it. */
const PaintTimeline = lazy(() =>
  import("../timeline/paint-timeline.tsx").then(({ PaintTimeline: component }) => ({ default: component })),
);

interface StageProps {
  /** The job that is being painted or waits, when the stage follows it. */
  readonly job: Job | undefined;
  readonly picture: Picture | undefined;
  readonly failed: Job | undefined;
  readonly isStarter: boolean;
  /** Whether the studio has said what there is. */
  readonly isKnown: boolean;
  readonly onOpen: (picture: Picture) => void;
}

/** The picture, also while it is being made. */
export function Stage({ job, picture, failed, isStarter, isKnown, onOpen }: StageProps): ReactElement {
  const { t } = useTranslation();
  if (job !== undefined) return <LiveStage job={job} />;
  if (failed?.problem !== undefined)
    return (
      <div className="stage-picture stage-problem">
        <ProblemNotice
          problem={failed.problem}
          action={
            <Button size="compact-sm" variant="default" onClick={() => api.retryJob(failed.id).catch(sayProblem)}>
              {t("common.retry")}
            </Button>
          }
        />
        <NoteList notes={failed.notes} />
      </div>
    );
  if (picture === undefined) return isKnown ? <EmptyStage isStarter={isStarter} /> : <UnknownStage />;
  const words = picture.recipe.prompt || t("create.untitled");
  return (
    <div className="stage-picture">
      <PictureBox
        width={picture.width}
        height={picture.height}
        src={pictureUrl(picture.id)}
        alt={t("create.resultAlt", { prompt: words })}
        onClick={() => onOpen(picture)}
      />
    </div>
  );
}

function LiveStage({ job }: { job: Job }): ReactElement {
  const { t } = useTranslation();
  const progress = useStore(liveProgress).get(job.id);
  const [index, setIndex] = useState<number>();
  const { width = 512, height = 512 } = job.request;
  const steps = progress?.timeline ?? [];
  const shown = index === undefined ? progress?.preview : (steps[index]?.preview ?? progress?.preview);
  const at = index === undefined ? (progress?.step ?? 0) : (steps[index]?.step ?? 0);
  return (
    <>
      <div className="stage-picture" aria-busy="true">
        {job.request.grid === undefined || job.state !== "running" ? (
          <PictureBox width={width} height={height} src={shown} alt={t("create.previewAlt", { step: at })}>
            {shown === undefined && <Waiting job={job} />}
          </PictureBox>
        ) : (
          <LiveSheet job={job} grid={job.request.grid} batch={progress?.batch} preview={shown} />
        )}
      </div>
      <ProgressLine job={job} progress={progress} />
      <NoteList notes={job.notes} />
      {steps.length > 1 && (
        <div className="stage-timeline">
          <Suspense>
            <PaintTimeline
              steps={steps}
              total={progress?.steps ?? job.steps}
              index={index}
              onIndex={setIndex}
              canPlay={false}
            />
          </Suspense>
        </div>
      )}
    </>
  );
}

function Waiting({ job }: { job: Job }): ReactElement {
  const { t } = useTranslation();
  const { data: queue } = useQuery(queries.queue);
  const isPaused = queue?.paused === true && job.state === "queued";
  const text = isPaused
    ? t("create.paused")
    : job.state === "queued" && job.ahead > 0
      ? t("create.waiting", { ahead: job.ahead })
      : t("create.loading", { name: job.request.checkpoint ?? t("top.checkpoint") });
  return (
    <div className="stage-waiting">
      <span>{text}</span>
      {isPaused && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlayerPlay size={14} />}
          onClick={() => api.setPaused(false).catch(sayProblem)}
        >
          {t("create.resume")}
        </Button>
      )}
    </div>
  );
}

function ProgressLine({ job, progress }: { job: Job; progress: JobProgress | undefined }): ReactElement {
  const { t } = useTranslation();
  const waitText = useWaitText();
  const step = progress?.step ?? 0;
  const steps = progress?.steps ?? job.request.steps;
  const isDecoding = progress !== undefined && step >= steps;
  const { grid } = job.request;
  const batches = batchesOf(job);
  const batch = { batch: (progress?.batch ?? 0) + 1, count: batches };
  const words =
    job.state === "queued"
      ? t("queue.state_queued")
      : isDecoding
        ? t("create.decoding")
        : t("create.step", { step, steps });
  return (
    <div className="stage-progress">
      <ProgressBar step={step} steps={steps} label={words} />
      <div className="row tabular small">
        <span>{words}</span>
        {batches > 1 && (
          <span className="faded">
            {grid === undefined
              ? t("create.batchOf", batch)
              : t("grid.cellOf", { n: cellOf(job, progress?.batch), count: gridSize(job.request).cells })}
          </span>
        )}
        <span className="grow" />
        {progress?.etaSeconds !== undefined && (
          <span className="faded">{t("create.remaining", { time: waitText(progress.etaSeconds) })}</span>
        )}
        <JobBrakes job={job} batch={progress?.batch} />
      </div>
    </div>
  );
}

/** Words that the starter paints well. Source: its own README. */
const starterPrompts = ["red apple", "cat face, 3d style", "fox, flat style", "rocket", "blue heart", "castle"];
const realPrompts = [
  "red fox, snow, morning light",
  "a cup of coffee on a wooden table, film photo",
  "castle above the clouds, ink painting",
];

/** The place of a picture while nobody knows yet whether there is one. */
function UnknownStage(): ReactElement {
  const { width, height } = useStore(draftStore);
  return (
    <div className="stage-picture" aria-busy="true">
      <PictureBox width={width} height={height} alt="" />
    </div>
  );
}

function EmptyStage({ isStarter }: { isStarter: boolean }): ReactElement {
  const { t } = useTranslation();
  const { width, height } = useStore(draftStore);
  return (
    <div className="stage-picture">
      <PictureBox width={Math.max(width, 160)} height={(Math.max(width, 160) * height) / width} alt="">
        <div className="stage-empty">
          <IconBrush size={28} stroke={1.3} aria-hidden />
          <h2 className="empty-state-title">{t("create.empty")}</h2>
          <p className="faded small" style={{ margin: 0 }}>
            {t("create.emptyHint")}
          </p>
          <div className="stage-ideas">
            {(isStarter ? starterPrompts : realPrompts).map((prompt) => (
              <button key={prompt} type="button" className="idea mono" onClick={() => takeIdea(prompt)}>
                {prompt}
              </button>
            ))}
          </div>
        </div>
      </PictureBox>
    </div>
  );
}
