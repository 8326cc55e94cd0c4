import { Button } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "./dialog.tsx";
import type { Question } from "./question.ts";

/** A question with two answers; leaving it means no. */
export function QuestionBox({ question }: { question: Question }): ReactElement {
  const { t } = useTranslation();
  const { title, body, action, onAnswer } = question;
  return (
    <Dialog opened centered zIndex={400} onClose={() => onAnswer(false)} title={title}>
      <p style={{ marginTop: 0, overflowWrap: "anywhere" }}>{body}</p>
      <div className="row" style={{ justifyContent: "flex-end" }}>
        <Button variant="default" data-autofocus onClick={() => onAnswer(false)}>
          {t("common.cancel")}
        </Button>
        <Button onClick={() => onAnswer(true)}>{action}</Button>
      </div>
    </Dialog>
  );
}
