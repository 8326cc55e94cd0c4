import type { Job } from "@danfang/domain";
import { Button, Skeleton } from "@mantine/core";
import { IconListCheck, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import i18next from "i18next";
import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../api/client.ts";
import { queries, queryClient } from "../../api/queries.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { say, sayProblem } from "../../ui/toasts.ts";
import { JobRow } from "./job-row.tsx";
import { WaitingList } from "./waiting-list.tsx";
import "./queue.css";

const isRunning = ({ state }: Job) => state === "running";

/** What is painted, what waits, and what became of the rest. */
export function QueuePage(): ReactElement {
  const { t } = useTranslation();
  const { data: status } = useQuery(queries.queue);
  const { data: active } = useQuery(queries.activeJobs);
  const { data: finished } = useQuery(queries.finishedJobs);
  const waiting = active?.some((job) => !isRunning(job)) ? Math.max(1, status?.queued ?? 1) : 0;
  const isEmpty = active?.length === 0 && finished?.length === 0;
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title grow">{t("queue.title")}</h1>
        {status !== undefined && <PauseButton isPaused={status.paused} />}
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
      <JobList title={t("queue.running")} jobs={active?.filter(isRunning) ?? []} />
      {waiting > 0 && <WaitingList count={waiting} />}
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

async function clearFinished(): Promise<void> {
  try {
    const { removed } = await api.clearFinished();
    say(i18next.t("queue.cleared", { count: removed }));
  } catch (error) {
    sayProblem(error);
  }
  await queryClient.invalidateQueries({ queryKey: ["jobs"] });
}

function PauseButton({ isPaused }: { isPaused: boolean }): ReactElement {
  const { t } = useTranslation();
  const Sign = isPaused ? IconPlayerPlay : IconPlayerPause;
  async function turn() {
    try {
      queryClient.setQueryData(queries.queue.queryKey, await api.setPaused(!isPaused));
    } catch (error) {
      sayProblem(error);
    }
  }
  return (
    <Button
      variant={isPaused ? "filled" : "default"}
      leftSection={<Sign size={17} stroke={1.5} />}
      onClick={() => void turn()}
    >
      {isPaused ? t("queue.resume") : t("queue.pause")}
    </Button>
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
        {jobs.map((job) => (
          <JobRow key={job.id} job={job} />
        ))}
      </ul>
    </section>
  );
}
