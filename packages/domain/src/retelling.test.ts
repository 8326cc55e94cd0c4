import { expect, it } from "vitest";
import { internalErrors } from "./causes/errors.ts";
import { defineErrors } from "./errors.ts";
import { type Problem, problemOf } from "./problem.ts";
import { retellingOf } from "./retelling.ts";
import { listEn, listZh, withinZh } from "./within-sentences.ts";

const zoo = defineErrors("zoo", {
  missing: (d: { name: string; nearest: readonly string[] }) => ({
    en: { message: `There is no ${d.name}.`, hint: `Near: ${listEn(d.nearest)}.` },
    zh: { message: `没有${d.name}。`, hint: `相近的有：${listZh(d.nearest)}。` },
    do: "inspectFile",
  }),
  closed: (d: { last: Problem }) => ({
    en: { message: `Closed: ${d.last.message}`, hint: "Come tomorrow." },
    zh: { message: `关门了：${withinZh(d.last)}。`, hint: "请明天再来。" },
  }),
});
const retell = retellingOf([zoo]);
const missing = problemOf(zoo.missing({ name: "fox", nearest: ["wolf", "dog"] }));
const inEnglish = ({ zh: _, do: __, ...problem }: Problem): Problem => ({ ...problem, message: "old", hint: "old" });

it("tells what was kept in English as it is told now: in both languages, with what to do", () => {
  expect(retell(inEnglish(missing))).toEqual(missing);
  expect(missing.zh).toEqual({ message: "没有fox。", hint: "相近的有：wolf、dog。" });
});

it("tells a problem among the facts of another in both languages too", () => {
  const told = retell({ code: "zoo/closed", message: "old", hint: "old", facts: { last: inEnglish(missing) } });
  expect(told.zh?.message).toBe("关门了：没有fox。");
  expect(told.facts?.last).toEqual(missing);
});

it("leaves alone what is told in both already, though it is told otherwise now", () => {
  const kept = { ...missing, zh: { message: "以前的说法。", hint: "以前的办法。" } };
  expect(retell(kept)).toBe(kept);
});

it.each([
  ["no facts at all", undefined],
  ["not all of its facts", { nearest: ["wolf"] }],
  ["facts of another kind", { name: "fox", nearest: "wolf" }],
])("leaves what has %s as it was told", (_, facts) => {
  const kept: Problem = { code: "zoo/missing", message: "There was no fox.", hint: "Look.", facts };
  expect(retell(kept)).toBe(kept);
});

it.each(["zoo/unheardOf", "constructor", "__proto__"])(
  "leaves a code that nobody declares as it was told: %s",
  (code) => {
    const kept = { code, message: "There was no fox.", hint: "Look." };
    expect(retell(kept)).toBe(kept);
  },
);

it("knows what is nobody's mistake but ours by its sentence", () => {
  const { code, message, hint } = problemOf(new TypeError("x is not a function"));
  const told = retellingOf([internalErrors])({ code, message, hint });
  expect(told.zh).toEqual({ message, hint: "这是丹方的错误。请连同当时的命令一起报告。" });
});
