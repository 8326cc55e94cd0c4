import { describe, expect, it } from "vitest";
import { tellProblem } from "./problem-words.ts";

const english = { message: "There is no fox.", hint: "Did you mean wolf?" };
const words = {
  "zoo/missing": { title: "没有{{name}}。", hint: ["是不是要找{{nearest}}？", "请换一个。"] },
};
const told = (facts: Record<string, unknown>, code = "zoo/missing") => tellProblem({ ...english, code, facts }, words);

describe("a problem in another language", () => {
  it("has its facts where they belong, and lists as one reads them", () => {
    expect(told({ name: "狐狸", nearest: ["狼", "狗"] })).toEqual({ title: "没有狐狸。", hint: "是不是要找狼、狗？" });
  });

  it.each([[[]], [""], [undefined]])("says another sentence where a fact is missing: %j", (nearest) => {
    expect(told({ name: "狐狸", nearest }).hint).toBe("请换一个。");
  });

  it("has another problem among its facts in the same words, with the facts of that", () => {
    const last = { code: "zoo/missing", message: "There is no fox.", hint: "", facts: { name: "狐狸" } };
    const nested = { ...words, "zoo/closed": { title: "关门了：{{last}}。", hint: ["{{last}}", "明天再来。"] } };
    const { title } = tellProblem({ ...english, code: "zoo/closed", facts: { last } }, nested);
    expect(title).toBe("关门了：没有狐狸。");
  });

  it("marks a fact that no sentence can do without", () => {
    expect(told({}).title).toBe("没有?。");
  });

  it.each(["zoo/closed", "constructor", "__proto__"])(
    "is told in English where the language has no words: %s",
    (code) => {
      expect(told({ name: "狐狸" }, code)).toEqual({ title: english.message, hint: english.hint });
    },
  );
});
