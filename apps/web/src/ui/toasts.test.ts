import i18next from "i18next";
import { expect, it } from "vitest";
import { shellEn } from "../i18n/en/shell.ts";
import { shellZh } from "../i18n/zh/shell.ts";
import { wordsOf } from "./toasts.ts";

const noVae = {
  code: "engine/noVae",
  message: "It has no VAE.",
  hint: "Choose one.",
  zh: { message: "没有 VAE。", hint: "请选一个。" },
  do: "chooseVae",
};

it("tells a problem in the page's language, and where on the page one does something about it", async () => {
  await i18next.init({ lng: "zh", resources: { zh: { translation: shellZh }, en: { translation: shellEn } } });
  expect(wordsOf(noVae)).toEqual({ title: "没有 VAE。", hint: `请选一个。${shellZh.problem.steps.chooseVae}` });
  await i18next.changeLanguage("en");
  expect(wordsOf(noVae)).toEqual({ title: "It has no VAE.", hint: `Choose one. ${shellEn.problem.steps.chooseVae}` });
});

it.each(["constructor", "laterVersion"])("has no words for a step that it does not know: %s", async (step) => {
  await i18next.init({ lng: "zh", resources: { zh: { translation: shellZh } } });
  expect(wordsOf({ ...noVae, do: step }).hint).toBe("请选一个。");
});

it("tells what was told in English alone as it was told", async () => {
  await i18next.init({ lng: "zh", resources: { zh: { translation: shellZh } } });
  const { zh: _, do: __, ...told } = noVae;
  expect(wordsOf(told)).toEqual({ title: told.message, hint: told.hint });
});
