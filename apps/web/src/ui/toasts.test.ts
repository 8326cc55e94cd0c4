import { problemsZh } from "@danfang/domain";
import i18next from "i18next";
import { expect, it } from "vitest";
import { wordsOf } from "./toasts.ts";

it("tells a problem in the page's language with its facts, and one it does not know as the studio told it", async () => {
  await i18next.init({ lng: "zh", resources: { zh: { problems: problemsZh } } });
  const told = { message: "Told in English.", hint: "Do this." };
  const known = { ...told, code: "engine/badSize", facts: { width: 130, height: 64 } };
  expect(wordsOf(known).title).toBe("画不了 130 × 64：宽和高必须是 8 的倍数。");
  expect(wordsOf({ ...told, code: "new/one", facts: {} })).toEqual({ title: told.message, hint: told.hint });
});
