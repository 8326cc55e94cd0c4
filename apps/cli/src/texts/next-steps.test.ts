import { expect, it } from "vitest";
import { commands } from "../catalogue/commands.ts";
import { nextSteps } from "./next-steps.ts";

const offered = [commands.txt2img, commands.studio].flatMap(({ options }) => Object.values(options).flat());
const named = (sentence: string) => [...sentence.matchAll(/--([a-z-]+)|\bdanfang ([a-z0-9]+)/g)].map(([one]) => one);
const steps = Object.keys(nextSteps.en) as (keyof typeof nextSteps.en)[];

it.each(steps)("%s names what there is, the same in both languages", (step) => {
  const [inEnglish, inChinese] = [nextSteps.en[step]({}), nextSteps.zh[step]({})].map(named);
  expect(inEnglish?.length).toBeGreaterThan(0);
  expect(inChinese).toEqual(inEnglish);
  for (const one of inEnglish ?? [])
    expect([
      ...Object.keys(commands).map((name) => `danfang ${name}`),
      ...offered.map((name) => `--${name}`),
    ]).toContain(one);
});

it.each(["en", "zh"] as const)("a port that is free is named, and else what stands for one: %s", (language) => {
  const { choosePort } = nextSteps[language];
  expect(choosePort({ free: 7861 })).toContain("--port 7861");
  for (const free of [undefined, "7861", null]) expect(choosePort({ free })).toContain("--port PORT");
});

it("every step reads differently, and no two languages read alike", () => {
  const told = (["en", "zh"] as const).map((language) => Object.values(nextSteps[language]).map((step) => step({})));
  expect(new Set(told.flat()).size).toBe(told.flat().length);
});
