import type { Trouble } from "@danfang/domain";
import { IconHourglassHigh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { queries } from "../../api/queries.ts";
import { wordsOf } from "../../ui/toasts.ts";

/**
 * What does not work now: a full disk, a locked database, a folder that is gone. Each goes away by itself when it is over,
 * and cannot be sent away before. The list is always there, so that a screen reader hears what comes into it.
 */
export function Troubles(): ReactElement {
  const { t } = useTranslation();
  const { data: status } = useQuery(queries.status);
  return (
    <div className="troubles" role="status" aria-live="polite" aria-label={t("top.troubles")}>
      {(status?.troubles ?? []).map((trouble) => (
        <TroubleRow key={`${trouble.key} ${trouble.problem.code}`} trouble={trouble} />
      ))}
    </div>
  );
}

function TroubleRow({ trouble: { problem, since } }: { trouble: Trouble }): ReactElement {
  const { t, i18n } = useTranslation();
  const { title, hint } = wordsOf(problem);
  const time = new Date(since).toLocaleTimeString(i18n.language, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return (
    <div className="notice">
      <IconHourglassHigh size={17} stroke={1.6} className="notice-icon" aria-hidden />
      <p className="grow">
        <span>{title}</span> <span className="faded">{hint}</span>
      </p>
      <p className="trouble-facts">
        <time dateTime={since}>{t("top.since", { time })}</time>
        <code>{problem.code}</code>
      </p>
    </div>
  );
}
