import { CloseButton } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type ReactElement, type RefObject, useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../../ui/store.ts";
import { useWide } from "../../ui/use-wide.ts";
import { type Asked, asked, dismiss } from "./asked.ts";
import { ModelQuestion } from "./model-question.tsx";
import { PictureQuestion } from "./picture-question.tsx";
import { FolderQuestion, RefusedNotice, SeveralQuestion } from "./plain-questions.tsx";
import { type Choice, mostListed, type Subject } from "./subject.ts";
import { answer } from "./take.ts";
import { TextQuestion } from "./text-question.tsx";
import { useQuestionPlace } from "./use-question-place.ts";
import { useTitle } from "./use-title.ts";
import "./question-card.css";

/** What to do with what was pasted or dropped: a card right where it fell, on a phone a sheet. Leaving it does nothing. */
export function QuestionCard(): ReactElement | null {
  const question = useStore(asked);
  return question === undefined ? null : <Card {...question} />;
}

function Card({ subject, at, from }: Asked): ReactElement {
  const { t } = useTranslation();
  const isWide = useWide();
  const card = useRef<HTMLDivElement>(null);
  const id = useId();
  const place = useQuestionPlace(card, at, subject);
  useFocusInside(card, subject);
  useEscape(dismiss);
  return (
    <>
      {!isWide && <button type="button" className="question-shade" aria-label={t("common.close")} onClick={dismiss} />}
      <div
        ref={card}
        role="dialog"
        aria-labelledby={id}
        className="question-card"
        data-question
        data-sheet={!isWide || undefined}
        tabIndex={-1}
        style={isWide ? place : {}}
      >
        <div className="question-head">
          <h2 id={id} className="question-title">
            {useTitle(subject)}
          </h2>
          <CloseButton size="sm" aria-label={t("common.close")} onClick={dismiss} />
        </div>
        <Body subject={subject} />
        {from !== undefined && (
          <button
            type="button"
            className="plain-button link small faded"
            onClick={() => asked.set({ subject: from, at })}
          >
            {t("drop.back")}
          </button>
        )}
      </div>
    </>
  );
}

function Body({ subject }: { subject: Subject }): ReactElement {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const choose = async (choice: Choice) => {
    if (await answer(subject, choice)) await navigate({ to: "/" });
  };
  switch (subject.kind) {
    case "reading":
      return <p className="faded small question-text">{t("drop.wait")}</p>;
    case "text":
      return <TextQuestion subject={subject} onChoose={(choice) => void choose(choice)} />;
    case "picture":
      return <PictureQuestion subject={subject} onChoose={(choice) => void choose(choice)} />;
    case "model":
      return <ModelQuestion subject={subject} />;
    case "several":
      return <SeveralQuestion subject={subject} most={mostListed} />;
    case "folder":
      return <FolderQuestion />;
    case "refused":
      return <RefusedNotice why={subject.why} />;
  }
}

/** The focus goes to the first answer, and when the question is gone back to where it was. */
function useFocusInside(card: RefObject<HTMLElement | null>, subject: Subject): void {
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each subject has answers of its own
  useEffect(() => {
    const first = card.current?.querySelector<HTMLElement>("[data-answer]");
    (first ?? card.current)?.focus({ preventScroll: true });
  }, [card, subject]);
}

/** Esc leaves, from wherever, unless a field or a dialog has taken it for itself. */
function useEscape(leave: () => void): void {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      leave();
    }
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [leave]);
}
