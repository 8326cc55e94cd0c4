import { createStore } from "./store.ts";

/** Something that is done only when somebody says yes. */
export interface Question {
  readonly title: string;
  readonly body: string;
  /** What yes is called. */
  readonly action: string;
  readonly onAnswer: (isYes: boolean) => void;
}

export const openQuestion = createStore<Question | undefined>(undefined);

/** Asks, and waits for the answer. */
export const ask = (question: Omit<Question, "onAnswer">): Promise<boolean> =>
  new Promise((resolve) => {
    openQuestion.set({
      ...question,
      onAnswer(isYes) {
        openQuestion.set(undefined);
        resolve(isYes);
      },
    });
  });
