import type { Problem } from "@danfang/domain";
import { CloseButton } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { queries } from "../../api/queries.ts";
import { createKeptStore, useStore } from "../../ui/store.ts";
import { wordsOf } from "../../ui/toasts.ts";

const keyOf = ({ code, message }: Problem): string => `${code} ${message}`;

const dismissed = createKeptStore<readonly string[]>("danfang.dismissedNotices", [], (kept) =>
  Array.isArray(kept) ? kept.filter((key) => typeof key === "string") : [],
);

/** What went wrong without anybody asking for it: a damaged database was set aside, a backend is not there. */
export function Notices(): ReactElement | null {
  const { t } = useTranslation();
  const { data: status } = useQuery(queries.status);
  const hidden = useStore(dismissed);
  const notices = status?.notices ?? [];
  const shown = notices.filter((problem) => !hidden.includes(keyOf(problem)));
  if (shown.length === 0) return null;
  // What the studio no longer says need not be remembered.
  const dismiss = (problem: Problem) => {
    const said = notices.map(keyOf);
    dismissed.set((keys) => [...keys.filter((key) => said.includes(key)), keyOf(problem)]);
  };
  return (
    <section className="notices" aria-label={t("top.notices")}>
      {shown.map((problem) => {
        const { title, hint } = wordsOf(problem);
        return (
          <div key={keyOf(problem)} className="notice" role="status">
            <IconAlertTriangle size={17} stroke={1.6} className="notice-icon" aria-hidden />
            <p className="grow">
              <span>{title}</span> <span className="faded">{hint}</span>
            </p>
            <CloseButton size="sm" aria-label={t("top.dismissNotice")} onClick={() => dismiss(problem)} />
          </div>
        );
      })}
    </section>
  );
}
