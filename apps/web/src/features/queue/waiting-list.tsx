import type { Job } from "@danfang/domain";
import { Button, Skeleton } from "@mantine/core";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import i18next from "i18next";
import { type ReactElement, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../api/client.ts";
import { queries, queryClient, waitingPageSize } from "../../api/queries.ts";
import { ask } from "../../ui/question.ts";
import { say, sayProblem } from "../../ui/toasts.ts";
import { JobRow } from "./job-row.tsx";
import { queueSeconds } from "./queue-length.ts";
import { useAboutText } from "./use-about-text.ts";

/** Height of a row before it is measured, CSS pixels. */
const usualRow = 73;
/** Rows kept drawn above and below what is seen. */
const overscan = 8;
/** Fewer than this are cancelled one by one. */
const fewest = 2;

/** All that waits, however much: rows are drawn and fetched as they come into view. */
export function WaitingList({ count }: { count: number }): ReactElement {
  const list = useRef<HTMLUListElement>(null);
  const margin = useOffsetIn(list);
  const rows = useVirtualizer({
    count,
    getScrollElement: () => list.current?.closest<HTMLElement>(".shell-main") ?? null,
    estimateSize: () => usualRow,
    overscan,
    scrollMargin: margin,
  });
  const items = rows.getVirtualItems();
  const jobAt = useWaitingJobs(items.at(0)?.index ?? 0, items.at(-1)?.index ?? 0, count);
  return (
    <section className="queue-section">
      <WaitingHead count={count} known={[0, 1, 2].flatMap((i) => jobAt(i) ?? [])} />
      <ul ref={list} className="job-list panel" style={{ position: "relative", height: rows.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const job = jobAt(index);
          const style = { position: "absolute", insetInline: 0, top: start - margin } as const;
          if (job === undefined)
            return <Skeleton key={`place ${index}`} component="li" height={usualRow - 1} style={style} />;
          return (
            <JobRow
              key={job.id}
              ref={rows.measureElement}
              index={index}
              style={style}
              job={job}
              earlier={jobAt(index - 1)}
              first={jobAt(0)}
              afterNext={jobAt(index + 2)}
              isLast={index === count - 1}
            />
          );
        })}
      </ul>
    </section>
  );
}

/** How far a list begins below the top of what scrolls, CSS pixels. */
function useOffsetIn(list: React.RefObject<HTMLElement | null>): number {
  const [offset, setOffset] = useState(0);
  // After every drawing: what stands above may have changed with anything.
  useLayoutEffect(() => {
    const scroller = list.current?.closest<HTMLElement>(".shell-main");
    if (!list.current || !scroller) return;
    const { top } = list.current.getBoundingClientRect();
    setOffset(Math.round(top - scroller.getBoundingClientRect().top + scroller.scrollTop));
  });
  return offset;
}

/** Those that wait from `from` to `to`, with the first ones and the neighbours; undefined while they are not known. */
function useWaitingJobs(from: number, to: number, count: number): (index: number) => Job | undefined {
  const pageOf = (index: number) => Math.floor(Math.min(Math.max(0, index), count - 1) / waitingPageSize);
  const pages = [...new Set([0, pageOf(from - 1), pageOf(to + 2)])];
  const found = useQueries({ queries: pages.map((page) => queries.waitingJobs(page)) });
  return (index) => found[pages.indexOf(pageOf(index))]?.data?.[index - pageOf(index) * waitingPageSize];
}

/** How many there are, how long they take, and the way to be rid of all. */
function WaitingHead({ count, known }: { count: number; known: readonly Job[] }): ReactElement {
  const { t } = useTranslation();
  const aboutText = useAboutText();
  const { data: finished = [] } = useQuery(queries.finishedJobs);
  const seconds = queueSeconds(known, count, finished);
  return (
    <div className="row" style={{ minHeight: 32 }}>
      <h2 className="section-title grow" style={{ margin: 0 }}>
        {t("queue.queued")} <span className="tabular">· {count.toLocaleString()}</span>
        {seconds !== undefined && <span className="tabular faded"> · {aboutText(seconds)}</span>}
      </h2>
      {count >= fewest && (
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => void cancelAll(count)}>
          {t("queue.cancelAll")}
        </Button>
      )}
    </div>
  );
}

async function cancelAll(count: number): Promise<void> {
  const question = { title: i18next.t("queue.cancelAllTitle", { count }), body: i18next.t("queue.cancelAllBody") };
  if (!(await ask({ ...question, action: i18next.t("queue.cancelAll") }))) return;
  try {
    const { cancelled } = await api.cancelWaiting();
    say(i18next.t("queue.cancelledAll", { count: cancelled }));
  } catch (error) {
    sayProblem(error);
  }
  await queryClient.invalidateQueries({ queryKey: ["jobs"] });
}
