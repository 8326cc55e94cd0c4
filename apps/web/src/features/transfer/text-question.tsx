import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { ChoiceList } from "./choice-list.tsx";
import { type Choice, choicesOf, type Subject } from "./subject.ts";
import { useStanding } from "./use-standing.ts";

/** As much of a text as tells which one it is, characters. */
const shown = 400;

interface TextQuestionProps {
  readonly subject: Extract<Subject, { kind: "text" }>;
  readonly onChoose: (choice: Choice) => void;
}

/** Words that are no generation data: whether they belong into the prompt. */
export function TextQuestion({ subject, onChoose }: TextQuestionProps): ReactElement {
  const { t } = useTranslation();
  const standing = useStanding();
  const { text, what } = subject;
  const words = text.trim();
  return (
    <>
      <blockquote className="question-quote mono">
        {words.length > shown ? `${words.slice(0, shown)}…` : words}
      </blockquote>
      {what.kind === "address" && <p className="small faded question-text">{t("drop.addressHint")}</p>}
      {what.kind === "json" && <p className="small faded question-text">{t("drop.jsonHint")}</p>}
      <ChoiceList choices={choicesOf(subject, standing)} onChoose={onChoose} />
    </>
  );
}
