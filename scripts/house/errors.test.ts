import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type DanfangError, type ErrorFamily, errorFrom, type Problem, ProblemBody, problemOf } from "@danfang/domain";
import { describe, expect, it } from "vitest";
import { factsDeclaredIn } from "./facts-of-errors.ts";
import { filesOf, root, textOf } from "./workspaces.ts";

type Maker = ErrorFamily[string];
const declaring = filesOf("{packages,apps}/*/src/**/*errors.ts").filter((file) =>
  /= defineErrors\(/.test(textOf(file)),
);
const facts = new Map(declaring.flatMap((file) => [...factsDeclaredIn(textOf(file))]));

async function makersIn(file: string): Promise<Maker[]> {
  const exported: Record<string, unknown> = await import(pathToFileURL(join(root, file)).href);
  return Object.entries(exported)
    .filter(([name]) => /Errors$/.test(name))
    .flatMap(([, family]) => Object.values(family as ErrorFamily));
}
const makers = (await Promise.all(declaring.map(makersIn))).flat();
const { KeptProblem } = await import(pathToFileURL(join(root, "packages/studio/src/problems/kept-problem.ts")).href);

/** Every error of a code: with all facts at their fullest, and then each at each of its other values. */
function errorsOf(make: Maker): DanfangError[] {
  const samples = Object.entries(facts.get(make.code) ?? {});
  const full = Object.fromEntries(samples.map(([name, [value]]) => [name, value]));
  const bare = Object.fromEntries(samples.map(([name, values]) => [name, values.at(-1)]));
  const others = samples.flatMap(([name, values]) => values.slice(1).map((value) => ({ ...full, [name]: value })));
  return [full, bare, ...others].map((all) => make(all as never));
}
const sentencesOf = ({ message, hint, zh }: Problem): string[] =>
  [message, hint, zh?.message, zh?.hint].map((sentence) => sentence ?? "");

/** What is left where a fact is missing, or is not what a sentence takes it for. */
const hole = /\bundefined\b|\bnull\b|\bNaN\b|\[object|\?\?|，，|。。|：。|, ,|: \.| [?.,;](?!\w)|「」|""/;
const ofSkin = /^(cli|server)\//;
/** As versions before this one told it. */
function inEnglish(error: unknown): Problem {
  const { zh: _, do: __, ...problem } = problemOf(error);
  return problem;
}
const stored = (problem: unknown): unknown => JSON.parse(JSON.stringify(problem));

it("finds every code that is declared", () => {
  expect(makers.length).toBeGreaterThan(150);
  expect(makers.map(({ code }) => code).sort()).toEqual([...facts.keys()].sort());
  expect(new Set(facts.keys()).size).toBe(makers.length);
});

it("problems that may be kept are those of every package; those of a skin are told and forgotten", () => {
  const retold = makers.filter((make) => KeptProblem.parse(stored(inEnglish(errorsOf(make)[0]))).zh);
  const ofPackages = makers.filter(({ code }) => !ofSkin.test(code));
  expect(retold).toEqual(ofPackages);
});

it("whatever is read back from where the studio keeps it is told by this version", () => {
  const reading = filesOf("packages/studio/src/**/*.ts").filter((file) =>
    /jsonOf\(ProblemBody|\bProblemBody\.\w/.test(textOf(file)),
  );
  expect(reading).toEqual(["packages/studio/src/problems/kept-problem.ts"]);
});

describe.each(makers.map((make) => [make.code, make] as const))("%s", (code, make) => {
  const errors = errorsOf(make);

  it("says what happened and what to do, in both languages, without a hole", () => {
    for (const error of errors)
      for (const sentence of sentencesOf(error)) {
        expect(sentence.trim()).not.toBe("");
        expect(sentence).not.toMatch(hole);
      }
  });

  it("speaks Chinese with the punctuation and the words of Chinese", () => {
    for (const { zh } of errors) {
      const said = `${zh?.message}${zh?.hint}`;
      expect(zh?.hint).toMatch(/\p{Script=Han}/u);
      if (code !== "internal/unexpected") expect(zh?.message).toMatch(/\p{Script=Han}/u);
      expect(said).not.toMatch(/\p{Script=Han}\s?[,;:?!()](?!\p{N}|\w)/u);
      expect(said).not.toMatch(/提示语|检查点|模型检查点|变分自编码|帐户/);
    }
  });

  it.runIf(!/^cli\//.test(code))("leaves it to the skins to name an option or a place of the page", () => {
    for (const error of errors)
      for (const sentence of sentencesOf(error))
        expect(sentence).not.toMatch(/(^|[\s（(`，、])--[a-z]|danfang inspect|左上角|「设置」|Settings/);
  });

  it("is told the same after every border, and by who only kept it in English", () => {
    for (const error of errors) {
      const problem = problemOf(error);
      const said = sentencesOf(error);
      const overHttp = ProblemBody.parse(stored(problem));
      const fromEngine = problemOf(errorFrom(ProblemBody.parse(stored(problem))));
      const kept = KeptProblem.parse(stored(problem));
      for (const told of [overHttp, fromEngine, kept]) {
        expect(sentencesOf(told)).toEqual(said);
        expect(told.do).toBe(error.do);
      }
      if (ofSkin.test(code) || code === "internal/unexpected") continue;
      const again = KeptProblem.parse(
        stored({ ...inEnglish(error), message: "as it was said", hint: "as it was told" }),
      );
      expect(sentencesOf(again)).toEqual(said);
    }
  });
});
