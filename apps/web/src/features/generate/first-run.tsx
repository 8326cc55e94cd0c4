import { Button, CloseButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { modelQueries } from "../../api/model-queries.ts";
import { queries } from "../../api/queries.ts";
import { createKeptStore, useStore } from "../../ui/store.ts";

const dismissed = createKeptStore("danfang.firstRunDismissed", false, (kept) => kept === true);

/** While there is only the starter: how to add a real checkpoint, in three steps. */
export function FirstRun(): ReactElement | null {
  const { t } = useTranslation();
  const isDismissed = useStore(dismissed);
  const { data: real } = useQuery(modelQueries.firstReal);
  const { data: status } = useQuery(queries.status);
  if (real === undefined || real.total > 0 || isDismissed) return null;
  const folder = `${status?.home ?? "~/.danfang"}/models/Stable-diffusion`;
  return (
    <div className="first-run-frame">
      <details className="first-run">
        <summary>
          <span className="first-run-title grow">{t("first.title")}</span>
          <span className="first-run-more">{t("first.more")}</span>
        </summary>
        <p>{t("first.body")}</p>
        <ol>
          <li>{t("first.step1")}</li>
          <li>{t("first.step2", { folder })}</li>
          <li>{t("first.step3")}</li>
        </ol>
        <div className="row-wrap">
          <Button component={Link} to="/settings" size="compact-sm" variant="default">
            {t("first.settings")}
          </Button>
          <Button component={Link} to="/help" size="compact-sm" variant="subtle" color="gray">
            {t("first.help")}
          </Button>
        </div>
      </details>
      {/* A button inside of a summary is reached by no screen reader. */}
      <CloseButton
        className="first-run-close"
        size="sm"
        aria-label={t("first.dismiss")}
        onClick={() => dismissed.set(true)}
      />
    </div>
  );
}
