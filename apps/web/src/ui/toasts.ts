import { ownValue, type ProblemBody } from "@danfang/domain";
import { notifications } from "@mantine/notifications";
import i18next from "i18next";
import { createElement } from "react";
import { problemFrom } from "./problem.ts";
import { UndoMessage } from "./undo-message.tsx";

/** How long something deleted can be brought back from its toast, milliseconds. The bin keeps it longer. */
const undoMilliseconds = 8000;

/** What all messages have: a border, and a cross that says its name. */
const frame = () => ({ withBorder: true, closeButtonProps: { "aria-label": i18next.t("common.close") } });

export const say = (message: string): void =>
  void notifications.show({ ...frame(), message, autoClose: 3000, color: "jade" });

/** What happened, to what, and what to do. Stays until it is closed. */
export function sayProblem(error: unknown): void {
  const { title, hint } = wordsOf(problemFrom(error));
  notifications.show({ ...frame(), title, message: hint, color: "cinnabar", autoClose: false });
}

/** The problem in the page's language, as it was told, and how the page does what there is to do. */
export function wordsOf(problem: ProblemBody): { title: string; hint: string } {
  if (problem.code === "web/unreachable")
    return { title: i18next.t("problem.unreachable"), hint: i18next.t("problem.unreachableHint") };
  const { message, hint } = (i18next.language === "zh" && problem.zh) || problem;
  const steps: Readonly<Record<string, string>> = i18next.t("problem.steps", { returnObjects: true });
  const step = ownValue(steps, problem.do ?? "");
  return { title: message, hint: step ? [hint, step].join(i18next.language === "zh" ? "" : " ") : hint };
}

export const sayWithUndo = (message: string, undo: () => void): void =>
  sayWithAction({ id: `undo-${crypto.randomUUID()}`, message, label: i18next.t("common.undo"), act: undo });

interface ActionMessage {
  /** A message of the same id takes its place. */
  readonly id: string;
  readonly message: string;
  /** What can be done about it, in a word. */
  readonly label: string;
  readonly act: () => void;
}

export function sayWithAction({ id, message, label, act }: ActionMessage): void {
  const onUndo = () => {
    notifications.hide(id);
    act();
  };
  const toast = {
    ...frame(),
    id,
    autoClose: undoMilliseconds,
    color: "jade",
    message: createElement(UndoMessage, { message, label, onUndo }),
  };
  notifications.show(toast);
  notifications.update(toast); // where one of this id is shown already
}

export const unsay = (id: string): void => void notifications.hide(id);
