import { expect, it } from "vitest";
import { defineErrors } from "../errors.ts";
import { reasonOf } from "./reason.ts";

const refused = (code: string, more: object = {}) => Object.assign(new Error(`${code}: no`), { code, ...more });
const errors = defineErrors("zoo", {
  closed: (_: object) => ({
    en: { message: "The zoo is closed.", hint: "Wait." },
    zh: { message: "动物园关门了。", hint: "请稍等。" },
  }),
});

it.each(["ENOSPC", "EACCES", "ENOENT", "EDQUOT", "ECONNREFUSED"])(
  "%s is told in the words of each language",
  (code) => {
    const { en, zh } = reasonOf(refused(code, { syscall: "open" }));
    expect(en).not.toContain(": no");
    expect(zh).toMatch(/^\p{Script=Han}+(（\w+）)?$/u);
  },
);

it("an error of ours is told by its own sentence, as a clause", () => {
  expect(reasonOf(errors.closed({}))).toEqual({ en: "The zoo is closed", zh: "动物园关门了" });
});

it("a folder where a folder was to be made is a file in the way, as systems report it", () => {
  expect(reasonOf(refused("EEXIST", { syscall: "mkdir" })).zh).toBe("路径中有一段是文件");
});

it.each([refused("EXDEV"), "half a sentence.", refused("EACCES", { syscall: "listen" })])(
  "what nobody knows stays in its own words, quoted in Chinese: %s",
  (cause) => {
    const { en, zh } = reasonOf(cause);
    expect(en).not.toMatch(/\.$/);
    expect(zh).toBe(`原因是「${en}」`);
  },
);
