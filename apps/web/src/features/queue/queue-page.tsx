import type { Job } from "@danfang/domain";
import { Button, Skeleton } from "@mantine/core";
import { IconListCheck, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../api/client.ts";
import { queries, queryClient } from "../../api/queries.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { say, sayProblem } from "../../ui/toasts.ts";
import { JobRow } from "./job-row.tsx";
import "./queue.css";

const isRunning = ({ state }: Job) => state === "running";

/** What is painted, what waits, and what became of the rest. */
export function QueuePage(): ReactElement {
  const { t } = useTranslation();
  const { data: status } = useQuery(queries.queue);
  const { data: active } = useQuery(queries.activeJobs);
  const { data: finished } = useQuery(queries.finishedJobs);
  const running = active?.filter(isRunning) ?? [];
  const queued = active?.filter((job) => !isRunning(job)) ?? [];
  const isEmpty = active?.length === 0 && finished?.length === 0;

  async function setPaused(paused: boolean) {
    try {
      queryClient.setQueryData(queries.queue.queryKey, await api.setPaused(paused));
    } catch (error) {
      sayProblem(error);
    }
  }
  async function clearFinished() {
    try {
      const { removed } = await api.clearFinished();
      say(t("queue.cleared", { count: removed }));
    } catch (error) {
      sayProblem(error);
    }
    await queryClient.invalidateQueries({ queryKey: ["jobs"] });
  }

  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title grow">{t("queue.title")}</h1>
        {status !== undefined && (
          <Button
            variant={status.paused ? "filled" : "default"}
            leftSection={
              status.paused ? <IconPlayerPlay size={17} stroke={1.5} /> : <IconPlayerPause size={17} stroke={1.5} />
            }
            onClick={() => void setPaused(!status.paused)}
          >
            {status.paused ? t("queue.resume") : t("queue.pause")}
          </Button>
        )}
      </div>
      {status?.paused && <p className="queue-note">{t("queue.pausedNote")}</p>}
      {active === undefined && <Skeleton height={120} />}
      {isEmpty && (
        <EmptyState
          icon={<IconListCheck size={26} stroke={1.4} />}
          title={t("queue.empty")}
          hint={t("queue.emptyHint")}
          action={
            <Button component={Link} to="/">
              {t("queue.emptyAction")}
            </Button>
          }
        />
      )}
      <JobList title={t("queue.running")} jobs={running} />
      <JobList title={t("queue.queued")} jobs={queued} />
      <JobList
        title={t("queue.finished")}
        jobs={finished ?? []}
        action={
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => void clearFinished()}>
            {t("queue.clearFinished")}
          </Button>
        }
      />
    </div>
  );
}

function JobList({
  title,
  jobs,
  action,
}: {
  title: string;
  jobs: readonly Job[];
  action?: ReactNode;
}): ReactElement | null {
  if (jobs.length === 0) return null;
  return (
    <section className="queue-section">
      <div className="row" style={{ minHeight: 32 }}>
        <h2 className="section-title grow" style={{ margin: 0 }}>
          {title} <span className="tabular">· {jobs.length}</span>
        </h2>
        {action}
      </div>
      <ul className="job-list panel">
        {jobs.map((job, i) => (
          <JobRow
            key={job.id}
            job={job}
            earlier={jobs[i - 1]}
            first={jobs[0]}
            afterNext={jobs[i + 2]}
            isLast={i === jobs.length - 1}
          />
        ))}
      </ul>
    </section>
  );
}
