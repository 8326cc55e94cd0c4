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
