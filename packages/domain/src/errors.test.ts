import { expect, it } from "vitest";
import { defineErrors } from "./errors.ts";

const errors = defineErrors("toy", {
  broken: ({ part }: { readonly part: string }) => ({
    en: { message: `${part} is broken.`, hint: `Mend ${part}.` },
    zh: { message: `${part} 坏了。`, hint: `请修理 ${part}。` },
    do: "useCpu" as const,
  }),
});

it("an error has its code, its facts, both languages and what to do", () => {
  const { code, message, hint, zh, facts, ...rest } = errors.broken({ part: "wheel" });
  expect({ code, message, hint, zh, facts, do: rest.do }).toEqual({
    code: "toy/broken",
    message: "wheel is broken.",
    hint: "Mend wheel.",
    zh: { message: "wheel 坏了。", hint: "请修理 wheel。" },
    facts: { part: "wheel" },
    do: "useCpu",
  });
  expect(errors.broken.code).toBe("toy/broken");
});

it("an error has the cause that it was made of, whatever that is, and none where there was none", () => {
  for (const cause of [new Error("rust"), "rust", 0, null])
    expect(errors.broken({ part: "a" }, cause).cause).toBe(cause);
  expect(Object.hasOwn(errors.broken({ part: "a" }), "cause")).toBe(false);
});
