import type { ProblemBody } from "@danfang/domain";
import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { copyText } from "./copy-text.ts";
import { wordsOf } from "./toasts.ts";
import "./problem-notice.css";

/** What happened, to what, and what to do about it; can be copied. */
export function ProblemNotice({ problem, action }: { problem: ProblemBody; action?: ReactNode }): ReactElement {
  const { t } = useTranslation();
  const { title, hint } = wordsOf(problem);
  return (
    <div className="problem" role="alert">
      <IconAlertTriangle size={18} stroke={1.6} className="problem-icon" aria-hidden />
      <div className="grow">
        <p className="problem-title">{title}</p>
        {hint !== "" && <p className="problem-hint">{hint}</p>}
        <div className="row-wrap">
          {action}
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            onClick={() => copyText(JSON.stringify(problem, null, 2))}
          >
            {t("problem.copy")}
          </Button>
          <code className="tiny faded">{problem.code}</code>
        </div>
      </div>
    </div>
  );
}
