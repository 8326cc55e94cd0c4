import type { Job } from "@danfang/domain";
import { Button } from "@mantine/core";
import {
  IconCheck,
  IconPlayerSkipForwardFilled,
  IconPlayerStopFilled,
  IconPlayerTrackNextFilled,
} from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { stoppingJobs } from "../../api/live.ts";
import { useStore } from "../../ui/store.ts";
import { hasMoreBatches, skip, stop, stopAfterThis } from "./brakes.ts";

/** Skip, stop after this picture, stop: what AUTOMATIC1111 calls Skip and Interrupt, in words. */
export function JobBrakes({ job, batch }: { job: Job; batch?: number | undefined }): ReactElement {
  const { t } = useTranslation();
  const look = { size: "compact-sm", variant: "default" } as const;
  const isStopping = useStore(stoppingJobs).has(job.id);
  const isEnding = job.endsAfterBatch === true;
  return (
    <span className="job-brakes">
      {hasMoreBatches(job, batch) && (
        <>
          {!isEnding && (
            <Button
              {...look}
              title={t("create.skipHint")}
              leftSection={<IconPlayerSkipForwardFilled size={12} />}
              onClick={() => void skip(job)}
            >
              {t("create.skip")}
            </Button>
          )}
          <Button
            {...look}
            title={t("create.stopAfterHint")}
            disabled={isEnding}
            leftSection={isEnding ? <IconCheck size={13} stroke={2.2} /> : <IconPlayerTrackNextFilled size={12} />}
            onClick={() => void stopAfterThis(job)}
          >
            {t("create.stopAfter")}
          </Button>
        </>
      )}
      <Button
        {...look}
        disabled={isStopping}
        leftSection={<IconPlayerStopFilled size={12} />}
        onClick={() => void stop(job)}
      >
        {isStopping ? t("create.stopping") : t("create.stop")}
      </Button>
    </span>
  );
}
