import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { en } from "./en/en.ts";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof en };
  }
}

type Language = "en" | "zh";
export type LanguageChoice = Language | "auto";

const kept = "danfang.language";

/** Chinese for whoever's browser asks for it first, else English. */
function resolveLanguage(choice: LanguageChoice, browser: readonly string[] = navigator.languages): Language {
  if (choice !== "auto") return choice;
  const first = browser.find((language) => /^(zh|en)/i.test(language));
  return first?.toLowerCase().startsWith("zh") ? "zh" : "en";
}

/** The page's own sentences; problems bring theirs along. */
const readWords = (language: Language) =>
  language === "zh" ? import("./zh/zh.ts").then(({ zh }) => zh) : import("./en/en.ts").then(({ en: words }) => words);

/** Only the language in use is fetched. */
export async function showLanguage(choice: LanguageChoice): Promise<void> {
  localStorage.setItem(kept, choice);
  const language = resolveLanguage(choice);
  if (!i18next.hasResourceBundle(language, "translation"))
    i18next.addResourceBundle(language, "translation", await readWords(language));
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  if (i18next.language !== language) await i18next.changeLanguage(language);
}

const keptLanguage = (): LanguageChoice => {
  const choice = localStorage.getItem(kept);
  return choice === "zh" || choice === "en" ? choice : "auto";
};

export async function startLanguages(): Promise<void> {
  const language = resolveLanguage(keptLanguage());
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: { translation: await readWords(language) } },
    interpolation: { escapeValue: false },
    returnNull: false,
    react: { useSuspense: false },
  });
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
}
