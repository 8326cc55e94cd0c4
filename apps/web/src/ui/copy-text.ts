import i18next from "i18next";
import { say, sayProblem } from "./toasts.ts";

/** Puts text on the clipboard and says so. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say(i18next.t("common.copied"));
  } catch (error) {
    sayProblem(error);
  }
}
