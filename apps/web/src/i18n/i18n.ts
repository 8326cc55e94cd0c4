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

/** The sentences, and in Chinese those of the studio's problems: they arrive in English. */
const readWords = (language: Language) =>
  language === "zh"
    ? import("./zh/zh.ts").then(({ zh, problems }) => ({ translation: zh, problems }))
    : import("./en/en.ts").then(({ en: words }) => ({ translation: words, problems: {} }));

/** Only the language in use is fetched. */
export async function showLanguage(choice: LanguageChoice): Promise<void> {
  localStorage.setItem(kept, choice);
  const language = resolveLanguage(choice);
  if (!i18next.hasResourceBundle(language, "translation"))
    for (const [part, words] of Object.entries(await readWords(language)))
      i18next.addResourceBundle(language, part, words);
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
    resources: { [language]: await readWords(language) },
    interpolation: { escapeValue: false },
    returnNull: false,
    react: { useSuspense: false },
  });
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
}
