import { type Job, picturesOf } from "@danfang/domain";
import { IconArrowBarToUp, IconArrowDown, IconArrowUp, IconRefresh, IconWand, IconX } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import type { CSSProperties, ReactElement, Ref } from "react";
import { useTranslation } from "react-i18next";
import { api, thumbnailUrl } from "../../api/client.ts";
import { liveProgress } from "../../api/live.ts";
import { queryClient } from "../../api/queries.ts";
import { IconAction } from "../../ui/icon-action.tsx";
import { NoteList } from "../../ui/note-list.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { useStore } from "../../ui/store.ts";
import { sayProblem } from "../../ui/toasts.ts";
import { useWaitText } from "../../ui/use-wait-text.ts";
import { cellOf, gridSize } from "../grid/grid-size.ts";
import { fillFromOrder } from "./fill-from-order.ts";
import { JobBrakes } from "./job-brakes.tsx";

interface JobRowProps {
  readonly job: Job;
  /** Neighbours among those that wait, for moving. */
  readonly earlier?: Job | undefined;
  readonly first?: Job | undefined;
  readonly afterNext?: Job | undefined;
  readonly isLast?: boolean;
  /** For a list that draws its rows itself. */
  readonly ref?: Ref<HTMLLIElement>;
  readonly index?: number;
  readonly style?: CSSProperties;
}

async function act(call: Promise<unknown>): Promise<void> {
  await call.catch(sayProblem);
  await queryClient.invalidateQueries({ queryKey: ["jobs"] });
}

/** One job, whatever state it is in. */
export function JobRow(props: JobRowProps): ReactElement {
  const { t } = useTranslation();
  const { job, ref, index, style } = props;
  const { request } = job;
  const pictures = picturesOf(request);
  return (
    <li ref={ref} data-index={index} style={style} className="job-row">
      <JobPicture job={job} />
      <div className="grow">
        <p className="job-prompt mono">{request.prompt || <span className="faded">{t("queue.noPrompt")}</span>}</p>
        <p className="job-facts tabular tiny faded">
          <span className={`job-state job-${job.state}`}>{t(`queue.state_${job.state}`)}</span>
          {request.checkpoint !== undefined && <span>{request.checkpoint.replace(/\.[^.]+$/, "")}</span>}
          <span>
            {request.sampler} · {t("sections.steps", { count: request.steps })} · CFG {request.cfgScale}
          </span>
          {request.width !== undefined && (
            <span>
              {request.width} × {request.height}
            </span>
          )}
          {request.grid !== undefined && <span>{t("grid.jobCells", { count: gridSize(request).cells })}</span>}
          {pictures > 1 && <span>{t("queue.times", { count: pictures })}</span>}
          {job.attempts > 1 && <span>{t("queue.attempts", { count: job.attempts })}</span>}
          {job.priority !== 0 && <span>{t("queue.priority", { priority: job.priority })}</span>}
        </p>
        {job.state === "running" && <RunningLine job={job} />}
        {job.problem !== undefined && <ProblemNotice problem={job.problem} />}
        <NoteList notes={job.notes} />
      </div>
      <JobActions {...props} />
    </li>
  );
}

function JobPicture({ job }: { job: Job }): ReactElement {
  const progress = useStore(liveProgress).get(job.id);
  const last = job.pictures.at(-1);
  const source = progress?.preview ?? (last === undefined ? undefined : thumbnailUrl(last, 128));
  return <span className="job-picture">{source !== undefined && <img src={source} alt="" />}</span>;
}

function RunningLine({ job }: { job: Job }): ReactElement {
  const { t } = useTranslation();
  const waitText = useWaitText();
  const progress = useStore(liveProgress).get(job.id);
  const step = progress?.step ?? job.step;
  const steps = progress?.steps ?? job.steps;
  return (
    <div className="job-progress">
      <ProgressBar step={step} steps={steps} label={t("create.step", { step, steps })} grows />
      <span className="tiny tabular faded">
        {job.request.grid !== undefined &&
          `${t("grid.cellOf", { n: cellOf(job, progress?.batch), count: gridSize(job.request).cells })} · `}
        {step}/{steps}
        {progress?.etaSeconds !== undefined && ` · ${t("create.remaining", { time: waitText(progress.etaSeconds) })}`}
      </span>
    </div>
  );
}

function JobActions({ job, earlier, first, afterNext, isLast = true }: JobRowProps): ReactElement {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const icon = { size: 17, stroke: 1.5 } as const;
  switch (job.state) {
    case "running":
      return <JobBrakes job={job} />;
    case "queued":
      return (
        <div className="job-actions">
          <IconAction
            label={t("queue.first")}
            disabled={earlier === undefined}
            onClick={() => first !== undefined && void act(api.changeJob(job.id, { before: first.id }))}
          >
            <IconArrowBarToUp {...icon} />
          </IconAction>
          <IconAction
            label={t("queue.up")}
            disabled={earlier === undefined}
            onClick={() => earlier !== undefined && void act(api.changeJob(job.id, { before: earlier.id }))}
          >
            <IconArrowUp {...icon} />
          </IconAction>
          <IconAction
            label={t("queue.down")}
            disabled={isLast}
            onClick={() => void act(api.changeJob(job.id, { before: afterNext?.id ?? null }))}
          >
            <IconArrowDown {...icon} />
          </IconAction>
          <IconAction label={t("queue.cancel")} onClick={() => void act(api.cancelJob(job.id))}>
            <IconX {...icon} />
          </IconAction>
        </div>
      );
    case "done":
    case "failed":
    case "cancelled":
      return (
        <div className="job-actions">
          <IconAction
            label={t("queue.use")}
            onClick={() => {
              fillFromOrder(job.request);
              void navigate({ to: "/" });
            }}
          >
            <IconWand {...icon} />
          </IconAction>
          {job.state !== "done" && (
            <IconAction label={t("common.retry")} onClick={() => void act(api.retryJob(job.id))}>
              <IconRefresh {...icon} />
            </IconAction>
          )}
        </div>
      );
  }
}
