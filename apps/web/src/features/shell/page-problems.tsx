import { Button } from "@mantine/core";
import { IconMapPinQuestion, IconMoodConfuzed } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../ui/empty-state.tsx";
import { problemFrom } from "../../ui/problem.ts";
import { ProblemNotice } from "../../ui/problem-notice.tsx";

export function NotFound(): ReactElement {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={<IconMapPinQuestion size={26} stroke={1.4} />}
      title={t("problem.notFound")}
      hint=""
      action={
        <Button component={Link} to="/">
          {t("problem.toCreate")}
        </Button>
      }
    />
  );
}

/** Instead of a page that threw: the rest of the studio still works. */
export function PageBroke({ error, reset }: { error: unknown; reset: () => void }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className="page">
      <EmptyState
        icon={<IconMoodConfuzed size={26} stroke={1.4} />}
        title={t("problem.pageTitle")}
        hint={t("problem.pageHint")}
        action={<Button onClick={reset}>{t("common.retry")}</Button>}
      />
      <ProblemNotice problem={problemFrom(error)} />
    </div>
  );
}
