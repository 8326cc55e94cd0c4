import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { liveProgress } from "../../api/live.ts";
import { queries } from "../../api/queries.ts";
import { useStore } from "../../ui/store.ts";
import { CheckpointPicker } from "./checkpoint-picker.tsx";
import { LookMenu } from "./look-menu.tsx";
import { Seal } from "./seal.tsx";
import { VaePicker } from "./vae-picker.tsx";

export function TopBar(): ReactElement {
  const { t } = useTranslation();
  return (
    <header className="top-bar">
      <Link to="/" className="wordmark" aria-label={t("app.name")}>
        <Seal />
      </Link>
      <CheckpointPicker />
      <VaePicker />
      <div className="top-gap" />
      <QueueIndicator />
      <LookMenu />
    </header>
  );
}

function QueueIndicator(): ReactElement {
  const { t } = useTranslation();
  const { data: queue } = useQuery(queries.queue);
  const [progress] = useStore(liveProgress).values();
  const count = (queue?.queued ?? 0) + (queue?.running ?? 0);
  const text = queue?.paused ? t("top.queuePaused") : count > 0 ? t("top.queueBusy", { count }) : t("top.queueEmpty");
  return (
    <Link to="/queue" className="queue-indicator tabular" aria-label={text}>
      <span className="queue-indicator-text">{text}</span>
      {progress !== undefined && (
        <span className="queue-indicator-bar" aria-hidden>
          <span
            className="queue-indicator-fill"
            style={{ display: "block", width: `${(100 * progress.step) / Math.max(1, progress.steps)}%` }}
          />
        </span>
      )}
    </Link>
  );
}
